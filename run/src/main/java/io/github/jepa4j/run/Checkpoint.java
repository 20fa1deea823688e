package io.github.jepa4j.run;

import java.nio.file.Path;

/// A checkpoint that is whole.
///
/// @param step      the last step it has seen
/// @param directory holds the files it was written with
public record Checkpoint(long step, Path directory) {

    /// A file of the checkpoint.
    public Path file(String name) {
        return directory.resolve(name);
    }
}
