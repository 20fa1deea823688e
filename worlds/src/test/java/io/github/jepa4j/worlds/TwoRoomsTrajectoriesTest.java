package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the generated data to the statistics of the reference's data.
class TwoRoomsTrajectoriesTest {

    private static final int TRAJECTORIES = 4000;
    private static final int WINDOW = 17;
    private static final int WINDOW_STARTS = 74;

    /// Four standard errors of a proportion of 0.3 over 4000 trajectories are 0.029.
    private static final double PROPORTION_TOLERANCE = 0.03;

    private static final TwoRoomsTrajectories RANDOM_WALL = new TwoRoomsTrajectories(LayoutChoice.RANDOM);
    private static List<TwoRoomsTrajectory> trajectories = List.of();

    @BeforeAll
    static void generate() {
        trajectories = generate(TRAJECTORIES);
    }

    private static List<TwoRoomsTrajectory> generate(int count) {
        var seed = new Seed(7).split("trajectories");
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> RANDOM_WALL.trajectory(seed.split(i)))
                .toList();
    }

    @Test
    void actionsHaveTheReferencesSpread() {
        double[] x = actions(0);
        double[] y = actions(1);
        double meanNorm = IntStream.range(0, x.length)
                .mapToDouble(i -> Math.hypot(x[i], y[i]))
                .average()
                .orElseThrow();

        // Headings persist for about ten steps, so 360,000 actions are worth about 36,000: four standard errors are
        // 0.016.
        assertThat(mean(x)).isCloseTo(0, within(0.016));
        assertThat(mean(y)).isCloseTo(0, within(0.016));
        assertThat(std(x)).isCloseTo(0.750, within(0.008));
        assertThat(std(y)).isCloseTo(0.750, within(0.008));
        assertThat(meanNorm).isCloseTo(1.000, within(0.005));
        assertThat(DoubleStream.of(actionNorms())).allMatch(norm -> norm > 0.2 - 1e-6 && norm < 1.8 + 1e-6);
    }

    @Test
    void placesAreSpreadOverTheRoomsAsInTheReference() {
        double[] x = places(true);
        double[] y = places(false);

        // A trajectory hardly moves, so 4000 of them give a mean to 16 / sqrt(4000) = 0.25; the reference itself says
        // 32 +- 1.
        assertThat(mean(x)).isCloseTo(32, within(1.0));
        assertThat(mean(y)).isCloseTo(32, within(1.0));
        assertThat(std(x)).isBetween(15.7, 17.0);
        assertThat(std(y)).isBetween(15.7, 17.0);
        assertThat(DoubleStream.of(x)).allMatch(place -> place >= 4 && place <= 60);
        assertThat(DoubleStream.of(y)).allMatch(place -> place >= 4 && place <= 60);
    }

    @Test
    void asManyTrajectoriesAndWindowsCrossTheWallAsInTheReference() {
        double full = trajectories.stream()
                .filter(t -> t.crosses(0, t.positions().size()))
                .count();
        double windows = 0;
        double displacement = 0;
        for (TwoRoomsTrajectory trajectory : trajectories) {
            for (int start = 0; start < WINDOW_STARTS; start++) {
                windows += trajectory.crosses(start, start + WINDOW) ? 1 : 0;
                displacement += trajectory
                        .positions()
                        .get(start)
                        .distanceTo(trajectory.positions().get(start + WINDOW - 1));
            }
        }

        assertThat(full / TRAJECTORIES).isCloseTo(0.26, within(PROPORTION_TOLERANCE));
        // The reference's 4.6 % comes from 2500 windows, so its own standard error is 0.4 %; ours is as large.
        assertThat(windows / (TRAJECTORIES * WINDOW_STARTS)).isCloseTo(0.046, within(0.010));
        assertThat(displacement / (TRAJECTORIES * WINDOW_STARTS)).isCloseTo(8.6, within(0.3));
    }

    @Test
    void asManyMovesAreBlockedAsInTheReference() {
        double blocked = 0;
        double windowsBlocked = 0;
        for (TwoRoomsTrajectory trajectory : trajectories) {
            for (int start = 0; start < WINDOW_STARTS; start++) {
                long inWindow = IntStream.range(start, start + WINDOW - 1)
                        .filter(trajectory::blockedAt)
                        .count();
                blocked += inWindow;
                windowsBlocked += inWindow > 0 ? 1 : 0;
            }
        }

        double windows = (double) TRAJECTORIES * WINDOW_STARTS;
        assertThat(blocked / (windows * (WINDOW - 1))).isCloseTo(0.289, within(PROPORTION_TOLERANCE));
        assertThat(windowsBlocked / windows).isCloseTo(0.55, within(PROPORTION_TOLERANCE));
    }

    @Test
    void picturesHaveTheNormalisersMeansAndSpreads() {
        double[] sums = new double[4];
        int frames = 0;
        for (TwoRoomsTrajectory trajectory : trajectories.subList(0, 400)) {
            var renderer = new TwoRoomsRenderer(trajectory.layout());
            for (int t = 0; t < 90; t += 30) {
                addNormalised(renderer.render(trajectory.positions().get(t)), sums);
                frames++;
            }
        }
        double pixels = (double) frames * Layout.SIZE * Layout.SIZE;
        double dotMean = sums[0] / pixels;
        double wallMean = sums[2] / pixels;

        assertThat(dotMean).isCloseTo(0.0026, within(0.0001));
        assertThat(Math.sqrt(sums[1] / pixels - dotMean * dotMean)).isCloseTo(0.0369, within(0.0003));
        assertThat(wallMean).isCloseTo(0.0989, within(0.0001));
        assertThat(Math.sqrt(sums[3] / pixels - wallMean * wallMean)).isCloseTo(0.2986, within(0.0001));
    }

    @Test
    void aFreeWalkIsNeverInsideTheWall() {
        var free = new TwoRoomsTrajectories(LayoutChoice.RANDOM, 0, TwoRoomsTrajectories.POSITIONS);
        for (int i = 0; i < 1000; i++) {
            TwoRoomsTrajectory trajectory = free.trajectory(new Seed(i));
            Layout layout = trajectory.layout();
            assertThat(trajectory.positions())
                    .noneMatch(place -> layout.withinWall(place.x()) && !layout.openAt(place.y()));
        }
    }

    @Test
    void theSameSeedGivesTheSameTrajectoryWhateverTheThreads() {
        var seed = new Seed(7).split("trajectories");

        List<TwoRoomsTrajectory> alone = IntStream.range(0, 200)
                .mapToObj(i -> RANDOM_WALL.trajectory(seed.split(i)))
                .toList();

        assertThat(alone).isEqualTo(trajectories.subList(0, 200));
        assertThat(alone.stream().distinct()).hasSize(200);
    }

    @Test
    void anEpisodeShowsItsTrajectory() {
        var seed = new Seed(11);
        TwoRoomsTrajectory trajectory = RANDOM_WALL.trajectory(seed);

        Episode episode = RANDOM_WALL.episode(seed);

        assertThat(episode.length()).isEqualTo(90);
        assertThat(episode.actions()).isEqualTo(trajectory.actions());
        Pixels last = new TwoRoomsRenderer(trajectory.layout())
                .render(trajectory.positions().get(90));
        assertThat(episode.observations().get(90)).isEqualTo(last);
    }

    @Test
    void withoutCrossingWalksFewTrajectoriesCross() {
        var free = new TwoRoomsTrajectories(LayoutChoice.RANDOM, 0, TwoRoomsTrajectories.POSITIONS);
        long crossing = IntStream.range(0, 1000)
                .mapToObj(i -> free.trajectory(new Seed(i)))
                .filter(t -> t.crosses(0, t.positions().size()))
                .count();

        assertThat(crossing).isBetween(10L, 150L);
    }

    @Test
    void aFractionInPercentIsRefused() {
        assertThatThrownBy(() -> new TwoRoomsTrajectories(LayoutChoice.RANDOM, 35, 91))
                .hasMessageContaining("crossing fraction is 35.0")
                .hasMessageContaining("Maybe");
    }

    private static void addNormalised(Pixels image, double[] sums) {
        for (int channel = 0; channel < 2; channel++) {
            int least = 255;
            int greatest = 0;
            for (int row = 0; row < Layout.SIZE; row++) {
                for (int column = 0; column < Layout.SIZE; column++) {
                    least = Math.min(least, image.at(channel, row, column));
                    greatest = Math.max(greatest, image.at(channel, row, column));
                }
            }
            for (int row = 0; row < Layout.SIZE; row++) {
                for (int column = 0; column < Layout.SIZE; column++) {
                    double value = (image.at(channel, row, column) - least) / (greatest - least + 1e-6);
                    sums[2 * channel] += value;
                    sums[2 * channel + 1] += value * value;
                }
            }
        }
    }

    private static double[] actions(int axis) {
        return trajectories.stream()
                .flatMap(t -> t.actions().stream())
                .mapToDouble(action -> action.values()[axis])
                .toArray();
    }

    private static double[] actionNorms() {
        return trajectories.stream()
                .flatMap(t -> t.actions().stream())
                .mapToDouble(TwoRoomsTrajectoriesTest::norm)
                .toArray();
    }

    private static double norm(Action action) {
        return Math.hypot(action.values()[0], action.values()[1]);
    }

    private static double[] places(boolean x) {
        return trajectories.stream()
                .flatMap(t -> t.positions().stream())
                .mapToDouble(place -> x ? place.x() : place.y())
                .toArray();
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double std(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
