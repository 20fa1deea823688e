package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Methods by distillation, after some updates, so that who teaches is not who learns: their losses are those of plain
/// loops over what the two sides make of the two views.
class DistillationTest {

    private static final LabelledClips IMAGES = Tiny.shapes(40, Tiny.SEED.split("images"));
    private static final int B = 6;
    private static final int UPDATES = 5;

    /// Single precision, after batch norms of a few images.
    private static final double ROUNDING = 1e-4;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    /// A projector, by its name and widths.
    private record Head(String name, int... widths) {
        int last() {
            return widths[widths.length - 1];
        }
    }

    @Test
    void whatByolTellsFromOneViewIsHeldToWhatItsTargetMakesOfTheOther() {
        Head projector = new Head("projector", 512, 128);
        Head predictor = new Head("predictor", 512, 128);
        try (Scope scope = Scope.open()) {
            Work work = taught(Method.BYOL, "methods.byol.momentum=0.9");
            Map<String, Tensor> learning = work.networks().parameters().copy();
            Map<String, Tensor> teaching = work.learner().followers();
            double loss = loss(work);

            double distance = 0;
            for (String view : List.of("first", "second")) {
                String other = view.equals("first") ? "second" : "first";
                float[] told = of(work, learning, view, false, projector, predictor);
                float[] wanted = of(work, teaching, other, false, projector);
                distance += 2 - 2 * meanCosine(told, wanted);
            }
            assertThat(loss).isCloseTo(distance, within(ROUNDING));
        }
    }

    @Test
    void whatSimSiamTellsFromOneViewIsHeldToItsOwnProjectionOfTheOther() {
        Head projector = new Head("projector", 512, 512);
        Head predictor = new Head("predictor", 128, 512);
        try (Scope scope = Scope.open()) {
            Work work = taught(Method.SIMSIAM);
            Map<String, Tensor> weights = work.networks().parameters().copy();
            double loss = loss(work);

            double away = 0;
            for (String view : List.of("first", "second")) {
                String other = view.equals("first") ? "second" : "first";
                float[] told = of(work, weights, view, false, projector, predictor);
                away -= meanCosine(told, of(work, weights, other, false, projector)) / 2;
            }
            assertThat(loss).isCloseTo(away, within(ROUNDING));
        }
    }

    @Test
    void dinosStudentIsHeldToTheCentredAndSharpenedScoresOfItsTeacherForTheOtherView() {
        Head projector = new Head("projector", 512, 128);
        Head prototypes = new Head("prototypes", 32);
        try (Scope scope = Scope.open()) {
            Work work = taught(Method.DINO, "methods.dino.momentum=0.9");
            Map<String, Tensor> learning = work.networks().parameters().copy();
            Map<String, Tensor> teaching = work.learner().followers();
            float[] centre = Objects.requireNonNull(teaching.get("centre")).values();
            double loss = loss(work);

            assertThat(centre).as("the centre has moved").isNotEqualTo(new float[32]);
            double entropy = 0;
            for (String view : List.of("first", "second")) {
                String other = view.equals("first") ? "second" : "first";
                float[] student = of(work, learning, view, true, projector, prototypes);
                float[] teacher = of(work, teaching, other, true, projector, prototypes);
                for (int b = 0; b < B; b++) {
                    double[] wanted = softmax(teacher, b, centre, 0.04);
                    double[] told = softmax(student, b, new float[32], 0.1);
                    entropy -= IntStream.range(0, 32)
                                    .mapToDouble(k -> wanted[k] * Math.log(told[k]))
                                    .sum()
                            / (2 * B);
                }
            }
            assertThat(loss).isCloseTo(entropy, within(ROUNDING));
        }
    }

    private static Work taught(Method method, String... settings) {
        Work work = Work.begin(IMAGES, Tiny.config(method, UPDATES, settings), Tiny.SEED);
        work.run();
        return work;
    }

    private static double loss(Work work) {
        return work.learner().look(lesson()).loss().total().item_float();
    }

    private static Lesson lesson() {
        return new Lesson(IMAGES, IntStream.range(0, B).toArray(), ChannelStatistics.of(IMAGES), new Seed(9));
    }

    /// What a backbone and heads with these weights make of a view.
    ///
    /// @param unit whether what the first head makes is brought to unit length before the next
    private static float[] of(Work work, Map<String, Tensor> weights, String view, boolean unit, Head... heads) {
        Networks twin = work.networks().twin();
        Backbone backbone = twin.backbone();
        List<Projector> projectors = new ArrayList<>();
        int from = backbone.dimension();
        for (Head head : heads) {
            projectors.add(twin.projector(head.name(), from, head.widths()));
            from = head.last();
        }
        twin.parameters().load(weights);
        var made = backbone.features(lesson().view(ViewSettings.twoViews(), view), Mode.TRAINING);
        for (Projector projector : projectors) {
            made = projector.forward(made, Mode.TRAINING);
            made = unit && projector.equals(projectors.getFirst()) ? Embeddings.unit(made) : made;
        }
        return Natives.values(made);
    }

    private static double meanCosine(float[] a, float[] b) {
        int width = a.length / B;
        double mean = 0;
        for (int row = 0; row < B; row++) {
            double product = 0;
            double square = 0;
            double other = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                product += (double) a[i] * b[i];
                square += (double) a[i] * a[i];
                other += (double) b[i] * b[i];
            }
            mean += product / Math.sqrt(square * other) / B;
        }
        return mean;
    }

    private static double[] softmax(float[] scores, int row, float[] centre, double temperature) {
        int width = centre.length;
        double[] likely = new double[width];
        double sum = 0;
        for (int k = 0; k < width; k++) {
            likely[k] = Math.exp((scores[row * width + k] - centre[k]) / temperature);
            sum += likely[k];
        }
        for (int k = 0; k < width; k++) {
            likely[k] /= sum;
        }
        return likely;
    }
}
