package io.github.jepa4j.cli;

import io.github.jepa4j.probe.AttentiveProbe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the attentive probe learns, where something else is wanted than usual.
final class AttentiveOptions {

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Of the attentive probe: passes over the images (default 5).")
    @Nullable
    private Integer epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Of the attentive probe: the highest learning rate (default 0.001).")
    @Nullable
    private Double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the attentive probe: the seed of everything random (default 1).")
    @Nullable
    private Long seed;

    /// @throws CommandFailure where something is wanted of another probe
    AttentiveSettings settings(ProbeKind kind) {
        if (kind != ProbeKind.ATTENTIVE && (epochs != null || learningRate != null || seed != null)) {
            throw new CommandFailure(
                    "%s is of the attentive probe; the linear one and the neighbours have nothing to set.%nMaybe add --kind attentive."
                            .formatted(epochs != null ? "--epochs" : seed != null ? "--seed" : "--learning-rate"));
        }
        AttentiveProbe.Settings usual = AttentiveProbe.Settings.small();
        var probe = new AttentiveProbe.Settings(
                usual.blocks(),
                usual.heads(),
                epochs == null ? usual.epochs() : epochs,
                usual.batch(),
                learningRate == null ? usual.learningRate() : learningRate);
        return new AttentiveSettings(probe, seed == null ? 1 : seed);
    }
}
