package io.github.jepa4j.evaluation;

import io.github.jepa4j.worlds.SuccessRule;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What an evaluation found: every episode, the floors on the same tasks, and the protocol.
///
/// @param protocol    how it was done
/// @param episodes    those that were played to the end, in the order of the tasks
/// @param floors      policies that need no learning, on the same tasks
/// @param cost        the arithmetic behind the counts
/// @param wallSeconds seconds for all of it, floors included
public record Evaluation(
        Protocol protocol, List<EpisodeResult> episodes, List<Floor> floors, Cost cost, double wallSeconds) {

    public Evaluation {
        episodes = List.copyOf(episodes);
        floors = List.copyOf(floors);
    }

    /// Whether every episode was played to the end; false after an interruption.
    public boolean complete() {
        return episodes.size() == protocol.episodes();
    }

    /// Episodes won by a rule.
    public SuccessRate rate(SuccessRule rule) {
        return rate(episodes, rule);
    }

    /// The mean over episodes of the distance after the last step, px; NaN where there are none.
    public double meanFinalDistance() {
        return mean(EpisodeResult::finalDistance);
    }

    /// The mean wall seconds of an episode.
    public double secondsPerEpisode() {
        return mean(EpisodeResult::wallSeconds);
    }

    /// The mean seconds of a plan, encoding left out; NaN where nothing was planned.
    public double secondsPerPlan() {
        Effort effort = effort();
        return effort.plans() == 0 ? Double.NaN : effort.planningSeconds() / effort.plans();
    }

    /// The mean FLOP of a plan, encoding left out; NaN where nothing was planned.
    public double flopPerPlan() {
        Effort effort = effort();
        return effort.plans() == 0 ? Double.NaN : cost.planning(effort) / effort.plans();
    }

    /// The mean FLOP of an episode, planning and encoding.
    public double flopPerEpisode() {
        return mean(episode -> cost.planning(episode.effort()) + cost.encoding(episode.effort()));
    }

    /// The effort of all episodes together.
    public Effort effort() {
        return episodes.stream().map(EpisodeResult::effort).reduce(Effort.NONE, Effort::plus);
    }

    static SuccessRate rate(List<EpisodeResult> episodes, SuccessRule rule) {
        return new SuccessRate(
                episodes.stream().filter(episode -> episode.won(rule)).count(), episodes.size());
    }

    private double mean(ToDoubleFunction<EpisodeResult> quantity) {
        return episodes.stream().mapToDouble(quantity).average().orElse(Double.NaN);
    }
}
