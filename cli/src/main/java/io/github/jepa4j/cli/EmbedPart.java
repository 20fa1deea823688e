package io.github.jepa4j.cli;

import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.SealedTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/// What came of one group of files.
///
/// @param from     the first file, from 0
/// @param names    of those with features
/// @param labels   theirs
/// @param skipped  those that could not be read
/// @param features `[names.size(), D]`
record EmbedPart(int from, List<String> names, List<String> labels, List<Skipped> skipped, Tensor features) {

    private static final String FEATURES = "features";

    /// The file behind the last.
    int to() {
        return from + names.size() + skipped.size();
    }

    void write(Path file) throws IOException {
        List<List<String>> left = skipped.stream()
                .map(one -> List.of(one.name(), one.reason(), one.maybe()))
                .toList();
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("from", Integer.toString(from)));
        StoredLists.put(metadata, "names", names);
        StoredLists.put(metadata, "labels", labels);
        StoredLists.put(metadata, "skipped", left);
        SealedTensors.write(new SafeTensors(Map.of(FEATURES, features), metadata), file);
    }

    /// @throws IOException where it is not as it was written
    static EmbedPart read(Path file) throws IOException {
        SafeTensors stored = SealedTensors.read(file);
        Map<String, String> metadata = stored.metadata();
        Tensor features = stored.tensors().get(FEATURES);
        if (features == null) {
            throw new IOException("%s has no %s.\nMaybe another program wrote it.".formatted(file, FEATURES));
        }
        try {
            return new EmbedPart(
                    Integer.parseInt(metadata.getOrDefault("from", "")),
                    StoredLists.get(metadata, "names", String[].class),
                    StoredLists.get(metadata, "labels", String[].class),
                    StoredLists.get(metadata, "skipped", String[][].class).stream()
                            .map(one -> new Skipped(one[0], one[1], one[2]))
                            .toList(),
                    features);
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "%s is no part of an embedding: %s.\nMaybe another program wrote it.".formatted(file, e), e);
        }
    }
}
