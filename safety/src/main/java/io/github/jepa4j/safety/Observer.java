package io.github.jepa4j.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds all states that the true one can be among, for each delay and staleness that may be the true
/// ones.
///
/// It predicts with the plant's intervals, and meets the prediction with what was read, give or take the
/// declared noise. A reading is not trusted, and then only predicted, when it is missing, cannot be, or
/// is bit for bit the one before: a frozen sensor is caught at its first repetition, at the price of
/// ignoring a genuine reading now and then. One that no hypothesis explains is not trusted either. What
/// contradicts a trusted reading is dropped: a delay, a staleness, parameters. Nothing here depends on
/// what the trusted readings are, so the true state stays among those held as long as the declared
/// bounds hold.
///
/// Source: the interval predictor-corrector of Jaulin, Kieffer, Didrit and Walter, *Applied Interval
/// Analysis*, 2001, section 6.4. Differs from it in the unknown delays and the distrust.
final class Observer {

    private final Plant plant;
    private final Bounds bounds;
    private final List<float[]> commanded = new ArrayList<>();
    private List<Hypothesis> hypotheses = List.of();
    private float[] last = {};
    private int step;

    Observer(Plant plant, Bounds bounds) {
        this.plant = plant;
        this.bounds = bounds;
        begin();
    }

    void begin() {
        List<Hypothesis> all = new ArrayList<>();
        for (int delay = 0; delay <= bounds.delay(); delay++) {
            for (int staleness = 0; staleness <= bounds.staleness(); staleness++) {
                for (Interval[] parameters : plant.plants()) {
                    all.add(new Hypothesis(delay, staleness, new StateSet(plant.physical(), parameters)));
                }
            }
        }
        hypotheses = List.copyOf(all);
        commanded.clear();
        last = new float[0];
        step = 0;
    }

    /// Takes in a reading.
    ///
    /// @return why signals were not trusted; empty when all were
    List<String> see(float[] reading) {
        List<String> distrusted = new ArrayList<>();
        Interval[] sight = sight(reading, distrusted);
        List<Hypothesis> predicted = new ArrayList<>();
        List<Hypothesis> confirmed = new ArrayList<>();
        for (Hypothesis hypothesis : hypotheses) {
            boolean moved = step > hypothesis.staleness();
            Interval[] acted = effective(past(1 + hypothesis.staleness() + hypothesis.delay()));
            StateSet now = moved ? possible(plant.step(hypothesis.set(), acted, _ -> {})) : hypothesis.set();
            predicted.add(hypothesis.with(now));
            if (now.meets(sight)) {
                StateSet met = now.meet(sight);
                Optional<StateSet> learnt = moved ? plant.learn(hypothesis.set(), acted, met) : Optional.of(met);
                learnt.ifPresent(set -> confirmed.add(hypothesis.with(set)));
            }
        }
        if (confirmed.isEmpty()) {
            distrusted.add("the reading is nowhere the plant can be");
        }
        hypotheses = List.copyOf(confirmed.isEmpty() ? predicted : confirmed);
        last = reading.clone();
        step++;
        return distrusted;
    }

    /// Where no state is possible, the bounds were not kept, and what was predicted is as good as
    /// anything.
    private StateSet possible(StateSet set) {
        Interval[] physical = plant.physical();
        return set.meets(physical) ? set.meet(physical) : set;
    }

    /// Where the plant was when the reading was taken, by the trusted signals alone.
    private Interval[] sight(float[] reading, List<String> distrusted) {
        Interval[] physical = plant.physical();
        int signals = bounds.noise().length;
        Interval[] sight = new Interval[physical.length];
        if (reading.length != signals) {
            distrusted.add("the reading has %d signals, not %d".formatted(reading.length, signals));
        }
        for (int i = 0; i < sight.length; i++) {
            sight[i] = Interval.ALL;
            if (i < signals && reading.length == signals) {
                Optional<String> fault = fault(reading, i, physical[i]);
                fault.ifPresent(distrusted::add);
                if (fault.isEmpty()) {
                    sight[i] = around(reading[i], bounds.noise()[i]);
                }
            }
        }
        return sight;
    }

    private Optional<String> fault(float[] reading, int signal, Interval physical) {
        if (!Float.isFinite(reading[signal])) {
            return Optional.of("signal %d is missing".formatted(signal));
        }
        if (!around(reading[signal], bounds.noise()[signal]).meets(physical)) {
            return Optional.of("signal %d is out of range: %s".formatted(signal, reading[signal]));
        }
        boolean repeated = last.length == reading.length
                && Float.floatToIntBits(last[signal]) == Float.floatToIntBits(reading[signal]);
        return repeated
                ? Optional.of("signal %d repeats itself: %s".formatted(signal, reading[signal]))
                : Optional.empty();
    }

    /// What was rounded to this number may have been a unit in the last place away.
    private static Interval around(float reading, double noise) {
        return Interval.around(reading, noise + Math.ulp(reading));
    }

    /// What may act when this was commanded.
    Interval[] effective(float[] command) {
        Interval[] acting = new Interval[command.length];
        for (int axis = 0; axis < acting.length; axis++) {
            float low = plant.actionSpace().low()[axis];
            float high = plant.actionSpace().high()[axis];
            double floor = low < 0 ? low * bounds.saturation() : low;
            double ceiling = high > 0 ? high * bounds.saturation() : high;
            double cut = Math.clamp((double) command[axis], floor, ceiling);
            acting[axis] = Interval.of(command[axis]).hull(Interval.of(cut));
        }
        return acting;
    }

    /// What may be true.
    List<Hypothesis> hypotheses() {
        return hypotheses;
    }

    /// Takes note of what is done now.
    void command(float[] action) {
        commanded.add(action);
    }

    /// The action commanded so many steps ago; 1 is the last.
    private float[] past(int steps) {
        return steps > commanded.size() ? plant.idle() : commanded.get(commanded.size() - steps);
    }

    /// What cannot be changed any more: under each hypothesis, where the plant may be when the next
    /// action begins to act, and the least margin on the way there from now.
    Ahead ahead() {
        List<StateSet> sets = new ArrayList<>();
        Lowest lowest = new Lowest(plant);
        for (Hypothesis hypothesis : hypotheses) {
            int age = Math.min(hypothesis.staleness(), step - 1);
            StateSet set = hypothesis.set();
            for (int ago = age + hypothesis.delay(); ago > hypothesis.delay(); ago--) {
                set = possible(plant.step(set, effective(past(ago)), _ -> {}));
            }
            lowest.take(set.states());
            for (int ago = hypothesis.delay(); ago > 0; ago--) {
                set = possible(plant.step(set, effective(past(ago)), lowest::take));
            }
            sets.add(set);
        }
        return new Ahead(List.copyOf(sets), lowest.margin());
    }

    /// @param sets   one for each hypothesis
    /// @param margin the least on the way
    record Ahead(List<StateSet> sets, Margin margin) {}

    /// The least margin of the boxes it is given, until one is not safe: then that one, the first on the
    /// way.
    static final class Lowest {
        private final Plant plant;
        private Margin margin = Margin.NONE;

        Lowest(Plant plant) {
            this.plant = plant;
        }

        void take(Interval[] states) {
            if (margin.safe()) {
                margin = margin.least(plant.margin(states));
            }
        }

        void take(Margin other) {
            margin = margin.least(other);
        }

        Margin margin() {
            return margin;
        }
    }
}
