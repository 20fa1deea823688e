package io.github.jepa4j.memory;

/// A memory that cannot be opened, read or written. Nothing that was acknowledged was deleted.
public final class MemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What kind of trouble it is, for programs.
    public enum Reason {
        /// It is in use, by this process or another.
        IN_USE,
        /// What lies there is not what was asked for: another program's, of another version or dimension.
        DIFFERENT,
        /// What lies there is damaged.
        DAMAGED,
        /// It cannot be written; the disk may be full.
        NOT_WRITTEN,
        /// It was closed.
        CLOSED
    }

    private final Reason reason;

    /// @param message what is wrong, what was expected, and a last line that begins with "Maybe"
    public MemoryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// @param message likewise
    /// @param cause   of it
    public MemoryException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// What kind of trouble it is.
    public Reason reason() {
        return reason;
    }
}
