package io.github.jepa4j.pretraining;

import java.util.Arrays;

/// Puts methods to work.
final class Learners {

    private Learners() {}

    /// @param classes how many the images have
    static Learner of(PretrainingConfig config, Networks networks, int classes) {
        MethodSettings methods = config.methods();
        ViewSettings two = ViewSettings.twoViews();
        ViewSettings one = ViewSettings.oneView();
        return switch (config.method()) {
            case VICREG -> twoViews(config, networks, methods.vicreg());
            case BARLOW_TWINS -> twoViews(config, networks, methods.barlowTwins());
            case SIGREG -> twoViews(config, networks, methods.sigreg());
            case W_MSE -> twoViews(config, networks, methods.wmse());
            case MMCR -> twoViews(config, networks, methods.mmcr());
            case CODING_RATE -> twoViews(config, networks, methods.codingRate());
            case SIMCLR -> twoViews(config, networks, methods.simclr());
            case BYOL -> methods.byol().learner(networks, config.optimisation().steps(), two);
            case SIMSIAM -> methods.simsiam().learner(networks, two);
            case DINO -> methods.dino().learner(networks, config.optimisation().steps(), two);
            case I_JEPA ->
                methods.ijepa().learner(networks, config.optimisation().steps(), one);
            case V_JEPA -> methods.vjepa().learner(networks, one);
            case NEXT_TOKEN -> new NextToken(networks, one);
            case DENOISING_AUTOENCODER -> methods.denoising().learner(networks, one);
            case MASKED_AUTOENCODER -> methods.masked().learner(config.method(), networks, one);
            case PIXEL_PREDICTION -> methods.prediction().learner(config.method(), networks, one);
            case MASKED_CONVOLUTIONAL_AUTOENCODER -> methods.filling().learner(networks, one);
            case SUPERVISED -> new Supervised(networks, classes, one);
        };
    }

    /// Refuses widths of a projector where the method would pass over them.
    ///
    /// @throws IllegalArgumentException where it would
    static void refuseProjector(PretrainingConfig config) {
        if (!takesProjector(config.method()) && config.projector().length > 0) {
            throw new IllegalArgumentException(
                    "The pretraining's projector is %s, but the method %s has no such projector, or one whose widths are its own.\nMaybe leave it out."
                            .formatted(
                                    Arrays.toString(config.projector()),
                                    config.method().label()));
        }
    }

    /// Whether the projector's widths are settings: of those that lay a loss on embeddings of two views.
    static boolean takesProjector(Method method) {
        return switch (method) {
            case VICREG, BARLOW_TWINS, SIGREG, W_MSE, MMCR, CODING_RATE, SIMCLR -> true;
            default -> false;
        };
    }

    private static Learner twoViews(PretrainingConfig config, Networks networks, JointEmbeddingLoss loss) {
        return new TwoViews(networks, loss, config, ViewSettings.twoViews());
    }
}
