package io.github.jepa4j.media;

import org.jspecify.annotations.Nullable;

/// A folder, an archive, an image or a video that cannot be read or is refused.
public final class MediaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String reason;
    private final String maybe;

    MediaException(String name, String reason, String maybe) {
        this(name, reason, maybe, null);
    }

    MediaException(String name, String reason, String maybe, @Nullable Throwable cause) {
        super("%s %s.\n%s".formatted(name, reason, maybe), cause);
        this.name = name;
        this.reason = reason;
        this.maybe = maybe;
    }

    /// What cannot be read.
    public String name() {
        return name;
    }

    /// Why, such that name and reason make a sentence.
    public String reason() {
        return reason;
    }

    /// As it is listed where it is skipped.
    public Skipped skipped() {
        return new Skipped(name, reason, maybe);
    }
}
