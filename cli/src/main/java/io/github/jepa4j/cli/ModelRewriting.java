package io.github.jepa4j.cli;

import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A model's file, and where the model is written that has learned something more.
///
/// @param source the model's own file
/// @param target the same, or another
/// @param run    whose model is overwritten, and in which nobody may train meanwhile; none where it is not
record ModelRewriting(Path source, Path target, @Nullable Path run) {

    /// Learns, and writes.
    interface Work<T> {
        T into(Path source, Path target) throws IOException;
    }

    /// @param out where to write; the model's own file where none is named
    static ModelRewriting of(ModelOptions which, @Nullable Path out) throws IOException {
        Path source = which.file();
        Path target = out == null ? source : out;
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
            throw new CommandFailure(
                    "--out is %s, but must be a file in a folder that exists.%nMaybe create the folder first."
                            .formatted(target));
        }
        return new ModelRewriting(source, target, out == null ? which.run().orElse(null) : null);
    }

    <T> T by(Work<T> work) throws IOException {
        if (run == null) {
            return work.into(source, target);
        }
        try (RunFolder _ = RunFolder.open(run)) {
            return work.into(source, target);
        }
    }
}
