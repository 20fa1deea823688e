package io.github.jepa4j.media;

/// A file in memory.
///
/// @param name  what messages call it
/// @param bytes not copied, and not written to
public record MediaFile(String name, byte[] bytes) {

    /// The exception that says what is wrong with it.
    ///
    /// @param reason goes on where the name stops: "is cut off after 7 bytes"
    /// @param maybe  the likely cause, a sentence that begins with "Maybe"
    public MediaException damaged(String reason, String maybe) {
        return new MediaException(name, reason, maybe);
    }

    /// The exception for what a decoder threw.
    MediaException undecodable(Exception cause) {
        String said = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        String detail = said.isBlank() ? cause.getClass().getSimpleName() : said;
        return new MediaException(
                name,
                "cannot be decoded: " + detail,
                "Maybe it is damaged, or of a variant that is not supported.",
                cause);
    }

    /// Refuses an image that says it is too large, before any memory is taken for it.
    void refuseLarger(long rows, long columns, MediaLimits limits) {
        if (rows < 1 || columns < 1) {
            throw damaged(
                    "says it has %d rows and %d columns".formatted(rows, columns), "Maybe its header is damaged.");
        }
        if (rows > limits.pixelsPerImage() / columns) {
            throw damaged(
                    "says it has %d rows and %d columns, more than the limit of %d pixels (pixelsPerImage)"
                            .formatted(rows, columns, limits.pixelsPerImage()),
                    "Maybe its header is damaged; if not, raise the limit.");
        }
    }

    @Override
    public String toString() {
        return "%s (%d bytes)".formatted(name, bytes.length);
    }
}
