package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Proposes what was done from places most like the present one, in walks that were learned from: the
/// detours that a search about the warm start does not find. Of each walk what came after the moment
/// that is nearest.
///
/// @param walks as the model perceives them
/// @param count how many are proposed, those that are nearest
record SimilarWalks(List<LatentEpisode> walks, int count) implements ProposalPlanner.Proposals {

    private record Moment(LatentEpisode walk, int time, double squared) {}

    @Override
    public List<ActionSequence> of(Problem problem, Seed seed) {
        return of(problem.now().values(), problem.scale().dimension(), problem.horizon());
    }

    /// @param now `[D]`; of several futures side by side, in which it is the same, the first tells it
    List<ActionSequence> of(float[] now, int axes, int horizon) {
        return walks.stream()
                .map(walk -> nearest(walk, now, axes))
                .sorted(Comparator.comparingDouble(Moment::squared))
                .limit(count)
                .map(moment -> since(moment, axes, horizon))
                .toList();
    }

    private static Moment nearest(LatentEpisode walk, float[] now, int axes) {
        int steps = walk.actions().length / axes;
        int d = walk.latents().length / (steps + 1);
        Moment nearest = new Moment(walk, 0, Double.POSITIVE_INFINITY);
        for (int time = 0; time < steps; time++) {
            double squared = 0;
            for (int i = 0; i < d; i++) {
                double gap = walk.latents()[time * d + i] - now[i];
                squared += gap * gap;
            }
            nearest = squared < nearest.squared() ? new Moment(walk, time, squared) : nearest;
        }
        return nearest;
    }

    private static ActionSequence since(Moment moment, int axes, int horizon) {
        float[] all = moment.walk().actions();
        int steps = Math.min(horizon, all.length / axes - moment.time());
        float[] done = Arrays.copyOfRange(all, moment.time() * axes, (moment.time() + steps) * axes);
        return new ActionSequence(steps, axes, done);
    }
}
