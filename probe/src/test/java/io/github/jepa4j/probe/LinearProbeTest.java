package io.github.jepa4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearProbeTest {

    private static final Seed SEED = new Seed(17);

    /// The loss is computed in single precision, and its minimum is flat.
    private static final double MINIMUM_TOLERANCE = 2e-3;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void cloudsThatAreApartAreToldApartWhollyAlsoWhereClassesComeInTurns(int classes) {
        LinearProbe probe = LinearProbe.learn(Clouds.of(300, 12, classes, 12, SEED.split("learn")));

        assertThat(probe.accuracy(Clouds.of(200, 12, classes, 12, SEED.split("judge"))))
                .isEqualTo(1);
    }

    @Test
    void whereCloudsOverlapItIsAsGoodAsTheBestRule() {
        // two normal clouds whose middles are 2 deviations apart (1.414 along two axes): 84.1 % is the most there is
        LinearProbe probe = LinearProbe.learn(Clouds.of(3000, 8, 2, Math.sqrt(2), SEED.split("learn")));

        assertThat(probe.accuracy(Clouds.of(3000, 8, 2, Math.sqrt(2), SEED.split("judge"))))
                .isCloseTo(0.8413, within(0.02));
    }

    @Test
    void labelsThatHaveNothingToDoWithFeaturesAreGuessed() {
        Examples learned = Clouds.mixedUp(Clouds.of(1000, 10, 4, 3, SEED.split("learn")), SEED.split("labels"));
        Examples judged = Clouds.mixedUp(Clouds.of(1000, 10, 4, 3, SEED.split("judge")), SEED.split("others"));

        double deviation = Math.sqrt(0.25 * 0.75 / 1000);
        assertThat(LinearProbe.learn(learned).accuracy(judged)).isCloseTo(0.25, within(4 * deviation));
    }

    @Test
    void aPenaltyThatSmoothsIsChosenWhereThereIsMoreNoiseThanThereAreExamples() {
        Examples learned = Clouds.of(400, 200, 2, 1.2, SEED.split("learn"));
        Examples judged = Clouds.of(4000, 200, 2, 1.2, SEED.split("judge"));

        LinearProbe chosen = LinearProbe.learn(learned);

        assertThat(chosen.penalty()).isGreaterThanOrEqualTo(1e-2);
        assertThat(chosen.accuracy(judged))
                .isGreaterThan(LinearProbe.learn(learned, 2, 1e-7).accuracy(judged) + 0.02);
    }

    @Test
    void theUnitsOfFeaturesDoNotMatter() {
        Examples examples = Clouds.of(200, 6, 3, 2, SEED.split("learn"));
        Examples judged = Clouds.of(200, 6, 3, 2, SEED.split("judge"));

        int[] chosen = LinearProbe.learn(examples).classify(judged.features());

        // powers of two scale exactly; the shift rounds
        assertThat(LinearProbe.learn(scaled(examples)).classify(scaled(judged).features()))
                .isEqualTo(chosen);
        int[] shifted =
                LinearProbe.learn(shifted(examples)).classify(shifted(judged).features());
        assertThat(Accuracy.of(shifted, chosen)).isGreaterThan(0.98);
    }

    @Test
    void aFeatureThatNeverVariesDoesNoHarm() {
        Examples examples = Clouds.of(200, 6, 3, 3, SEED.split("learn"));
        float[] features = examples.features().clone();
        float[] others = features.clone();
        for (int i = 0; i < features.length; i += 6) {
            features[i + 5] = 7.3f;
            others[i + 5] = 7.3f + (i % 12 == 0 ? 1e6f : 0); // what has never varied tells nothing when it does
        }
        LinearProbe probe = LinearProbe.learn(new Examples(features, examples.labels()));

        assertThat(probe.accuracy(new Examples(features, examples.labels()))).isGreaterThan(0.85);
        assertThat(probe.classify(others)).isEqualTo(probe.classify(features));
    }

    @Test
    void nothingButConstantsIsGuessedByTheMostFrequentClass() {
        float[] same = new float[40];
        Arrays.fill(same, 3);
        int[] labels = new int[20];
        Arrays.fill(labels, 0, 14, 1);

        LinearProbe probe = LinearProbe.learn(new Examples(same, labels));

        assertThat(probe.accuracy(new Examples(same, labels))).isEqualTo(0.7);
    }

    @Test
    void ofOneFeatureItIsTheLogisticRegressionThatNewtonsMethodFinds() {
        Examples examples = Clouds.of(400, 1, 2, 1.2, SEED.split("one"));
        double penalty = 0.01;
        float[] scaled = Scale.of(examples).apply(examples.features());
        double[] newton = newton(scaled, examples.labels(), penalty);
        try (Scope scope = Scope.open()) {
            float[] weights =
                    new SoftmaxRegression(Natives.of(scaled, 400, 1), examples.labels(), 2, penalty).solve(150);

            // of two classes the weights are opposite: w1 = -w0, and their difference is the logistic slope
            assertThat((double) weights[1] - weights[0]).isCloseTo(newton[0], within(MINIMUM_TOLERANCE));
            assertThat((double) weights[3] - weights[2]).isCloseTo(newton[1], within(MINIMUM_TOLERANCE));
            assertThat((double) weights[0] + weights[1]).isCloseTo(0, within(MINIMUM_TOLERANCE));
        }
    }

    /// Minimises `mean log(1 + exp(-s (a x + b))) + penalty / 4 a^2`, which is the softmax's loss with
    /// weights `-a / 2` and `a / 2`.
    private static double[] newton(float[] x, int[] labels, double penalty) {
        double a = 0;
        double b = 0;
        for (int round = 0; round < 50; round++) {
            double[] slope = {penalty / 2 * a, 0};
            double[] curve = {penalty / 2, 0, 0};
            for (int i = 0; i < x.length; i++) {
                double p = 1 / (1 + Math.exp(-a * x[i] - b));
                slope[0] += (p - labels[i]) * x[i] / x.length;
                slope[1] += (p - labels[i]) / x.length;
                curve[0] += p * (1 - p) * x[i] * x[i] / x.length;
                curve[1] += p * (1 - p) * x[i] / x.length;
                curve[2] += p * (1 - p) / x.length;
            }
            double determinant = curve[0] * curve[2] - curve[1] * curve[1];
            a -= (curve[2] * slope[0] - curve[1] * slope[1]) / determinant;
            b -= (curve[0] * slope[1] - curve[1] * slope[0]) / determinant;
        }
        return new double[] {a, b};
    }

    @Test
    void theGradientOfItsLossIsThatOfFiniteDifferences() {
        Examples examples = Clouds.of(60, 3, 4, 1, SEED.split("slope"));
        try (Scope scope = Scope.open()) {
            var problem = new SoftmaxRegression(Natives.of(examples.features(), 60, 3), examples.labels(), 4, 0.1);
            double[] point = new double[problem.dimension()];
            var random = SEED.split("point").generator();
            Arrays.setAll(point, _ -> random.nextGaussian());
            double[] gradient = new double[point.length];
            problem.valueAndGradient(point, gradient);
            double step = 1e-2; // single precision: smaller steps are lost in rounding
            for (int i = 0; i < point.length; i++) {
                double[] more = point.clone();
                double[] less = point.clone();
                more[i] += step;
                less[i] -= step;
                assertThat(gradient[i])
                        .as("slope %d", i)
                        .isCloseTo((problem.value(more) - problem.value(less)) / (2 * step), within(2e-4));
            }
        }
    }

    @Test
    void theSameExamplesGiveTheSameProbe() {
        Examples examples = Clouds.of(150, 5, 3, 1, SEED.split("learn"));
        float[] judged = Clouds.of(500, 5, 3, 1, SEED.split("judge")).features();

        assertThat(LinearProbe.learn(examples).classify(judged))
                .isEqualTo(LinearProbe.learn(examples).classify(judged));
    }

    @Test
    void whatIsHeldOutHasEveryClassInItsShare() {
        int[] labels = new int[100];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 10;
        }
        Examples examples = new Examples(new float[200], labels);

        assertThat(examples.part(5, true).labels()).hasSize(20);
        assertThat(examples.part(5, false).labels()).hasSize(80);
        for (int c = 0; c < 10; c++) {
            int label = c;
            assertThat(examples.part(5, true).labels())
                    .satisfies(held -> assertThat(
                                    Arrays.stream(held).filter(l -> l == label).count())
                            .isEqualTo(2));
        }
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        assertRefused(() -> LinearProbe.learn(Clouds.of(4, 3, 2, 1, SEED)), "4 of 3 features");
        assertRefused(() -> LinearProbe.learn(new Examples(new float[12], new int[12])), "two classes");
        int[] ones = new int[12];
        Arrays.fill(ones, 1);
        assertRefused(() -> LinearProbe.learn(new Examples(new float[12], ones)), "two classes");
        assertRefused(() -> new Examples(new float[0], new int[0]), "0 features of 0 examples");
        assertRefused(() -> new Examples(new float[7], new int[2]), "7 features of 2 examples");
        assertRefused(
                () -> new Examples(new float[] {1, 2, 3, Float.NaN}, new int[2]), "Feature 1 of example 1 is NaN");
        assertRefused(() -> new Examples(new float[2], new int[] {0, -1}), "class -1");
    }

    @Test
    void featuresOfAnotherModelAreNotJudged() {
        LinearProbe probe = LinearProbe.learn(Clouds.of(50, 4, 2, 9, SEED));

        assertRefused(() -> probe.classify(new float[6]), "6 numbers are no rows of 4 features");
        assertRefused(() -> probe.accuracy(Clouds.of(50, 2, 2, 9, SEED)), "have 2 features");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(why, "\nMaybe");
    }

    private static Examples scaled(Examples examples) {
        float[] features = examples.features().clone();
        for (int i = 0; i < features.length; i++) {
            features[i] *= i % 6 % 2 == 0 ? 1024 : 1f / 256;
        }
        return new Examples(features, examples.labels());
    }

    private static Examples shifted(Examples examples) {
        float[] features = examples.features().clone();
        for (int i = 0; i < features.length; i++) {
            features[i] = features[i] * 3 + 50 * (i % 6);
        }
        return new Examples(features, examples.labels());
    }
}
