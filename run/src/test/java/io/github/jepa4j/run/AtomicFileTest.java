package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void aFailedWriteLeavesTheOldFileAndNoOther() throws IOException {
        Path file = folder.resolve("report.html");
        AtomicFile.writeText(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .hasMessageContaining("report.html could not be written")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("Maybe the disk is full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        AtomicFile.writeText(file, "new");
        assertThat(file).hasContent("new");
    }

    @Test
    void aFolderIsNotReplacedByAFile() {
        assertThatThrownBy(() -> AtomicFile.writeText(folder, "x")).hasMessageContaining("is a directory");
    }
}
