package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A ball of radius 0.7 m that goes 0.2 m an action, below a wall that begins at `y = 3`, and a zone in the way.
class KinematicBallPlantTest {

    private static final double[] DISC = {1, 1.4, 0.8}; // its top is 0.1 m below where the ball meets the wall
    private static final double WALL = 3;
    private static final double RADIUS = 0.7;
    private static final double SLACK = 0.01;

    private static final KinematicBallPlant.Place EVERYWHERE =
            new KinematicBallPlant.Place(new Interval(-50, 50), new Interval(-50, 50));

    private static Plant plant() {
        Interval place = new Interval(-50, 50);
        return new KinematicBallPlant(
                List.of(PointMazePlant.Obstacle.disc("pit", DISC[0], DISC[1], DISC[2])),
                List.of(new PointMazePlant.Obstacle("wall", new Interval(-50, 50), new Interval(WALL, 60), RADIUS)),
                new KinematicBallPlant.Place(place, place),
                Interval.within(0.2, 0.05),
                SLACK);
    }

    /// Pressed into the wall, it is pushed out again by a part of what it overlaps with.
    private static final class StepBall implements TruePlant {

        private final double reach;
        private final RandomGenerator random;
        private final double[] state;

        StepBall(RandomGenerator random, double x, double y) {
            this.random = random;
            reach = 0.2 * random.nextDouble(0.95, 1.05);
            state = new double[] {x, Math.min(y, WALL - RADIUS)};
        }

        @Override
        public double[] state() {
            return state.clone();
        }

        @Override
        public void step(double[] acting, Consumer<Double> judge) {
            double fromX = state[0];
            double fromY = state[1];
            state[0] += reach * acting[0];
            state[1] += reach * acting[1];
            double overlap = state[1] - (WALL - RADIUS);
            if (overlap > 0) {
                judge.accept(marginAt(state[0], state[1]));
                // Out by some of it, or a little more than it, and somewhat aside.
                state[1] -= (overlap + SLACK) * random.nextDouble();
                state[0] += overlap * random.nextDouble(-1, 1);
            }
            for (int part = 0; part <= 20; part++) {
                double share = part / 20.0;
                judge.accept(marginAt(fromX + share * (state[0] - fromX), fromY + share * (state[1] - fromY)));
            }
        }

        private static double marginAt(double x, double y) {
            return Math.hypot(x - DISC[0], y - DISC[1]) - DISC[2];
        }

        @Override
        public double margin() {
            return marginAt(state[0], state[1]);
        }
    }

    @Nested
    class AsAPlant implements PlantContract {
        @Override
        public Plant plant() {
            return KinematicBallPlantTest.plant();
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> new StepBall(random, random.nextDouble(-2, 4), random.nextDouble(-2, 3));
        }

        @Override
        public double[] widths() {
            return new double[] {0.2, 0.2};
        }
    }

    @Nested
    class NoisyAndLate implements SafetyFilterContract {
        @Override
        public Plant plant() {
            return KinematicBallPlantTest.plant();
        }

        @Override
        public Bounds bounds() {
            return new Bounds(new double[] {0.01, 0.01}, 1, 0, 1);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> new StepBall(random, random.nextDouble(-2, -0.6), random.nextDouble(-1, 2.29));
        }

        @Override
        public float[] hostile(double[] state, RandomGenerator random) {
            double dx = DISC[0] - state[0];
            double dy = DISC[1] - state[1];
            double greatest = Math.max(Math.abs(dx), Math.abs(dy));
            return new float[] {(float) (dx / greatest), (float) (dy / greatest)};
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

    @Test
    void offTheWallsAStepIsExactAndAtOneThePushIsReckonedWith() {
        Interval[] up = {Interval.of(0), Interval.of(1)};
        Interval[] low = {Interval.of(0), Interval.of(0)};
        StateSet free = plant().step(new StateSet(low, plant().parameters()), up, _ -> {});
        assertThat(free.states()[1].width()).isLessThan(0.021); // what is not known of the reach

        Interval[] high = {Interval.of(0), Interval.of(2.25)};
        StateSet touching = plant().step(new StateSet(high, plant().parameters()), up, _ -> {});
        // It may overlap by 0.16 m, and be pushed out by as much and the slack from where it was.
        assertThat(touching.states()[1].low()).isBetween(2.25 - 0.18, 2.25 - 0.16);
    }

    /// At a zone's edge, where the reading may be of within it, it goes away.
    @Test
    void whereNothingIsCertainItGoesAwayFromTheZoneThatIsNearest() {
        StateSet edge = new StateSet(
                new Interval[] {Interval.around(1 - 0.8 - 1e-5, 1e-4), Interval.around(1.4, 1e-4)},
                plant().parameters());
        assertThat(plant().escape(List.of(edge))[0]).isNegative();
        StateSet far = new StateSet(new Interval[] {Interval.of(-5), Interval.of(0)}, plant().parameters());
        assertThat(plant().escape(List.of(far))).containsExactly(0, 0);
    }

    @Test
    void aReachThatMayBeNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KinematicBallPlant(List.of(), List.of(), EVERYWHERE, new Interval(0, 1), 0))
                .withMessageContaining("\nMaybe");
        var thin = new PointMazePlant.Obstacle("wall", Interval.of(3), Interval.of(3), 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KinematicBallPlant(List.of(), List.of(thin), EVERYWHERE, Interval.of(0.2), 0))
                .withMessageContainingAll("wall", "0.1 m", "\nMaybe");
    }
}
