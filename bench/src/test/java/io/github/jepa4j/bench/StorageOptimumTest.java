package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

class StorageOptimumTest {

    private static final StorageLimits LIMITS = new StorageLimits(0.64, 5.76, 3);

    @Test
    void aCheapHourBeforeADearOneFillsWhatTheDearOneWants() {
        var optimum = new StorageOptimum(LIMITS, 0.9);

        double[] drawn = optimum.schedule(new double[] {0, 1}, new double[] {1, 2}, LIMITS.least());

        assertThat(drawn[1]).isCloseTo(-1, within(1e-9));
        assertThat(drawn[0]).isCloseTo(1 / 0.81, within(1e-9));
    }

    @Test
    void whereTheGainIsLessThanTheLossTheBatteryRests() {
        var optimum = new StorageOptimum(LIMITS, 0.9);

        double[] drawn = optimum.schedule(new double[] {1, 1}, new double[] {1, 1.2}, LIMITS.least());

        assertThat(drawn).containsExactly(0, 0);
    }

    @Test
    void aGeneralSolverOfLinearProgrammesFindsTheSameCost() {
        for (int seed = 0; seed < 5; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            int hours = 72;
            double[] net = new double[hours];
            double[] weight = new double[hours];
            for (int hour = 0; hour < hours; hour++) {
                net[hour] = 3 * random.nextGaussian();
                weight[hour] = 0.1 + random.nextDouble();
            }
            double efficiency = 0.85 + 0.03 * seed;

            double[] drawn = new StorageOptimum(LIMITS, efficiency).schedule(net, weight, 2);

            assertKept(drawn, efficiency, 2);
            double own = StorageOptimum.cost(net, weight, drawn);
            assertThat(own).as("seed %d", seed).isCloseTo(solved(net, weight, efficiency, 2), within(1e-6));
        }
    }

    private static void assertKept(double[] drawn, double efficiency, double start) {
        double charge = start;
        for (double power : drawn) {
            charge += power >= 0 ? power * efficiency : power / efficiency;
            assertThat(charge).isBetween(LIMITS.least() - 1e-9, LIMITS.most() + 1e-9);
            assertThat(Math.abs(power)).isLessThanOrEqualTo(LIMITS.power() + 1e-9);
        }
    }

    private static double solved(double[] net, double[] weight, double efficiency, double start) {
        var model = new ExpressionsBasedModel();
        Variable before = null;
        for (int hour = 0; hour < net.length; hour++) {
            Variable in = model.newVariable("in" + hour).lower(0).upper(LIMITS.power());
            Variable out = model.newVariable("out" + hour).lower(0).upper(LIMITS.power());
            Variable charge =
                    model.newVariable("charge" + hour).lower(LIMITS.least()).upper(LIMITS.most());
            Variable bought = model.newVariable("bought" + hour).lower(0).weight(weight[hour]);
            Expression balance = model.newExpression("balance" + hour)
                    .set(charge, 1)
                    .set(in, -efficiency)
                    .set(out, 1 / efficiency);
            if (before == null) {
                balance.level(start);
            } else {
                balance.set(before, -1).level(0);
            }
            model.newExpression("meter" + hour)
                    .set(bought, 1)
                    .set(in, -1)
                    .set(out, 1)
                    .lower(net[hour]);
            before = charge;
        }
        Optimisation.Result result = model.minimise();
        assertThat(result.getState().isOptimal()).isTrue();
        return result.getValue();
    }
}
