package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Signals;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuadrotorPlantTest {

    private static final double MASS = 0.027;
    private static final double INERTIA = 1.4e-5;
    private static final double TURN = 0.0397 / (Math.sqrt(2) * INERTIA);
    private static final double[] NOISE = {0.001, 0.005, 0.001, 0.005, 0.001, 0.005};
    private static final ActionSpace.Box ACTIONS =
            new ActionSpace.Box(new float[] {0.0563f, 0.0563f}, new float[] {0.2967f, 0.2967f});

    private static final Interval[] LIMITS = {
        new Interval(-2, 2),
        new Interval(-2, 2),
        new Interval(0, 2),
        new Interval(-2, 2),
        new Interval(-0.2, 0.2),
        new Interval(-1, 1)
    };

    private static QuadrotorPlant plant(double range, double... noise) {
        return new QuadrotorPlant(
                LIMITS,
                Interval.of(1).over(Interval.within(MASS, range)),
                Interval.of(TURN).over(Interval.of(1).plus(new Interval(-range, range))),
                new QuadrotorPlant.Equipment(ACTIONS, 1, noise));
    }

    private static Quadrotor draw(RandomGenerator random, double range, double... widths) {
        return new Quadrotor(
                MASS * (1 + range * random.nextDouble(-1, 1)),
                INERTIA * (1 + range * random.nextDouble(-1, 1)),
                widths[0] * random.nextDouble(-1, 1),
                widths[1] * random.nextDouble(-1, 1),
                1 + widths[2] * random.nextDouble(-1, 1),
                widths[3] * random.nextDouble(-1, 1),
                widths[4] * random.nextDouble(-1, 1),
                widths[5] * random.nextDouble(-1, 1));
    }

    @Nested
    class AsAPlant implements PlantContract {
        @Override
        public Plant plant() {
            return QuadrotorPlantTest.plant(0.1, NOISE);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> draw(random, 0.1, 1.9, 1.9, 0.9, 1.9, 0.4, 2);
        }

        @Override
        public double[] widths() {
            return new double[] {0.1, 0.1, 0.1, 0.1, 0.05, 0.2};
        }

        @Override
        public boolean learns() {
            return true;
        }
    }

    @Nested
    class Uncertain implements SafetyFilterContract {
        @Override
        public Plant plant() {
            return QuadrotorPlantTest.plant(0.1, NOISE);
        }

        @Override
        public Bounds bounds() {
            return new Bounds(NOISE, 0, 0, 1);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return random -> draw(random, 0.1, 1, 0.4, 0.4, 0.4, 0.05, 0.2);
        }

        /// Leans further to the side to which it leans.
        @Override
        public float[] hostile(double[] state, RandomGenerator random) {
            float hover = (float) (MASS * 9.8 / 2);
            float turn = (float) (0.002 * Math.signum(state[4])) * random.nextFloat();
            return new float[] {hover - turn, hover + turn};
        }

        /// Without readings it falls.
        @Override
        public boolean faulty() {
            return false;
        }

        @Override
        public int steps() {
            return 60;
        }

        @Override
        public int episodes() {
            return 6;
        }
    }

    /// What is certified for ever, against what tries hardest: constants at their bounds, errors of the
    /// belief that push the way it goes, and a signal missed every other step.
    @Test
    void underTheCertifiedFeedbackAHostileErrorOfTheBeliefNeverTakesItBeyondTheMarginThatWasPromised() {
        int certified = 0;
        double tightest = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < 150; trial++) {
            RandomGenerator random = new Seed(trial).generator();
            QuadrotorPlant plant = plant(0.1, NOISE);
            double corner = 0.1;
            Quadrotor truth = new Quadrotor(
                    MASS * (1 + (random.nextBoolean() ? corner : -corner)),
                    INERTIA * (1 + (random.nextBoolean() ? corner : -corner)),
                    draw(random, 0, 1.5, 1.2, 0.9, 1.2, 0.15, 0.6).state());
            Plant.Rest rest = plant.rest(trial % 3, List.of(around(truth.state(), plant, NOISE)))
                    .orElseThrow();
            if (!rest.margin().safe()) {
                continue;
            }
            certified++;
            double[] worst = {truth.margin()};
            double[] sign = new double[6];
            for (int step = 0; step < 400; step++) {
                double[] belief = truth.state();
                for (int i = 0; i < belief.length; i++) {
                    // Changes its mind now and then, at other times for every signal.
                    sign[i] = step % (7 + 5 * i) == 0 ? (random.nextBoolean() ? 1 : -1) : sign[i];
                    belief[i] += sign[i] * NOISE[i];
                }
                float[] thrust = rest.policy().act(List.of(around(belief, plant, new double[6])));
                truth.step(new double[] {thrust[0], thrust[1]}, margin -> worst[0] = Math.min(worst[0], margin));
            }
            assertThat(worst[0])
                    .as("trial %d", trial)
                    .isGreaterThanOrEqualTo(rest.margin().value());
            tightest = Math.min(tightest, worst[0]);
        }
        assertThat(certified).isGreaterThan(60);
        // Where nothing came near a limit the test would say little.
        assertThat(tightest).isLessThan(0.05);
    }

    private static StateSet around(double[] state, Plant plant, double[] widths) {
        Interval[] box = new Interval[state.length];
        for (int i = 0; i < box.length; i++) {
            box[i] = Interval.around(state[i], widths[i]);
        }
        return new StateSet(box, plant.parameters());
    }

    private static Signals reading(float... values) {
        return new Signals(values);
    }

    @Test
    void aHoverMayBeginAndWhatCannotBeStoppedMayNot() {
        QuadrotorPlant plant = plant(0.05, NOISE);
        Bounds bounds = new Bounds(NOISE, 0, 0, 1);
        assertThat(StartCheck.refuse(plant, bounds, reading(0, 0, 1, 0, 0, 0))).isEmpty();
        assertThat(StartCheck.refuse(plant, bounds, reading(1, 0.5f, 1.5f, -0.3f, 0.1f, -0.2f)))
                .isEmpty();
        // From 1.9 m/s at 0.2 m from the limit of x.
        assertThat(StartCheck.refuse(plant, bounds, reading(1.8f, 1.9f, 1, 0, 0, 0))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Infeasible.Reason.CANNOT_STOP);
        assertThat(StartCheck.refuse(plant, bounds, reading(0, 0, 2.1f, 0, 0, 0))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Infeasible.Reason.START_IN_VIOLATION);
    }

    @Test
    void ofLateActionsNothingIsVerified() {
        assertThat(StartCheck.refuse(plant(0, NOISE), new Bounds(NOISE, 1, 0, 1), reading(0, 0, 1, 0, 0, 0))
                        .orElseThrow()
                        .witness()
                        .limit())
                .contains("delay");
    }

    @Test
    void oneStepWithoutAnyReadingIsSurvived() {
        QuadrotorPlant plant = plant(0.05, NOISE);
        SafetyFilter filter = new SafetyFilter(plant, new Bounds(NOISE, 0, 0, 1));
        Quadrotor truth = new Quadrotor(MASS * 1.05, INERTIA * 0.95, 0, 0.5, 1, 0, 0.1, 0);
        for (int step = 0; step < 300; step++) {
            float[] seen = new float[6];
            for (int i = 0; i < 6; i++) {
                seen[i] = step % 2 == 1 ? Float.NaN : (float) (truth.state()[i] + NOISE[i] * (step % 4 - 1));
            }
            Ruling ruling = filter.rule(new Signals(seen), new float[] {0.12f, 0.125f});
            assertThat(ruling.kind()).isNotInstanceOf(Ruling.Kind.Outside.class);
            truth.step(
                    new double[] {ruling.action().values()[0], ruling.action().values()[1]},
                    margin -> assertThat(margin).isGreaterThanOrEqualTo(0));
        }
    }
}
