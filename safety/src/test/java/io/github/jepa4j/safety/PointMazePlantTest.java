package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.world.Signals;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PointMazePlantTest {

    private static final double MASS = 1000 * 4.0 / 3 * Math.PI * 0.001;
    private static final double GEAR = 100;
    private static final double DAMPING = 1;

    private static final List<double[]> DISCS =
            List.of(new double[] {0, 0, 0.4}, new double[] {1.5, 0.3, 0.3}, new double[] {0.4, 1.6, 0.5});

    static Plant plant(double range, double topSpeed, double saturation) {
        List<PointMazePlant.Obstacle> zones = Stream.of(DISCS.toArray(double[][]::new))
                .map(d -> PointMazePlant.Obstacle.disc("zone at %s, %s".formatted(d[0], d[1]), d[0], d[1], d[2]))
                .toList();
        Interval mass = Interval.within(MASS, range);
        Interval place = new Interval(-50, 50);
        return new PointMazePlant(
                new PointMazePlant.Layout(zones, List.of(), place, place, topSpeed, 5, saturation),
                Interval.within(GEAR, range).over(mass),
                Interval.within(DAMPING, range).over(mass));
    }

    static Ball draw(RandomGenerator random, double range, double topSpeed) {
        return new Ball(
                MASS * (1 + random.nextDouble(-1, 1) * range),
                GEAR * (1 + random.nextDouble(-1, 1) * range),
                DAMPING * (1 + random.nextDouble(-1, 1) * range),
                topSpeed,
                DISCS,
                random.nextDouble(-1.2, -0.8),
                random.nextDouble(-1.2, -0.8),
                random.nextDouble(-0.1, 0.1),
                random.nextDouble(-0.1, 0.1));
    }

    /// At whatever is nearest, as fast as it goes.
    static float[] toNearestDisc(double[] state) {
        double least = Double.POSITIVE_INFINITY;
        float[] push = new float[2];
        for (double[] disc : DISCS) {
            double dx = disc[0] - state[0];
            double dy = disc[1] - state[1];
            double margin = Math.hypot(dx, dy) - disc[2];
            if (margin < least) {
                least = margin;
                double greatest = Math.max(Math.abs(dx), Math.abs(dy));
                push = new float[] {(float) (dx / greatest), (float) (dy / greatest)};
            }
        }
        return push;
    }

    @Nested
    class AsAPlant implements PlantContract {
        @Override
        public Plant plant() {
            return PointMazePlantTest.plant(0.2, 3, 1);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> new Ball(
                    MASS * random.nextDouble(0.8, 1.2),
                    GEAR * random.nextDouble(0.8, 1.2),
                    DAMPING * random.nextDouble(0.8, 1.2),
                    3,
                    DISCS,
                    random.nextDouble(-2, 3),
                    random.nextDouble(-2, 3),
                    random.nextDouble(-4, 4),
                    random.nextDouble(-4, 4));
        }

        @Override
        public double[] widths() {
            return new double[] {0.3, 0.3, 0.5, 0.5};
        }

        @Override
        public boolean learns() {
            return true;
        }
    }

    @Nested
    class UncertainAndFaulty implements SafetyFilterContract {
        @Override
        public Plant plant() {
            return PointMazePlantTest.plant(0.2, 3, 0.8);
        }

        @Override
        public Bounds bounds() {
            return new Bounds(new double[] {0.002, 0.002, 0.01, 0.01}, 3, 1, 0.8);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> draw(random, 0.2, 3);
        }

        @Override
        public float[] hostile(double[] state, RandomGenerator random) {
            return toNearestDisc(state);
        }

        @Override
        public int steps() {
            return 80;
        }

        @Override
        public int episodes() {
            return 12;
        }
    }

    @Nested
    class Exact implements SafetyFilterContract {
        @Override
        public Plant plant() {
            return PointMazePlantTest.plant(0, 4, 1);
        }

        @Override
        public Bounds bounds() {
            return Bounds.exact(4);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> draw(random, 0, 4);
        }

        @Override
        public float[] hostile(double[] state, RandomGenerator random) {
            return toNearestDisc(state);
        }

        @Override
        public int steps() {
            return 100;
        }

        @Override
        public int episodes() {
            return 30;
        }
    }

    @Test
    void aSafeProposalPassesAndAStopNeedsTheWayThatPhysicsNeeds() {
        // Straight at a disc from far away, fully pushed: how near does the ball come, and how fast was it?
        Ball ball = new Ball(MASS, GEAR, DAMPING, 10, List.of(new double[] {0, 0, 0.4}), -3, 0, 0, 0);
        SafetyFilter filter = new SafetyFilter(plant(0, 10, 1), Bounds.exact(4));
        double fastest = 0;
        for (int step = 0; step < 200; step++) {
            double[] state = ball.state();
            Signals seen =
                    new Signals(new float[] {(float) state[0], (float) state[1], (float) state[2], (float) state[3]});
            Ruling ruling = filter.rule(seen, new float[] {1, 0});
            if (step < 5) {
                assertThat(ruling.kind()).isEqualTo(new Ruling.Kind.Passed());
            }
            ball.step(
                    new double[] {ruling.action().values()[0], ruling.action().values()[1]},
                    margin -> assertThat(margin).isGreaterThanOrEqualTo(0));
            fastest = Math.max(fastest, ball.state()[2]);
        }
        assertThat(fastest).isGreaterThan(4.9); // the cut at 5 m/s is reached on the way
        assertThat(ball.margin()).isBetween(0.0, 0.02);
        assertThat(filter.tally().corrected() + filter.tally().backup()).isPositive();
    }

    @Test
    void aFrozenSensorIsDistrustedAndTheBallStopsAndStays() {
        Ball ball = new Ball(MASS, GEAR, DAMPING, 10, DISCS, -3, 0, 0, 0);
        SafetyFilter filter =
                new SafetyFilter(plant(0.02, 10, 1), Bounds.exact(4).noise(0.002));
        float[] reading = {-3, 0, 0, 0};
        Ruling ruling = null;
        for (int step = 0; step < 300; step++) {
            double[] state = ball.state();
            if (step < 8) {
                reading = new float[] {(float) state[0], (float) state[1], (float) state[2], (float) state[3]};
            }
            ruling = filter.rule(new Signals(reading), new float[] {1, 0});
            ball.step(
                    new double[] {ruling.action().values()[0], ruling.action().values()[1]},
                    margin -> assertThat(margin).isGreaterThanOrEqualTo(0));
        }
        assertThat(ruling.distrusted()).anySatisfy(why -> assertThat(why).contains("repeats itself"));
        assertThat(ruling.kind()).isInstanceOf(Ruling.Kind.Backup.class);
        assertThat((double) ruling.action().values()[0]).isCloseTo(0, within(1e-9));
        assertThat(Math.hypot(ball.state()[2], ball.state()[3])).isLessThan(0.1);
    }

    @Test
    void aBallThatBeginsInAZoneIsOutsideAndItsMarginOnlyGrows() {
        Ball ball = new Ball(MASS, GEAR, DAMPING, 10, DISCS, 0.1, 0.05, 0, 0);
        SafetyFilter filter =
                new SafetyFilter(plant(0.2, 10, 1), Bounds.exact(4).noise(0.002));
        double margin = ball.margin();
        for (int step = 0; step < 60; step++) {
            double[] state = ball.state();
            Signals seen =
                    new Signals(new float[] {(float) state[0], (float) state[1], (float) state[2], (float) state[3]});
            Ruling ruling = filter.rule(seen, new float[] {-1, -1});
            if (step == 0) {
                assertThat(ruling.kind()).isInstanceOf(Ruling.Kind.Outside.class);
                assertThat(ruling.binding().limit()).isEqualTo("zone at 0.0, 0.0");
                assertThat(ruling.binding().value()).isNegative();
            }
            ball.step(new double[] {ruling.action().values()[0], ruling.action().values()[1]}, _ -> {});
            if (margin < 0) {
                assertThat(ball.margin()).isGreaterThan(margin);
            } else {
                assertThat(ball.margin()).isGreaterThanOrEqualTo(0);
            }
            margin = ball.margin();
        }
        assertThat(margin).isGreaterThanOrEqualTo(0);
        assertThat(filter.tally().outside()).isBetween(1, 30);
    }
}
