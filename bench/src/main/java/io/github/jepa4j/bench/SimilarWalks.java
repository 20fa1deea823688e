package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Proposes what was done from places most like the present one, in walks that were learned from: the
/// detours that a search about the warm start does not find. Of each walk what came after the moment
/// that is nearest. One half are the walks that begin nearest, the other those that then come nearest to
/// the goal too: of many thousand some have gone a like way whole.
///
/// @param walks as the model perceives them
/// @param count how many are proposed at most, those that are both counted twice
/// @param goal  `[D]`, to be reached
record SimilarWalks(List<LatentEpisode> walks, int count, Latent goal) implements ProposalPlanner.Proposals {

    /// Of a walk.
    ///
    /// @param squared gap to the present
    /// @param after   the least gap to the goal of what follows
    private record Moment(LatentEpisode walk, int time, double squared, double after) {}

    @Override
    public List<ActionSequence> of(Problem problem, Seed seed) {
        return of(problem.now().values(), problem.scale().dimension(), problem.horizon());
    }

    /// @param now `[D]`; of several futures side by side, in which it is the same, the first tells it
    List<ActionSequence> of(float[] now, int axes, int horizon) {
        List<Moment> moments =
                walks.stream().map(walk -> nearest(walk, now, axes, horizon)).toList();
        Comparator<Moment> toTheGoal = Comparator.comparingDouble(moment -> moment.squared() + moment.after());
        return Stream.concat(
                        best(moments, count / 2, Comparator.comparingDouble(Moment::squared)),
                        best(moments, count - count / 2, toTheGoal))
                .distinct()
                .map(moment -> since(moment, axes, horizon))
                .toList();
    }

    private static Stream<Moment> best(List<Moment> moments, int most, Comparator<Moment> order) {
        return moments.stream().sorted(order).limit(most);
    }

    private Moment nearest(LatentEpisode walk, float[] now, int axes, int horizon) {
        int steps = walk.actions().length / axes;
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int time = 0; time < steps; time++) {
            double squared = squared(walk, time, now);
            if (squared < least) {
                least = squared;
                nearest = time;
            }
        }
        double after = Double.POSITIVE_INFINITY;
        for (int time = nearest; time <= Math.min(steps, nearest + horizon); time++) {
            after = Math.min(after, squared(walk, time, goal.values()));
        }
        return new Moment(walk, nearest, least, after);
    }

    /// @param place its first numbers are a latent
    private double squared(LatentEpisode walk, int time, float[] place) {
        int d = goal.dimension();
        double squared = 0;
        for (int i = 0; i < d; i++) {
            double gap = walk.latents()[time * d + i] - place[i];
            squared += gap * gap;
        }
        return squared;
    }

    private static ActionSequence since(Moment moment, int axes, int horizon) {
        float[] all = moment.walk().actions();
        int steps = Math.min(horizon, all.length / axes - moment.time());
        float[] done = Arrays.copyOfRange(all, moment.time() * axes, (moment.time() + steps) * axes);
        return new ActionSequence(steps, axes, done);
    }
}
