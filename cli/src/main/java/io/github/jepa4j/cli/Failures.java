package io.github.jepa4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What is said of a failure. Our own messages end with a line that begins with "Maybe"; the rest gets one
/// here.
final class Failures {

    private static final String MAYBE = "Maybe";

    private Failures() {}

    static String message(Throwable failure) {
        String own = failure.getMessage() == null ? "" : failure.getMessage();
        if (own.lines().anyMatch(line -> line.startsWith(MAYBE))) {
            return own;
        }
        return switch (failure) {
            case UncheckedIOException wrapped when wrapped.getCause() != null -> message(wrapped.getCause());
            case NoSuchFileException missing ->
                "%s does not exist.%nMaybe the path is relative to another folder than %s."
                        .formatted(missing.getFile(), Path.of("").toAbsolutePath());
            case AccessDeniedException denied ->
                "%s may not be read or written.%nMaybe change its permissions, or name another place."
                        .formatted(denied.getFile());
            case FileSystemException refused ->
                "The disk refused %s: %s.%nMaybe the disk is full or the folder may not be written to."
                        .formatted(refused.getFile(), refused.getReason());
            case IOException io ->
                "%s: %s.%nMaybe the disk is full, or the file was cut off."
                        .formatted(io.getClass().getSimpleName(), own);
            case OutOfMemoryError _ ->
                "Java's memory is used up (%s).%nMaybe give it more: JEPA4J_JAVA_OPTIONS=-Xmx6g, or train with smaller batches."
                        .formatted(own);
            case LinkageError link ->
                "The native engine does not load: %s.%nMaybe this platform has no natives: 'jepa4j doctor' says more; planning works without."
                        .formatted(link);
            default ->
                "%s: %s%nMaybe this is a bug in jepa4j; --debug shows where."
                        .formatted(failure.getClass().getSimpleName(), own);
        };
    }
}
