package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Distillation without a second network: a predictor's answer to one view is pulled to the other view's
/// projection, which takes no gradient: `-(cos(p, sg(z')) + cos(p', sg(z))) / 2`.
///
/// Source: Chen and He, *Exploring Simple Siamese Representation Learning*, 2021, equations 1 to 4, with
/// its bottleneck in the predictor (a quarter of the width). Differs from it: the projector's output is not
/// batch-normalised.
///
/// @param stopGradient whether the projection takes no gradient; without, it collapses (its section 4.1)
public record SimSiam(boolean stopGradient) {

    private static final int[] PROJECTOR = {512, 512};
    private static final int[] PREDICTOR = {128, 512};

    /// The published setting.
    public static SimSiam defaults() {
        return new SimSiam(true);
    }

    Learner learner(Networks networks, ViewSettings views) {
        return new Siamese(networks, stopGradient, views);
    }

    private static final class Siamese implements Learner {

        private final Backbone backbone;
        private final Projector projector;
        private final Projector predictor;
        private final boolean stopped;
        private final ViewSettings views;

        Siamese(Networks networks, boolean stopped, ViewSettings views) {
            backbone = networks.backbone();
            projector = networks.projector("projector", backbone.dimension(), PROJECTOR);
            predictor = networks.projector("predictor", PROJECTOR[PROJECTOR.length - 1], PREDICTOR);
            this.stopped = stopped;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            Tensor features = backbone.features(lesson.viewOfSides(views, "first"), Mode.TRAINING);
            Tensor a = projector.forward(features, Mode.TRAINING);
            Tensor b = projector.forward(
                    backbone.features(lesson.viewOfSides(views, "second"), Mode.TRAINING), Mode.TRAINING);
            Tensor loss = away(predictor.forward(a, Mode.TRAINING), b)
                    .add(away(predictor.forward(b, Mode.TRAINING), a))
                    .mul(new Scalar(0.5));
            return new Outcome(Terms.of("distillation", loss), features);
        }

        private Tensor away(Tensor predicted, Tensor projected) {
            Tensor wanted = Embeddings.unit(stopped ? projected.detach() : projected);
            return Embeddings.unit(predicted).mul(wanted).sum(-1).mean().neg();
        }
    }
}
