package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every method at work.
class LearnersTest {

    private static final LabelledClips IMAGES = Tiny.shapes(64, Tiny.SEED.split("images"));
    private static final LabelledClips CLIPS = Tiny.clips(64, Tiny.SEED.split("clips"));

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    private static LabelledClips clipsFor(Method method) {
        return method == Method.V_JEPA || method == Method.PIXEL_PREDICTION ? CLIPS : IMAGES;
    }

    @ParameterizedTest
    @EnumSource
    void theLossFallsWithinAFewDozenUpdates(Method method) {
        // of a teacher that changes, the loss follows how sure it is; one that stands still can be learned from
        var config = Tiny.config(method, 40, "methods.dino.momentum=1", "methods.dino.centreMomentum=1");
        try (Scope scope = Scope.open()) {
            double[] losses = Work.begin(clipsFor(method), config, Tiny.SEED).run();

            assertThat(Arrays.stream(losses))
                    .allSatisfy(loss -> assertThat(loss).isFinite());
            double range = Math.max(Math.abs(losses[0]), 0.25);
            assertThat(Tiny.mean(losses, 32, 40)).isLessThan(Tiny.mean(losses, 0, 4) - 0.02 * range);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameNumbersAndAnotherSeedOthers(Method method) {
        var config = Tiny.config(method, 3);
        try (Scope scope = Scope.open()) {
            double[] losses = Work.begin(clipsFor(method), config, Tiny.SEED).run();

            assertThat(Work.begin(clipsFor(method), config, Tiny.SEED).run()).isEqualTo(losses);
            assertThat(Work.begin(clipsFor(method), config, new Seed(72)).run()).isNotEqualTo(losses);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BYOL", "DINO", "I_JEPA", "V_JEPA"})
    void whatFollowsHasNoGradientAndMovesByItsMomentum(Method method) {
        var config = Tiny.config(
                method,
                4,
                "methods.byol.momentum=0.75",
                "methods.dino.momentum=0.75",
                "methods.ijepa.momentum=0.75",
                "methods.vjepa.momentum=0.75");
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(clipsFor(method), config, Tiny.SEED);
            Map<String, Tensor> before = work.learner().followers();
            Map<String, Tensor> source = work.networks().parameters().copy();
            source.keySet().stream()
                    .filter(before::containsKey)
                    .forEach(name -> assertThat(before.get(name).values())
                            .as(name)
                            .isEqualTo(source.get(name).values()));

            work.training().update(0, false);

            Map<String, Tensor> after = work.learner().followers();
            Map<String, Tensor> moved = work.networks().parameters().copy();
            assertThat(moved.get(name(before, "weight")).values())
                    .isNotEqualTo(source.get(name(before, "weight")).values());
            for (String name : before.keySet()) {
                if (moved.containsKey(name)) {
                    float[] expected = before.get(name).values().clone();
                    for (int i = 0; i < expected.length; i++) {
                        expected[i] =
                                0.75f * expected[i] + 0.25f * moved.get(name).values()[i];
                    }
                    assertThat(after.get(name).values()).as(name).containsExactly(expected, within(1e-6f));
                }
            }
        }
    }

    private static String name(Map<String, Tensor> tensors, String end) {
        return tensors.keySet().stream()
                .filter(name -> name.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void dinosCentreMovesTowardsTheMeanScoreAndStaysWhereItsMomentumIsOne() {
        try (Scope scope = Scope.open()) {
            Work moving = Work.begin(IMAGES, Tiny.config(Method.DINO, 4), Tiny.SEED);
            Work still = Work.begin(IMAGES, Tiny.config(Method.DINO, 4, "methods.dino.centreMomentum=1"), Tiny.SEED);
            Work whole = Work.begin(IMAGES, Tiny.config(Method.DINO, 4, "methods.dino.centreMomentum=0"), Tiny.SEED);
            moving.training().update(0, false);
            still.training().update(0, false);
            whole.training().update(0, false);

            float[] mean = whole.learner().followers().get("centre").values();
            float[] tenth = mean.clone();
            for (int i = 0; i < tenth.length; i++) {
                tenth[i] *= 0.1f;
            }
            assertThat(still.learner().followers().get("centre").values()).containsOnly(0);
            assertThat(moving.learner().followers().get("centre").values()).containsExactly(tenth, within(1e-6f));
            assertThat(mean).isNotEqualTo(new float[mean.length]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SIMSIAM,methods.simsiam.stopGradient=false",
        "BYOL,methods.byol.stopGradient=false",
        "I_JEPA,methods.ijepa.stopGradient=false",
        "V_JEPA,methods.vjepa.stopGradient=false"
    })
    void withoutStoppingTheLossBeginsTheSameAndItsGradientDoesNot(Method method, String off) {
        try (Scope scope = Scope.open()) {
            Map<String, Double> stopped = Work.begin(clipsFor(method), Tiny.config(method, 4), Tiny.SEED)
                    .training()
                    .update(0, true);
            Map<String, Double> flowing = Work.begin(clipsFor(method), Tiny.config(method, 4, off), Tiny.SEED)
                    .training()
                    .update(0, true);

            assertThat(flowing.get("loss.total")).isCloseTo(stopped.get("loss.total"), within(1e-6));
            assertThat(flowing.get("gradient_norm.network"))
                    .isNotCloseTo(stopped.get("gradient_norm.network"), within(1e-4));
        }
    }

    @Test
    void loggedUpdatesTellOfTheLossAndOfCollapseAndOthersOnlyOfTheTotal() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.VICREG, 4), Tiny.SEED);

            assertThat(work.training().update(0, false)).containsOnlyKeys("loss.total", "gradient_norm.network");
            Map<String, Double> metrics = work.training().update(1, true);
            assertThat(metrics)
                    .containsKeys("collapse.std_min", "collapse.std_mean", "collapse.effective_rank", "learning_rate");
            assertThat(metrics.get("loss.total"))
                    .isCloseTo(
                            25 * metrics.get("loss.invariance")
                                    + 25 * metrics.get("loss.variance")
                                    + metrics.get("loss.covariance"),
                            within(1e-3));
        }
    }

    @Test
    void manyUpdatesNeedNoMoreMemoryThanFew() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.BYOL, 200), Tiny.SEED);
            IntStream.range(0, 20).forEach(step -> work.training().update(step, true));
            long before = org.bytedeco.javacpp.Pointer.totalCount();
            IntStream.range(20, 60).forEach(step -> work.training().update(step, true));

