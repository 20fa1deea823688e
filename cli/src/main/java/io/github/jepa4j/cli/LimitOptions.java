package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.media.MediaLimits;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// How much of images and videos is read before something is refused, where more is wanted than usual.
final class LimitOptions {

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description =
                    "Of images and videos: raise a limit that a message names, such as pixelsPerImage, framesPerVideo,"
                            + " bytesPerFile, bytesInAll, files or inflation. Repeatable.")
    private List<String> limits = new ArrayList<>();

    /// @throws io.github.jepa4j.configuration.ConfigurationException where there is no such limit, or it
    ///     cannot be so
    MediaLimits limits() {
        return Configuration.override(MediaLimits.defaults(), limits);
    }
}
