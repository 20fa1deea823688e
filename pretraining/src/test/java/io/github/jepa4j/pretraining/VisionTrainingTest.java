package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What an update does with gradients, and what is kept of a training.
class VisionTrainingTest {

    private static final LabelledClips IMAGES = Tiny.shapes(64, Tiny.SEED.split("images"));
    private static final LabelledClips CLIPS = Tiny.clips(40, Tiny.SEED.split("clips"));

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @Test
    void whatLearnsAsideHasAGradientNormOfItsOwn() {
        double all = norm(_ -> false);
        double backbone = norm(name -> !name.startsWith("backbone."));
        double rest = norm(name -> name.startsWith("backbone."));

        assertThat(Math.hypot(backbone, rest)).isCloseTo(all, within(1e-4 * all));
        assertThat(backbone).isPositive().isLessThan(all);
    }

    /// Of the first update, of what is not aside.
    private static double norm(Predicate<String> aside) {
        try (Scope scope = Scope.open()) {
            var work = Tiny.Work.begin(IMAGES, Tiny.config(Method.VICREG, 1), Tiny.SEED);
            Learner learner = new Learner() {
                @Override
                public Outcome look(Lesson lesson) {
                    return work.learner().look(lesson);
                }

                @Override
                public boolean isAside(String parameter) {
                    return aside.test(parameter);
                }
            };
            return new VisionTraining(
                            new VisionTraining.Lessons(IMAGES, ChannelStatistics.of(IMAGES), Tiny.SEED),
                            work.config().optimisation(),
                            work.networks().parameters(),
                            work.networks().buffers(),
                            learner)
                    .update(0, false)
                    .getOrDefault("gradient_norm.network", Double.NaN);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"I_JEPA", "V_JEPA", "DINO", "BYOL"})
    void whereTheSourceJudgesTheAverageItIsKept(Method method) {
        LabelledClips clips = method == Method.V_JEPA ? CLIPS : IMAGES;
        String never = switch (method) { // the average stays where it began
            case I_JEPA -> "methods.ijepa.momentum=1";
            case V_JEPA -> "methods.vjepa.momentum=1";
            case DINO -> "methods.dino.momentum=1";
            default -> "methods.byol.momentum=1";
        };
        try (Scope scope = Scope.open()) {
            var work = Tiny.Work.begin(clips, Tiny.config(method, 2, never), Tiny.SEED);
            var began = work.networks().parameters().copy(VisionTrainingTest::isWeight);
            work.run();

            var kept = work.learner().kept(work.networks()).parameters().copy(VisionTrainingTest::isWeight);
            if (method == Method.BYOL) {
                assertThat(kept).as("its source judges what is trained").isNotEqualTo(began);
            } else {
                assertThat(kept).isEqualTo(began);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"I_JEPA", "V_JEPA"})
    void whereThereIsNoTargetNetworkWhatIsTrainedIsKept(Method method) {
        LabelledClips clips = method == Method.V_JEPA ? CLIPS : IMAGES;
        try (Scope scope = Scope.open()) {
            var config = Tiny.config(method, 2, "methods.ijepa.stopGradient=false", "methods.vjepa.stopGradient=false");
            var work = Tiny.Work.begin(clips, config, Tiny.SEED);
            work.run();

            assertThat(work.learner().kept(work.networks())).isSameAs(work.networks());
        }
    }

    private static boolean isWeight(String name) {
        return name.startsWith("backbone.");
    }
}
