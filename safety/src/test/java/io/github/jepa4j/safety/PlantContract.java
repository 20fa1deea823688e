package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What the filter relies on in a [Plant], held against a true plant written anew.
public interface PlantContract {

    Plant plant();

    /// True plants inside what is declared, in states that are worth trying.
    TruePlant.Drawn truePlants();

    /// How wide the boxes are that are tried, in each state's unit.
    double[] widths();

    private static Interval[] boxAround(double[] state, double[] widths, RandomGenerator random) {
        Interval[] box = new Interval[state.length];
        for (int i = 0; i < box.length; i++) {
            double width = widths[i] * random.nextDouble();
            double low = state[i] - width * random.nextDouble();
            box[i] = new Interval(low, low + width).hull(Interval.of(state[i]));
        }
        return box;
    }

    private Interval[] drawAction(RandomGenerator random) {
        float[] action = plant().actionSpace().sample(random).values();
        Interval[] acting = new Interval[action.length];
        for (int i = 0; i < acting.length; i++) {
            acting[i] = Interval.of(action[i]);
        }
        return acting;
    }

    private static double[] numbers(Interval[] acting) {
        double[] numbers = new double[acting.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = acting[i].low();
        }
        return numbers;
    }

    private static boolean holds(Interval[] box, double[] state) {
        for (int i = 0; i < box.length; i++) {
            if (!box[i].contains(state[i])) {
                return false;
            }
        }
        return true;
    }

    @Test
    default void aStepHoldsWhereTheTruePlantGoesAndTheBoxesOnTheWayItsWorstMargin() {
        for (int trial = 0; trial < 2_000; trial++) {
            RandomGenerator random = new Seed(trial).generator();
            TruePlant truth = truePlants().draw(random);
            StateSet set = new StateSet(boxAround(truth.state(), widths(), random), plant().parameters());
            for (int step = 0; step < 3; step++) {
                Interval[] acting = drawAction(random);
                List<Margin> margins = new ArrayList<>();
                double[] worst = {truth.margin()};
                truth.step(numbers(acting), margin -> worst[0] = Math.min(worst[0], margin));
                set = plant().step(set, acting, box -> margins.add(plant().margin(box)));

                assertThat(holds(set.states(), truth.state()))
                        .as("trial %d, step %d", trial, step)
                        .isTrue();
                double least = margins.stream().mapToDouble(Margin::value).min().orElseThrow();
                assertThat(least).as("trial %d, step %d", trial, step).isLessThanOrEqualTo(worst[0] + 1e-9);
            }
        }
    }

    @Test
    default void whatIsLearntStillExplainsTheTruePlant() {
        int learnt = 0;
        for (int trial = 0; trial < 300; trial++) {
            RandomGenerator random = new Seed(trial).split("learn").generator();
            TruePlant truth = truePlants().draw(random);
            double[] narrow = widths().clone();
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] /= 100;
            }
            StateSet before = new StateSet(boxAround(truth.state(), narrow, random), plant().parameters());
            for (int step = 0; step < 10; step++) {
                Interval[] acting = drawAction(random);
                truth.step(numbers(acting), _ -> {});
                StateSet predicted = plant().step(before, acting, _ -> {});
                Interval[] seen = boxAround(truth.state(), narrow, random);
                assertThat(predicted.meets(seen)).isTrue();
                Optional<StateSet> after = plant().learn(before, acting, predicted.meet(seen));
                assertThat(after).as("trial %d, step %d", trial, step).isPresent();
                learnt += after.get().parameters()[0].width()
                                < plant().parameters()[0].width()
                        ? 1
                        : 0;
                before = after.get();
            }
        }
        assertThat(learnt).isGreaterThanOrEqualTo(learns() ? 1 : 0);
    }

    /// Whether it narrows its first parameter.
    default boolean learns() {
        return false;
    }

    @Test
    default void aBoxHasNoMoreMarginThanAStateInIt() {
        for (int trial = 0; trial < 2_000; trial++) {
            RandomGenerator random = new Seed(trial).split("margin").generator();
            TruePlant truth = truePlants().draw(random);
            Interval[] box = boxAround(truth.state(), widths(), random);
            assertThat(plant().margin(box).value()).isLessThanOrEqualTo(truth.margin() + 1e-9);
        }
    }
}
