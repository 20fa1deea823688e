package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.pretraining.PublicWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which public weights, and on which size they see.
///
/// @param path   a safetensors file, an index of several, or a folder that has either
/// @param hash   SHA-256 of the file's bytes; empty for whichever it is
/// @param size   the side that images are brought to, in pixels; 0 for the published one
/// @param frames of a clip; 0 for the published number; 1 for single images, also of weights that see clips
/// @param heads  of an attention; 0 where the size is a published one
record WeightsSource(@Nullable Path path, String hash, int size, int frames, int heads) {

    WeightsSource {
        Check.that(size >= 0, "size", size, "at least 0");
        Check.that(frames >= 0, "frames", frames, "at least 0");
        Check.that(heads >= 0, "heads", heads, "at least 0");
    }

    static WeightsSource none() {
        return new WeightsSource(null, "", 0, 0, 0);
    }

    static WeightsSource of(Path path) {
        return none().at(path);
    }

    WeightsSource at(@Nullable Path other) {
        return new WeightsSource(other, hash, size, frames, heads);
    }

    /// Recognises them; no number is read.
    ///
    /// @throws ConfigurationException where none are named
    PublicWeights open() throws IOException {
        Path place = path;
        if (place == null) {
            throw new ConfigurationException(
                    "It is not said which weights are to be fine-tuned.\nMaybe add --weights FILE_OR_FOLDER.");
        }
        if (!Files.exists(place)) {
            throw new CommandFailure(
                    "The weights %s do not exist.%nMaybe the path is relative to another folder than %s."
                            .formatted(place, Path.of("").toAbsolutePath()));
        }
        return PublicWeights.open(place, size, frames, heads);
    }

    /// The same with the hash that they have.
    ///
    /// @throws CommandFailure where another is expected
    WeightsSource hashed() throws IOException {
        PublicWeights weights = open();
        String found = weights.hash();
        if (!hash.isEmpty() && !hash.equals(found)) {
            throw new CommandFailure(
                    "The weights %s have the hash %s, but %s was expected.%nMaybe they are of another size or version than the run was begun with, or were damaged."
                            .formatted(path, found, hash));
        }
        return new WeightsSource(path, found, size, frames, heads);
    }
}
