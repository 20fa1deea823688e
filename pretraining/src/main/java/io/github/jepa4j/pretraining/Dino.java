package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.ExponentialMovingAverage;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Self-distillation without labels: a student's softmax over prototypes, from one view, is pulled to a
/// teacher's from the other by cross-entropy. The teacher follows the student by moving average; its scores
/// are centred, against collapse to one prototype, and sharpened, against collapse to all.
///
/// Source: Caron et al., *Emerging Properties in Self-Supervised Vision Transformers*, 2021, equations 1 to
/// 4, with two views of full size. Differs from it: 512 prototypes, not 65536 (4096 in published trainings
/// on CIFAR-10); a head of two layers with batch normalisation, not three with GELU;
/// the last layer has biases, its weights are not normalised, and it learns from the start;
/// the teacher's temperature is the same throughout; its momentum goes to 1 in a straight line, not along
/// a cosine; the weight decay is constant (see [Optimisation]), where the source's grows tenfold, and is of
/// biases and of the gains of normalisations too.
///
/// @param prototypes         how many, at least 2
/// @param studentTemperature above 0
/// @param teacherTemperature above 0; lower than the student's, it sharpens
/// @param centring           whether the teacher's scores are centred
/// @param centreMomentum     of the centre, in [0, 1]
/// @param momentum           of the teacher at the start, in [0, 1]; it goes to 1
public record Dino(
        int prototypes,
        double studentTemperature,
        double teacherTemperature,
        boolean centring,
        double centreMomentum,
        double momentum) {

    public Dino {
        Limits.atLeast("DINO's number of prototypes", prototypes, 2);
        Limits.positive("DINO's student temperature", studentTemperature);
        Limits.positive("DINO's teacher temperature", teacherTemperature);
        Limits.share("DINO's centre momentum", centreMomentum);
        Limits.share("DINO's momentum", momentum);
    }

    private static final int[] PROJECTOR = {512, 128};

    /// The published temperatures and momenta, those for ImageNet: trainings on CIFAR-10 begin at a momentum of
    /// 0.9995.
    public static Dino defaults() {
        return new Dino(512, 0.1, 0.04, true, 0.9, 0.996);
    }

    Learner learner(Networks networks, long steps, ViewSettings views) {
        return new Distilling(networks, this, steps, views);
    }

    private static final class Distilling implements Learner {

        private final Side student;
        private final Follower<Teacher> target;
        private final Dino config;
        private final ViewSettings views;

        Distilling(Networks networks, Dino config, long steps, ViewSettings views) {
            student = Side.of(networks, config.prototypes);
            target = Follower.of(
                    networks,
                    twin -> Teacher.of(twin, config.prototypes),
                    new ExponentialMovingAverage.Config(config.momentum, 1, steps));
            this.config = config;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            var first = lesson.viewOfSides(views, "first");
            var second = lesson.viewOfSides(views, "second");
            var features = student.backbone().features(first, Mode.TRAINING);
            var a = student.scores(features);
            var b = student.scores(student.backbone().features(second, Mode.TRAINING));
            var wanted = taught(first, second);
            var loss = away(a, wanted.narrow(0, lesson.size(), lesson.size()))
                    .add(away(b, wanted.narrow(0, 0, lesson.size())))
                    .mul(new Scalar(0.5));
            return new Outcome(Terms.of("distillation", loss), features);
        }

        /// The teacher's probabilities of both views, one after the other; moves the centre.
        private Tensor taught(Tensor first, Tensor second) {
            try (NoGradGuard guard = new NoGradGuard()) {
                Side side = target.networks().side();
                var centre = target.networks().centre();
                var scores = torch.cat(new TensorVector(side.embed(first), side.embed(second)));
                var centred = config.centring ? scores.sub(centre) : scores;
                var probabilities = torch.softmax(centred.mul(new Scalar(1 / config.teacherTemperature)), 1);
                centre.lerp_(scores.mean(0), new Scalar(1 - config.centreMomentum));
                return probabilities;
            }
        }

        private Tensor away(Tensor scores, Tensor wanted) {
            var likely = torch.log_softmax(scores.mul(new Scalar(1 / config.studentTemperature)), 1);
            return likely.mul(wanted).sum(-1).mean().neg();
        }

        @Override
        public Networks kept(Networks trained) {
            return target.twin();
        }

        @Override
        public Optional<Follower<?>> follower() {
            return Optional.of(target);
        }
    }

    /// @param centre of its scores, a buffer
    private record Teacher(Side side, Tensor centre) {

        static Teacher of(Networks networks, int prototypes) {
            Side side = Side.of(networks, prototypes);
            return new Teacher(side, networks.buffers().constant("centre", 0, prototypes));
        }
    }

    private record Side(Backbone backbone, Projector projector, Projector prototypes) {

        static Side of(Networks networks, int prototypes) {
            Backbone backbone = networks.backbone();
            return new Side(
                    backbone,
                    networks.projector("projector", backbone.dimension(), PROJECTOR),
                    networks.projector("prototypes", PROJECTOR[PROJECTOR.length - 1], prototypes));
        }

        Tensor scores(Tensor features) {
            return prototypes.forward(Embeddings.unit(projector.forward(features, Mode.TRAINING)), Mode.TRAINING);
        }

        Tensor embed(Tensor view) {
            return scores(backbone.features(view, Mode.TRAINING));
        }
    }
}
