package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Equal bodies in a row: only their order keeps them apart.
class RowTest {

    private static final double ROUNDING = 1e-9;
    private static final int FRAMES = 40;

    @Test
    void whatMeetsAThingAtRestStopsAndTheOtherGoesOn() {
        Row row = new Row(List.of(body(10, 2), body(30, 0)));

        List<Path> paths = row.paths(FRAMES);

        // 20 apart less two half widths of 3: they meet at 7
        assertThat(paths.getFirst().at(7).x()).isEqualTo(24, within(ROUNDING));
        assertThat(paths.getFirst().at(20).x()).isEqualTo(24, within(ROUNDING));
        assertThat(paths.getLast().at(7).x()).isEqualTo(30, within(ROUNDING));
        assertThat(paths.getLast().at(9.5).x()).isEqualTo(35, within(ROUNDING));
    }

    @Test
    void whatMeetsAWallComesBackAsFastAndTheWallStays() {
        Row row = new Row(List.of(body(10, 2), new Row.Body(30, 5, 1, 0, true)));

        List<Path> paths = row.paths(FRAMES);

        assertThat(paths.getFirst().at(8).x()).isEqualTo(26, within(ROUNDING));
        assertThat(paths.getFirst().at(10).x()).isEqualTo(22, within(ROUNDING));
        assertThat(paths.getLast().at(FRAMES).x()).isEqualTo(30);
    }

    /// Equal bodies that exchange their speeds are, taken together, points that go through each other: once half
    /// widths are taken out.
    @Test
    void takenTogetherTheyAreAsIfNoneHadMetAnother() {
        for (int n = 0; n < 200; n++) {
            RandomGenerator random = new Seed(n).generator();
            List<Row.Body> bodies = List.of(
                    body(random.nextDouble(), speed(random)),
                    body(8 + random.nextDouble(), speed(random)),
                    body(20 + random.nextDouble(), speed(random)),
                    body(31 + random.nextDouble(), speed(random)));
            List<Path> paths = new Row(bodies).paths(FRAMES);
            for (double time = 0; time < FRAMES; time += 0.7) {
                double now = time;
                double[] points = new double[4];
                double[] met = new double[4];
                for (int i = 0; i < 4; i++) {
                    points[i] = bodies.get(i).x() - 6 * i + bodies.get(i).velocity() * now;
                    met[i] = paths.get(i).at(now).x() - 6 * i;
                }
                java.util.Arrays.sort(points);
                assertThat(met).containsExactly(points, within(1e-6));
            }
        }
    }

    @Test
    void bodiesOverEachOtherAreNotApart() {
        assertThat(new Row(List.of(body(10, 0), body(16.1, 0))).isApart()).isTrue();
        assertThat(new Row(List.of(body(10, 0), body(15.9, 0))).isApart()).isFalse();
        assertThat(new Row(List.of(body(10, 0))).isApart()).isTrue();
    }

    private static Row.Body body(double x, double velocity) {
        return new Row.Body(x, 5, 3, velocity, false);
    }

    private static double speed(RandomGenerator random) {
        return 4 * random.nextDouble() - 2;
    }
}
