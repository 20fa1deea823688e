package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.ExponentialMovingAverage;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// Distillation from a network that follows: the online network predicts, from one view, the target
/// network's projection of the other; `2 - 2 cos`, both ways. The target is a moving average of the online
/// network, and no gradient flows to it.
///
/// Source: Grill et al., *Bootstrap Your Own Latent*, 2020, equations 1 to 3. Differs from it: the
/// momentum goes to 1 in a straight line, not along a cosine, and begins at 0.99 rather than 0.996; heads of 512 and
/// 128, not 4096 and 256.
///
/// @param momentum     of the target at the start, in [0, 1]; where both are 0, it is the online network of the
///     last step
/// @param lastMomentum at the end, in [0, 1]
/// @param stopGradient whether the target has no gradient; without, there is no target network: the online
///     one takes its place and learns on both sides
public record Byol(double momentum, double lastMomentum, boolean stopGradient) {

    public Byol {
        Limits.share("BYOL's momentum", momentum);
        Limits.share("BYOL's last momentum", lastMomentum);
    }

    private static final int[] PROJECTOR = {512, 128};
    private static final int[] PREDICTOR = {512, 128};

    /// The momentum that published trainings on CIFAR-10 begin with.
    public static Byol defaults() {
        return new Byol(0.99, 1, true);
    }

    Learner learner(Networks networks, long steps, ViewSettings views) {
        return new Bootstrap(networks, this, steps, views);
    }

    private static final class Bootstrap implements Learner {

        private final Side online;
        private final Projector predictor;
        private final Follower<Side> target;
        private final boolean stopped;
        private final ViewSettings views;

        Bootstrap(Networks networks, Byol config, long steps, ViewSettings views) {
            online = Side.of(networks);
            predictor = networks.projector("predictor", PROJECTOR[PROJECTOR.length - 1], PREDICTOR);
            target = Follower.of(
                    networks,
                    Side::of,
                    new ExponentialMovingAverage.Config(config.momentum, config.lastMomentum, steps));
            stopped = config.stopGradient;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            var first = lesson.viewOfSides(views, "first");
            var second = lesson.viewOfSides(views, "second");
            var features = online.backbone().features(first, Mode.TRAINING);
            var a = predicted(features);
            var b = predicted(online.backbone().features(second, Mode.TRAINING));
            var loss = Embeddings.squaredDistanceOfUnits(a, wanted(second))
                    .add(Embeddings.squaredDistanceOfUnits(b, wanted(first)));
            return new Outcome(Terms.of("distillation", loss), features);
        }

        private Tensor predicted(Tensor features) {
            return predictor.forward(online.projector().forward(features, Mode.TRAINING), Mode.TRAINING);
        }

        private Tensor wanted(Tensor view) {
            return stopped ? target.networks().embed(view).detach() : online.embed(view);
        }

        @Override
        public Optional<Follower<?>> follower() {
            return Optional.of(target);
        }
    }

    private record Side(Backbone backbone, Projector projector) {

        static Side of(Networks networks) {
            Backbone backbone = networks.backbone();
            return new Side(backbone, networks.projector("projector", backbone.dimension(), PROJECTOR));
        }

        Tensor embed(Tensor view) {
            return projector.forward(backbone.features(view, Mode.TRAINING), Mode.TRAINING);
        }
    }
}
