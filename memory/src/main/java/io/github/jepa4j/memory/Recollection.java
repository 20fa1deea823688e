package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proposals from memory: what was done when something like this was seen before, to start a search from.
///
/// The plans of the nearest moments of the same task, at most one of each episode, since the neighbours of
/// a moment in its own episode hold the same plan shifted by a step. The most successful first, of equal
/// ones the nearest. An episode whose success is not known counts as a failed one here: nothing speaks for
/// its plan.
///
/// The idea is that of episodic control (Blundell et al., *Model-Free Episodic Control*, 2016: act as the
/// nearest remembered states did); here what is retrieved is only where a planner begins, and is judged by
/// the model like every other candidate.
public final class Recollection {

    /// Moments looked at for each proposal: the neighbours of one moment in its episode are near too.
    private static final int LOOKED_AT = 32;

    private static final Comparator<Recalled> BEST_FIRST = Comparator.<Recalled>comparingDouble(
                    recalled -> -worth(recalled.moment().success()))
            .thenComparing(Recalled.NEAREST_FIRST);

    private final Memory memory;
    private final int horizon;
    private volatile @Nullable MemoryException failure;

    /// @param memory  where to look
    /// @param horizon `H`, the most actions of a proposal, at least 1
    public Recollection(Memory memory, int horizon) {
        if (horizon < 1) {
            throw new IllegalArgumentException(
                    "A proposal of %d actions proposes nothing; there must be at least 1.\nMaybe the horizon was not set."
                            .formatted(horizon));
        }
        this.memory = memory;
        this.horizon = horizon;
    }

    /// Where a plan for a task could begin. Nowhere in particular where the memory cannot be read: a plan
    /// is not lost over it, and [#failure] says why.
    ///
    /// @param now   the latent perceived now, `[D]`; where it is not finite there are no proposals
    /// @param task  whose moments to look at
    /// @param count how many proposals at most, at least 0
    /// @return `[any, A]` each, in the model's units, at most the horizon long: longer plans are cut,
    ///     shorter ones are left for the planner to fill up; never empty and always finite. The best first
    public List<ActionSequence> proposals(Latent now, String task, int count) {
        Dimensions.requireCount(count);
        if (count == 0) {
            return List.of();
        }
        int pool = (int) Math.min(Query.MOST, (long) count * LOOKED_AT);
        List<Recalled> near =
                new ArrayList<>(recalled(Query.near(now, pool).ofTask(task).withPlan()));
        near.sort(BEST_FIRST);
        Set<String> episodes = new HashSet<>();
        Set<ActionSequence> proposals = new LinkedHashSet<>();
        for (Recalled recalled : near) {
            ActionSequence plan = recalled.moment().plan();
            if (plan != null
                    && isFinite(plan)
                    && proposals.size() < count
                    && episodes.add(recalled.moment().when().episode())) {
                proposals.add(cut(plan));
            }
        }
        return List.copyOf(proposals);
    }

    /// Why the memory could not be read last time; empty where it could.
    public Optional<MemoryException> failure() {
        return Optional.ofNullable(failure);
    }

    private List<Recalled> recalled(Query query) {
        try {
            List<Recalled> found = memory.recall(query);
            failure = null;
            return found;
        } catch (MemoryException e) {
            failure = e;
            return List.of();
        }
    }

    private ActionSequence cut(ActionSequence plan) {
        if (plan.horizon() <= horizon) {
            return plan;
        }
        float[] kept = Arrays.copyOf(plan.values(), horizon * plan.dimension());
        return new ActionSequence(horizon, plan.dimension(), kept);
    }

    private static boolean isFinite(ActionSequence plan) {
        for (float value : plan.values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static double worth(double success) {
        return Double.isNaN(success) ? 0 : success;
    }
}
