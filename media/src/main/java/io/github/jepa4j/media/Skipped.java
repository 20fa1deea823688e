package io.github.jepa4j.media;

/// Something that was not read.
///
/// @param name   as everywhere: the path inside the folder or archive, parts separated by `/`
/// @param reason what is wrong with it, such that name and reason make a sentence
public record Skipped(String name, String reason) {

    @Override
    public String toString() {
        return name + " " + reason;
    }
}
