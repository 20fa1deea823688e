package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.file.Path;

/// A file that should hold tensors does not, or not in a way that can be trusted. The message names the
/// file, the part of it, what was found and what was expected.
public final class SafeTensorsException extends IOException {

    SafeTensorsException(Path file, String problem, String maybe) {
        super(message(file, problem, maybe));
    }

    SafeTensorsException(Path file, String problem, String maybe, Throwable cause) {
        super(message(file, problem, maybe), cause);
    }

    private static String message(Path file, String problem, String maybe) {
        return "The tensors file %s cannot be read: %s.\nMaybe %s.".formatted(file, problem, maybe);
    }
}
