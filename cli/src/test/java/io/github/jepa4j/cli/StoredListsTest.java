package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;

/// Names of files, in the metadata of a file of features.
class StoredListsTest {

    @TempDir
    private Path folder;

    @Test
    void moreNamesThanOneTextHoldsAreReadBackFromSeveral() throws IOException {
        List<String> names = IntStream.range(0, 60_000)
                .mapToObj("a folder/with \"photos\", ä/%030d.jpg"::formatted)
                .toList();
        Map<String, String> metadata = new LinkedHashMap<>();
        StoredLists.put(metadata, "names", names);
        Path file = folder.resolve("features.safetensors");
        new SafeTensors(Map.of("features", Tensor.zeros(1)), metadata).write(file);

        Map<String, String> read = SafeTensors.read(file).metadata();
        assertThat(read).containsKeys("names", "names.1", "names.2", "names.3").doesNotContainKey("names.5");
        assertThat(StoredLists.get(read, "names", String[].class)).isEqualTo(names);
    }

    @Test
    void fewAreOneArrayAsEverybodyReadsIt() {
        Map<String, String> metadata = new LinkedHashMap<>();
        StoredLists.put(metadata, "names", List.of("a.png", "b.png"));
        StoredLists.put(metadata, "none", List.of());

        assertThat(metadata).containsOnly(Map.entry("names", "[\"a.png\",\"b.png\"]"), Map.entry("none", "[]"));
        assertThat(StoredLists.get(metadata, "none", String[].class)).isEmpty();
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> StoredLists.get(metadata, "others", String[].class));
    }
}
