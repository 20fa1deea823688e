package io.github.jepa4j.cli;

import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.pretraining.PublicWeights;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// On which size public weights see, and what they do not tell themselves.
final class SizeOptions {

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Of public weights: the side that images are brought to, a multiple of the patch (default: the"
                            + " published one); a table of positions is resized.")
    private int size;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description =
                    "Of public weights for clips: how many frames of each video (default: the published number). 1, also of a"
                            + " model of one's own that learned from clips: photos rather than videos, each shown as a clip in"
                            + " which nothing moves.")
    private int frames;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Of public weights: the heads of an attention, where the size is not one that was published.")
    private int heads;

    /// Recognises weights.
    PublicWeights open(Path weights) throws IOException {
        return over(WeightsSource.of(weights)).open();
    }

    /// The same weights as these options want them.
    WeightsSource over(WeightsSource source) {
        return new WeightsSource(
                source.path(),
                source.hash(),
                size == 0 ? source.size() : size,
                frames == 0 ? source.frames() : frames,
                heads == 0 ? source.heads() : heads);
    }

    /// Whether single images are to be shown, also to a model that sees clips.
    boolean isOfImages() {
        return frames == 1;
    }

    /// Refuses them for a model that knows its own, but that single images are shown to one that sees
    /// clips.
    void refuse(Path model, VisionSpec spec) {
        boolean isKnown = frames != 0 && !(isOfImages() && spec.frames() > 1);
        if (size != 0 || isKnown || heads != 0) {
            throw new CommandFailure(
                    "%s is for public weights as they are, but the model %s knows its own sizes.%nMaybe leave it out."
                            .formatted(size != 0 ? "--size" : isKnown ? "--frames" : "--heads", model));
        }
    }
}
