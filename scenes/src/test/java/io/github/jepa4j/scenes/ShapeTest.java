package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Shapes are of one size, and as large as they say.
class ShapeTest {

    private static final int GRID = 800;
    private static final double REACH = 2;

    /// What a grid of that many places across can tell.
    private static final double GRID_WIDTH = 2 * REACH / GRID;

    @ParameterizedTest
    @MethodSource("things")
    void everyShapeCoversTheAreaOfADiscOfItsRadius(Figure shape) {
        int inside = 0;
        for (int i = 0; i < GRID * GRID; i++) {
            inside += shape.distance(place(i % GRID), place(i / GRID)) < 0 ? 1 : 0;
        }
        assertThat(inside * GRID_WIDTH * GRID_WIDTH).isEqualTo(Math.PI, within(0.015 * Math.PI));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void everyFigureReachesAsFarAsItSays(Figure figure) {
        double left = 0;
        double right = 0;
        double above = 0;
        double below = 0;
        for (int i = 0; i < GRID * GRID; i++) {
            double x = place(i % GRID);
            double y = place(i / GRID);
            if (figure.distance(x, y) < 0) {
                left = Math.max(left, -x);
                right = Math.max(right, x);
                above = Math.max(above, -y);
                below = Math.max(below, y);
            }
        }
        assertThat(Math.max(left, right)).isLessThan(figure.halfWidth() + GRID_WIDTH);
        assertThat(above).isLessThan(figure.above() + GRID_WIDTH);
        assertThat(below).isLessThan(figure.below() + GRID_WIDTH);
        if (!(figure instanceof Digit)) {
            assertThat(Math.max(left, right)).isGreaterThan(figure.halfWidth() - 2 * GRID_WIDTH);
            assertThat(above).isGreaterThan(figure.above() - 2 * GRID_WIDTH);
            assertThat(below).isGreaterThan(figure.below() - 2 * GRID_WIDTH);
        }
    }

    /// One step of a place changes the distance by no more than the step: what soft borders rely on.
    @ParameterizedTest
    @MethodSource("figures")
    void distancesAreDistances(Figure figure) {
        for (int i = 0; i < GRID * (GRID - 1); i += 7) {
            double x = place(i % GRID);
            double y = place(i / GRID);
            double step = figure.distance(x, y + GRID_WIDTH) - figure.distance(x, y);
            assertThat(Math.abs(step)).isLessThan(1.000001 * GRID_WIDTH);
        }
    }

    @Test
    void thereAreTenDigits() {
        assertThatThrownBy(() -> new Digit(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 is no digit");
    }

    static List<Figure> figures() {
        return Stream.concat(things().stream(), IntStream.range(0, 10).mapToObj(Digit::new))
                .toList();
    }

    static List<Figure> things() {
        List<Figure> things = new ArrayList<>(List.of(Shape.values()));
        for (int i = 0; i < 20; i++) {
            RandomGenerator random = new Seed(i).generator();
            things.add(i % 2 == 0 ? MadeUp.shard(random) : MadeUp.vehicle(random));
        }
        return things;
    }

    private static double place(int i) {
        return REACH * (2 * (i + 0.5) / GRID - 1);
    }
}
