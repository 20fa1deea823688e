package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who has a target that stands still goes downhill as steeply as the loss says: gradients against finite differences,
/// through backbones, heads and predictors as they are after some updates.
class GradientsOfMethodsTest {

    private static final LabelledClips IMAGES = Tiny.shapes(40, Tiny.SEED.split("images"));
    private static final LabelledClips CLIPS = Tiny.clips(40, Tiny.SEED.split("clips"));
    private static final int B = 6;
    private static final double BENT = 2; // %, of rectifiers and absolute errors between the two ends of a step
    private static final double STEP = 1e-3; // along the gradient; weights together are some units long

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    private static final Predicate<String> ALL = _ -> true;

    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of(Method.BYOL, ALL, List.of()),
                // Its target is itself, so that only what is on one side alone has the loss's own slope.
                Arguments.of(Method.SIMSIAM, (Predicate<String>) name -> name.contains("predictor."), List.of()),
                // Its centre moves whenever it looks; here it stays.
                Arguments.of(Method.DINO, ALL, List.of("methods.dino.centreMomentum=1")),
                Arguments.of(Method.I_JEPA, ALL, List.of()),
                Arguments.of(Method.V_JEPA, ALL, List.of()),
                Arguments.of(Method.V_JEPA, ALL, List.of("methods.vjepa.hiding=future")),
                Arguments.of(Method.MASKED_AUTOENCODER, ALL, List.of()));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("methods")
    void aStepAlongTheGradientChangesTheLossByItsLength(Method method, Predicate<String> moved, List<String> settings) {
        LabelledClips seen = method == Method.V_JEPA ? CLIPS : IMAGES;
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(seen, Tiny.config(method, 5, settings.toArray(String[]::new)), Tiny.SEED);
            work.run();
            Map<String, float[]> gradient = gradient(work, seen, moved);
            double slope = Math.sqrt(gradient.values().stream()
                    .mapToDouble(GradientsOfMethodsTest::square)
                    .sum());
            Map<String, Tensor> weights = work.networks().parameters().copy();
            double up = at(work, seen, stepped(weights, gradient, STEP / slope));
            double down = at(work, seen, stepped(weights, gradient, -STEP / slope));

            assertThat((up - down) / (2 * STEP)).isCloseTo(slope, withinPercentage(BENT));
        }
    }

    private static double square(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static Map<String, float[]> gradient(Work work, LabelledClips seen, Predicate<String> moved) {
        Parameters parameters = work.networks().parameters();
        var gradients = parameters.gradients(look(work, seen).loss().total());
        Map<String, float[]> gradient = new HashMap<>();
        for (int i = 0; i < gradients.size(); i++) {
            if (moved.test(parameters.names().get(i))) {
                gradient.put(
                        parameters.names().get(i),
                        Natives.copy(gradients.get(i)).values());
            }
        }
        assertThat(gradient).isNotEmpty();
        return gradient;
    }

    private static Map<String, Tensor> stepped(
            Map<String, Tensor> weights, Map<String, float[]> gradient, double length) {
        Map<String, Tensor> stepped = new LinkedHashMap<>(weights);
        gradient.forEach((name, slopes) -> {
            Tensor weight = Objects.requireNonNull(weights.get(name));
            float[] values = weight.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (length * slopes[i]);
            }
            stepped.put(name, new Tensor(weight.shape(), values));
        });
        return stepped;
    }

    private static double at(Work work, LabelledClips seen, Map<String, Tensor> weights) {
        work.networks().parameters().load(weights);
        return look(work, seen).loss().total().item_float();
    }

    private static Learner.Outcome look(Work work, LabelledClips seen) {
        var lesson = new Lesson(seen, IntStream.range(0, B).toArray(), ChannelStatistics.of(seen), new Seed(9));
        return work.learner().look(lesson);
    }
}
