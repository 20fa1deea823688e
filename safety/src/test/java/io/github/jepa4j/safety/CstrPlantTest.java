package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CstrPlantTest {

    private static final Interval ALPHA = new Interval(0.95, 1.05);
    private static final Interval BETA = new Interval(0.9, 1.1);

    private static Plant declared() {
        return new CstrPlant(140, 140, ALPHA, BETA, 4);
    }

    /// Of the hot half of what is declared: the others never get too hot.
    private static Reactor draw(RandomGenerator random) {
        return new Reactor(
                random.nextDouble(0.95, 0.965),
                random.nextDouble(0.9, 1.1),
                random.nextDouble(0.7, 0.9),
                random.nextDouble(0.45, 0.55),
                random.nextDouble(131, 135),
                random.nextDouble(127, 131));
    }

    private static boolean holds(Interval[] box, double[] state) {
        for (int i = 0; i < state.length; i++) {
            if (!box[i].contains(state[i])) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aStepHoldsWhereTheTruePlantGoesAndTheBoxesOnTheWayItsWorstMargin() {
        for (int trial = 0; trial < 80; trial++) {
            RandomGenerator random = new Seed(trial).generator();
            Reactor truth = draw(random);
            double[] state = truth.state();
            Interval[] box = declared().physical();
            double[] widths = {0.02, 0.02, 0.5, 0.5};
            for (int i = 0; i < 4; i++) {
                box[i] = Interval.around(state[i] + widths[i] * random.nextDouble(-1, 1), widths[i]);
            }
            List<Interval[]> cells = declared().plants();
            double[] acting = {random.nextDouble(5, 100), random.nextDouble(-8500, 0)};
            Interval[] action = {Interval.of(acting[0]), Interval.of(acting[1])};
            double[] worst = {truth.margin()};
            boolean[] held = new boolean[3];
            double least = Double.POSITIVE_INFINITY;
            List<StateSet> sets =
                    cells.stream().map(cell -> new StateSet(box, cell)).toList();
            for (int step = 0; step < 3; step++) {
                truth.step(acting, margin -> worst[0] = Math.min(worst[0], margin));
                double[] lowest = {Double.POSITIVE_INFINITY};
                sets = sets.stream()
                        .map(set -> declared()
                                .step(
                                        set,
                                        action,
                                        passed -> lowest[0] = Math.min(
                                                lowest[0],
                                                declared().margin(passed).value())))
                        .toList();
                least = Math.min(least, lowest[0]);
                held[step] = sets.stream().anyMatch(set -> holds(set.states(), truth.state()));
            }
            assertThat(held).as("trial %d", trial).containsExactly(true, true, true);
            assertThat(least).isLessThanOrEqualTo(worst[0]);
        }
    }

    @Nested
    class UncertainKinetics implements SafetyFilterContract {
        @Override
        public Plant plant() {
            return declared();
        }

        @Override
        public Bounds bounds() {
            return new Bounds(new double[] {0.005, 0.005, 0.1, 0.1}, 0, 0, 1);
        }

        @Override
        public TruePlant.Drawn truePlants() {
            return CstrPlantTest::draw;
        }

        /// Hot, and well fed.
        @Override
        public float[] hostile(double[] state, RandomGenerator random) {
            return new float[] {random.nextFloat(20, 35), 0};
        }

        @Override
        public int steps() {
            return 15;
        }

        @Override
        public int episodes() {
            return 3;
        }
    }

    @Test
    void fullCoolingIsCertifiedFromTheNominalStateForAllDeclaredKinetics() {
        Bounds bounds = Bounds.exact(4).noise(0.005);
        assertThat(StartCheck.refuse(declared(), bounds, new Signals(new float[] {0.8f, 0.5f, 134.14f, 130})))
                .isEmpty();
        assertThat(StartCheck.refuse(declared(), bounds, new Signals(new float[] {0.8f, 0.5f, 140.5f, 130}))
                        .orElseThrow()
                        .reason())
                .isEqualTo(Infeasible.Reason.START_IN_VIOLATION);
    }
}
