package io.github.jepa4j.evaluation;

import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.List;
import java.util.Map;

final class Samples {

    private Samples() {}

    static Protocol protocol(int episodes, int steps, int threads) {
        return new Protocol(
                "two rooms",
                "scripted",
                episodes,
                steps,
                60,
                4,
                true,
                1.8,
                "10 iterations",
                3,
                "model.safetensors 3f2a9c51b07d",
                "v0.1.0",
                "a machine",
                threads);
    }

    /// The same, played by other code.
    static Protocol elsewhere(Protocol protocol) {
        return new Protocol(
                protocol.world(),
                protocol.agent(),
                protocol.episodes(),
                protocol.steps(),
                protocol.horizon(),
                protocol.replan(),
                protocol.warmStart(),
                protocol.actionLimit(),
                protocol.budget(),
                protocol.seed(),
                protocol.model(),
                "v0.0.9",
                protocol.machine(),
                protocol.threads());
    }

    /// Two episodes of known effort, one won by each rule at most: the first ends near, the second only
    /// passes.
    static Evaluation evaluation() {
        Effort effort = new Effort(
                50, 1000, 200, 51, 2.5, 0.5, Map.of("planned", 49L, "best within budget", 1L), Map.of(), Map.of(), 0);
        List<EpisodeResult> episodes = List.of(
                new EpisodeResult(TwoRoomsTask.canonical().get(0), 3, 2, 200, effort, 4, path()),
                new EpisodeResult(TwoRoomsTask.canonical().get(1), 9, 1, 200, effort, 2, path()));
        Floor floor = new Floor("random, std 1", new SuccessRate(0, 2), new SuccessRate(1, 2), 30.5);
        return new Evaluation(
                protocol(2, 200, 2), episodes, List.of(floor), Cost.of(new GruSpec(256, 2), Double.NaN), 6);
    }

    private static List<Position> path() {
        return List.of(new Position(21.645, 34.216), new Position(22, 35));
    }
}
