package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.ConfigurationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is asked of every source of images or videos.
final class Sources {

    private Sources() {}

    static void requireOne(String name, @Nullable Path path, Generated generated) {
        if ((path == null) == (generated == Generated.NONE)) {
            throw new ConfigurationException(
                    "The %s have %s, but need either a path to a folder or zip archive, or generated (%s).\nMaybe write '%s: {path: my-files.zip}'."
                            .formatted(
                                    name,
                                    path == null ? "no source" : "both the path " + path + " and generated",
                                    String.join(", ", Generated.labels()),
                                    name));
        }
    }

    static void requireSquare(String name, int rows, int columns) {
        if (rows != columns) {
            throw new ConfigurationException(
                    "The %s are to be drawn with %d rows and %d columns, but what is drawn is square.\nMaybe set one to the other."
                            .formatted(name, rows, columns));
        }
    }

    /// A path from a file of settings, as it is whatever folder a command is given in.
    static @Nullable Path resolved(@Nullable Path path, Path base) {
        return path == null ? null : base.resolve(path).toAbsolutePath().normalize();
    }
}
