package io.github.jepa4j.data;

/// A store on disk that cannot be read, written or continued. The message names the file, what was found
/// and what was expected; whatever was closed before is still there.
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
