package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.objective.Conflict;
import io.github.jepa4j.objective.EnergyShare;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.safety.Ruling;
import java.util.List;
import java.util.Locale;

/// Why an action was decided, in few figures: what a trace keeps, and what words are made of.
///
/// @param outcome    how the decision came about, such as `planned`
/// @param reason     more of it where there is more; may be empty
/// @param guardrails how the imagined future keeps each
/// @param energies   what each objective adds to the energy
/// @param iterations of the search
/// @param futures    how many were imagined
/// @param surprise   at this step, NaN when unknown
/// @param filter     what the safety filter said; empty without one
public record Explanation(
        String outcome,
        String reason,
        List<Kept> guardrails,
        List<Share> energies,
        int iterations,
        long futures,
        double surprise,
        String filter) {

    /// How a guardrail is kept.
    ///
    /// @param name   of the guardrail
    /// @param margin the least in the imagined future; below 0 or NaN it is not kept
    /// @param unit   of the margin
    /// @param step   after how many actions the margin is least, from 1
    public record Kept(String name, float margin, String unit, int step) {}

    /// What an objective adds to the energy.
    ///
    /// @param name   of the objective
    /// @param weight what it counts for
    /// @param energy weighted
    /// @param most   after how many actions it adds most; 0 is now
    public record Share(String name, float weight, float energy, int most) {}

    public Explanation {
        guardrails = List.copyOf(guardrails);
        energies = List.copyOf(energies);
    }

    /// Of a decision.
    public static Explanation of(Decision decision) {
        String reason = switch (decision.outcome()) {
            case Outcome.FellBack fellBack -> fellBack.reason();
            case Outcome.NoSafePlan none -> words(none);
            case Outcome.NoFiniteEnergy _ -> "no imagined future has an energy that is a number";
            case Outcome.Planned _, Outcome.BestWithinBudget _ -> "";
        };
        Plan plan = decision.plan();
        Ruling ruling = decision.ruling();
        String filter = ruling == null ? "" : words(ruling);
        return plan == null
                ? new Explanation(
                        decision.outcome().words(), reason, List.of(), List.of(), 0, 0, decision.surprise(), filter)
                : new Explanation(
                        decision.outcome().words(),
                        reason,
                        plan.verdicts().stream().map(Explanation::kept).toList(),
                        plan.shares().stream().map(Explanation::share).toList(),
                        plan.diagnostics().iterations(),
                        plan.diagnostics().rollouts(),
                        decision.surprise(),
                        filter);
    }

    /// In words, several lines.
    public String text() {
        StringBuilder text = new StringBuilder(outcome);
        text.append(reason.isEmpty() ? "" : ": " + reason);
        if (futures > 0) {
            text.append(String.format(Locale.ROOT, " (%d iterations, %,d imagined futures)", iterations, futures));
        }
        for (Kept kept : guardrails) {
            text.append("\n  guardrail ")
                    .append(kept.name())
                    .append(kept.margin() >= 0 ? ": kept, least margin " : ": NOT KEPT, least margin ")
                    .append(significant(kept.margin()))
                    .append(kept.unit().isEmpty() ? "" : " " + kept.unit())
                    .append(" after action ")
                    .append(kept.step());
        }
        for (Share share : energies) {
            text.append("\n  objective ")
                    .append(share.name())
                    .append(": energy ")
                    .append(significant(share.energy()))
                    .append(share.most() == 0 ? ", most of it now" : ", most of it after action " + share.most());
        }
        if (!Double.isNaN(surprise)) {
            text.append("\n  surprise ").append(significant(surprise));
        }
        text.append(filter.isEmpty() ? "" : "\n  filter: " + filter);
        return text.toString();
    }

    private static String words(Outcome.NoSafePlan none) {
        StringBuilder words = new StringBuilder("the safest alternative found violates %s by %s after action %d"
                .formatted(none.guardrail(), amount(-none.margin(), none.unit()), none.step() + 1));
        for (Conflict conflict : none.conflicts()) {
            words.append("; ").append(conflict.words());
        }
        Outcome.StartInViolation start = none.start();
        if (start != null) {
            words.append("; %s is violated already, by %s"
                            .formatted(start.guardrail(), amount(-start.margin(), start.unit())))
                    .append(start.grows() ? ", and on the way back no margin shrinks" : ", and no way back only rises")
                    .append(start.safeFrom() == 0 ? "" : ", safe from action " + start.safeFrom());
        }
        return words.toString();
    }

    private static String amount(double value, String unit) {
        return (significant(value) + " " + unit).strip();
    }

    private static String words(Ruling ruling) {
        String done = switch (ruling.kind()) {
            case Ruling.Kind.Passed _ -> "passed as proposed";
            case Ruling.Kind.Corrected corrected ->
                "corrected, " + Math.round(100 * corrected.share()) + " % of the proposal is left";
            case Ruling.Kind.Backup backup -> "backup manoeuvre, since " + backup.why();
            case Ruling.Kind.Outside outside -> "OUTSIDE what is certain, since " + outside.why();
        };
        String distrusted = ruling.distrusted().isEmpty() ? "" : "; " + String.join(", ", ruling.distrusted());
        return done + "; nearest limit: " + ruling.binding() + distrusted;
    }

    private static Kept kept(Verdict verdict) {
        return new Kept(verdict.guardrail(), verdict.worst(), verdict.unit(), verdict.worstStep() + 1);
    }

    private static Share share(EnergyShare share) {
        int most = 0;
        for (int time = 1; time < share.byTime().length; time++) {
            most = Math.abs(share.byTime()[time]) > Math.abs(share.byTime()[most]) ? time : most;
        }
        return new Share(share.objective(), share.weight(), share.energy(), most);
    }

    private static String significant(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
