package io.github.jepa4j.plant;

/// A log that cannot be read as the schema says. The kind says why, for programs; the message says where, what was
/// found and what was expected. Nothing was changed.
public final class LogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// Why a log is refused.
    public enum Kind {
        /// There is no such file, or it cannot be read as what its name says it is.
        FILE,
        /// A column of the schema is not in the log.
        COLUMN,
        /// A heading states another unit than the schema, or there is no conversion between two units.
        UNIT,
        /// The log has rows, but no time in them can be read.
        TIME,
        /// Rows are further apart than the longest gap, and the schema refuses that.
        GAP,
        /// Two rows have the same time, and the schema refuses that.
        DUPLICATE,
        /// Rows are not in order of time, and the schema refuses that.
        UNORDERED,
        /// A file is larger than is read, or its name in an archive leads out of it.
        HOSTILE,
        /// No episode came of it.
        EMPTY
    }

    LogException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    LogException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Why.
    public Kind kind() {
        return kind;
    }
}
