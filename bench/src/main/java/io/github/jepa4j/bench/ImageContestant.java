package io.github.jepa4j.bench;

import io.github.jepa4j.pretraining.Method;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.PretrainingConfig.BackboneConfig;
import java.util.List;
import java.util.Optional;

/// A way to come to features of images.
///
/// @param name     of the row
/// @param group    rows of one group have the same encoder
/// @param config   of its training; nothing where none takes place
/// @param backbone its sizes
record ImageContestant(String name, String group, Optional<PretrainingConfig> config, BackboneConfig backbone) {

    static final String RAW = "raw-pixels";
    static final String RESNET = "residual";
    static final String VIT = "transformer";

    private static final String[] ON_VIT = {
        "backbone.kind=vit", "backbone.widths=[128]", "backbone.blocks=6", "backbone.patch=4", "backbone.heads=4"
    };

    /// What the table of methods compares.
    static List<ImageContestant> methods() {
        return List.of(
                new ImageContestant(RAW, "-", Optional.empty(), BackboneConfig.smallResNet()),
                new ImageContestant("random", RESNET, Optional.empty(), BackboneConfig.smallResNet()),
                of("vicreg", RESNET, Method.VICREG),
                of("sigreg", RESNET, Method.SIGREG),
                of("barlow-twins", RESNET, Method.BARLOW_TWINS),
                of("w-mse", RESNET, Method.W_MSE),
                of("mmcr", RESNET, Method.MMCR),
                of("coding-rate", RESNET, Method.CODING_RATE),
                of("byol", RESNET, Method.BYOL),
                of("simsiam", RESNET, Method.SIMSIAM),
                of("dino", RESNET, Method.DINO),
                of("simclr", RESNET, Method.SIMCLR),
                of("denoising-autoencoder", RESNET, Method.DENOISING_AUTOENCODER),
                of("masked-convolutional-autoencoder", RESNET, Method.MASKED_CONVOLUTIONAL_AUTOENCODER),
                of("supervised", RESNET, Method.SUPERVISED),
                new ImageContestant("random-vit", VIT, Optional.empty(), BackboneConfig.smallVit()),
                of("i-jepa", VIT, Method.I_JEPA),
                of("vicreg-vit", VIT, Method.VICREG, ON_VIT),
                of("masked-autoencoder", VIT, Method.MASKED_AUTOENCODER),
                of("next-token", "causal transformer", Method.NEXT_TOKEN));
    }

    /// The same methods with what protects them taken out.
    static List<ImageContestant> ablations() {
        return List.of(
                of("vicreg", RESNET, Method.VICREG),
                of("vicreg without expander", RESNET, Method.VICREG, "projector=[0]"),
                of("vicreg without variance", RESNET, Method.VICREG, "methods.vicreg.variance=0"),
                of("vicreg without covariance", RESNET, Method.VICREG, "methods.vicreg.covariance=0"),
                of("byol", RESNET, Method.BYOL),
                of(
                        "byol without moving average",
                        RESNET,
                        Method.BYOL,
                        "methods.byol.momentum=0",
                        "methods.byol.lastMomentum=0"),
                of("byol without stop-gradient", RESNET, Method.BYOL, "methods.byol.stopGradient=false"),
                of("simsiam", RESNET, Method.SIMSIAM),
                of("simsiam without stop-gradient", RESNET, Method.SIMSIAM, "methods.simsiam.stopGradient=false"),
                of("dino", RESNET, Method.DINO),
                of("dino without centring", RESNET, Method.DINO, "methods.dino.centring=false"),
                of("i-jepa", VIT, Method.I_JEPA),
                of(
                        "i-jepa without moving average",
                        VIT,
                        Method.I_JEPA,
                        "methods.ijepa.momentum=0",
                        "methods.ijepa.lastMomentum=0"),
                of("i-jepa without stop-gradient", VIT, Method.I_JEPA, "methods.ijepa.stopGradient=false"));
    }

    private static ImageContestant of(String name, String group, Method method, String... changes) {
        PretrainingConfig config = PretrainingConfig.small(method).with(changes);
        return new ImageContestant(name, group, Optional.of(config), config.backbone());
    }

    /// The folder of its run.
    String folder() {
        return name.replace(' ', '-');
    }
}
