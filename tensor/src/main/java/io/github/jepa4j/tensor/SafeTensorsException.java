package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that should hold tensors does not, or not in a way that can be trusted. The message names the
/// file, the part of it, what was found and what was expected.
public final class SafeTensorsException extends IOException {

    private SafeTensorsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// @param maybe what may be the reason, as the end of a sentence
    static SafeTensorsException of(Path file, String problem, String maybe) {
        return new SafeTensorsException(message(file, problem, maybe), null);
    }

    /// @param maybe what may be the reason, as the end of a sentence
    static SafeTensorsException of(Path file, String problem, String maybe, Throwable cause) {
        return new SafeTensorsException(message(file, problem, maybe), cause);
    }

    private static String message(Path file, String problem, String maybe) {
        return "The tensors file %s cannot be read: %s.\nMaybe %s.".formatted(file, problem, maybe);
    }
}
