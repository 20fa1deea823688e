package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The physics of OGBench's point mazes against MuJoCo's own.
class OgBenchPhysicsTest {

    private static final String GOLDEN = "ogbench-point-maze-mujoco-2.2.2.txt";
    private static final Map<String, OgBenchMaze> MAZES =
            Map.of("medium", OgBenchMaze.MEDIUM, "giant", OgBenchMaze.GIANT, "teleport", OgBenchMaze.TELEPORT);

    @Test
    void everyEpisodeOfMuJoCoIsDoneAgain() throws IOException {
        List<GoldenEpisode> episodes = GoldenEpisode.read(GOLDEN);
        assertThat(episodes).hasSize(6);
        int pushed = 0;
        double worst = 0;
        for (GoldenEpisode episode : episodes) {
            OgBenchPhysics physics = new OgBenchPhysics(MAZES.get(episode.maze()));
            double[] place = episode.lines().getFirst().clone();
            for (int t = 1; t < episode.lines().size(); t++) {
                double[] line = episode.lines().get(t);
                double[] free = {place[0] + 0.2 * (float) line[0], place[1] + 0.2 * (float) line[1]};
                physics.move(place, 0.2 * (float) line[0], 0.2 * (float) line[1]);
                pushed += Math.hypot(place[0] - free[0], place[1] - free[1]) > 1e-9 ? 1 : 0;
                worst = Math.max(worst, Math.hypot(place[0] - line[2], place[1] - line[3]));
            }
        }
        assertThat(worst).as("in m").isLessThan(1e-14);
        assertThat(pushed).as("steps in which a wall pushed").isGreaterThan(300);
    }
}
