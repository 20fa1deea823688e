package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An embedding in a process of its own, which is killed for real after the first of its many groups.
class KilledEmbeddingTest {

    private static final int COPIES = 120;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void anEmbeddingThatWasKilledGoesOnToTheSameBytesAndMixesWithNoOther() throws IOException, InterruptedException {
        Seen seen = new Seen(folder);
        Path photos = seen.photos("train", 10);
        assertThat(seen.train(seen.imageFile(""), "run").code()).isZero();
        assertThat(seen.train(seen.imageFile(""), "other", "--seed", "2").code())
                .isZero();
        multiply(photos);
        Path killed = folder.resolve("killed.safetensors");
        Path whole = folder.resolve("whole.safetensors");
        Path kept = folder.resolve("killed.safetensors.part");

        start("run", photos, killed).killWhen(() -> Files.exists(kept.resolve("part-00000.safetensors")));
        assertThat(killed).doesNotExist();

        TinyRun.command(arguments("other", photos, killed))
                .failedWith(Main.FAILED, "something else (model:", "begin anew with --force");
        Path log = folder.resolve("log");
        Files.delete(log);
        start("run", photos, killed).await();
        start("run", photos, whole).await();

        assertThat(log)
                .content()
                .containsPattern("going on after [0-9,]+ of 2,400 images")
                .contains("(1 skipped)");
        assertThat(kept).doesNotExist();
        assertThat(killed).hasSameBinaryContentAs(whole);
    }

    /// Until there are some groups; what is on them does not matter.
    private static void multiply(Path photos) throws IOException {
        for (String colour : new String[] {"blue", "red"}) {
            for (int i = 0; i < 10; i++) {
                Path photo = photos.resolve("train/%s/%02d.png".formatted(colour, i));
                for (int copy = 1; copy < COPIES; copy++) {
                    Files.copy(photo, photo.resolveSibling("%02d-%03d.png".formatted(i, copy)));
                }
            }
        }
        Files.writeString(photos.resolve("train/blue/00.png"), "no picture");
    }

    private CommandProcess start(String run, Path photos, Path out) throws IOException {
        return CommandProcess.start(folder.resolve("log"), arguments(run, photos, out));
    }

    private String[] arguments(String run, Path photos, Path out) {
        return new String[] {
            "embed", "--model", folder.resolve(run).toString(), "--data", photos.toString(), "--out", out.toString()
        };
    }
}