            assertThat(org.bytedeco.javacpp.Pointer.totalCount()).isLessThanOrEqualTo(before + 20);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "I_JEPA,RESNET,8,leaves tokens out",
        "MASKED_AUTOENCODER,RESNET,8,leaves tokens out",
        "PIXEL_PREDICTION,RESNET,8,leaves tokens out",
        "DENOISING_AUTOENCODER,VIT,8,is for residual networks",
        "MASKED_CONVOLUTIONAL_AUTOENCODER,VIT,8,is for residual networks",
    })
    void aMethodWhoseBackboneIsOfTheWrongKindIsRefused(Method method, String kind, int width, String why) {
        var config = Tiny.config(method, 3, "backbone.kind=" + kind, "backbone.widths=[" + width + "]");
        try (Scope scope = Scope.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Work.begin(IMAGES, config, Tiny.SEED))
                    .withMessageContainingAll(method.label(), why, "\nMaybe");
        }
    }

    @Test
    void clipsAreRefusedByAMethodForImagesAndImagesByOneForClips() {
        try (Scope scope = Scope.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Work.begin(CLIPS, Tiny.config(Method.I_JEPA, 3), Tiny.SEED))
                    .withMessageContainingAll("i-jepa", "clips of 8 frames", "\nMaybe take v-jepa");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Work.begin(IMAGES, Tiny.config(Method.PIXEL_PREDICTION, 3), Tiny.SEED))
                    .withMessageContainingAll("1 times", "FUTURE", "\nMaybe these are images");
        }
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrainingBeforeAnythingThatIsTrainedMoves() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.SUPERVISED, 4), Tiny.SEED);
            Map<String, Tensor> broken = work.networks().parameters().copy();
            broken.replaceAll((name, tensor) -> {
                float[] values = tensor.values().clone();
                if (name.startsWith("head.")) {
                    Arrays.fill(values, Float.NaN);
                }
                return new Tensor(tensor.shape(), values);
            });
            work.networks().parameters().load(broken);

            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> work.training().update(0, false))
                    .isInstanceOf(io.github.jepa4j.learning.TrainingDivergedException.class)
                    .hasMessageContainingAll("step 0", "\nMaybe");
            assertThat(work.networks().parameters().copy()).isEqualTo(broken);
        }
    }

    @Test
    void aPartOfWeightZeroDoesNotEnterTheSumEvenWhereItIsInfinite() {
        try (Scope scope = Scope.open()) {
            Terms terms = new Terms.Sum()
                    .plus("infinite", 0, Natives.of(new float[] {Float.POSITIVE_INFINITY}, 1))
                    .plus("finite", 3, Natives.of(new float[] {2}, 1))
                    .terms();

            assertThat(Natives.values(terms.total())).containsExactly(6);
            assertThat(terms.parts()).containsOnlyKeys("infinite", "finite");
        }
    }

    @Test
    void whatIsTrainedBehindFeaturesIsAHeadWhateverItIsOf() {
        assertThat(List.of("head.projector.0.weight", "classifier.0.weight", "expander.0.weight"))
                .allMatch(Networks::isHead);
        assertThat(List.of("backbone.stem.weight", "encoder.block.0.mlp.weight", "predictor.head.weight"))
                .noneMatch(Networks::isHead);
    }
}
