package io.github.jepa4j.media;

/// Something that was not read.
///
/// @param name   as everywhere: the path inside the folder or archive, parts separated by `/`
/// @param reason what is wrong with it, such that name and reason make a sentence
/// @param maybe  what may help: a sentence that begins with "Maybe"
public record Skipped(String name, String reason, String maybe) {

    /// What nothing more is known of.
    Skipped(String name, String reason) {
        this(name, reason, "Maybe remove it, or name it otherwise.");
    }

    @Override
    public String toString() {
        return name + " " + reason;
    }
}
