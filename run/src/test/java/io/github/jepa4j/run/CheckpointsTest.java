package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path folder;

    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(folder.resolve("checkpoints"));
    }

    @Test
    void whereNothingWasWrittenThereIsNone() throws IOException {
        assertThat(checkpoints.latest().checkpoint()).isEmpty();
        assertThat(checkpoints.list()).isEmpty();
    }

    @Test
    void theLatestIsTheOneOfTheHighestStep() throws IOException {
        write(100);
        write(20);
        write(3_000_000_000L);
        assertThat(latestStep()).isEqualTo(3_000_000_000L);
        assertThat(checkpoints.list()).extracting(Checkpoint::step).containsExactly(20L, 100L, 3_000_000_000L);
        assertThat(checkpoints.list().get(1).directory().getFileName()).hasToString("step-00000100");
        assertThat(checkpoints.list().get(1).file("model/weights.bin")).hasContent("weights of 100");
    }

    @Test
    void checkpointsAreFoundAgainWhereDigitsAreWrittenOtherwise() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            write(7);
            assertThat(latestStep()).isEqualTo(7);
            assertThat(names()).containsExactly("step-00000007");
            assertThat(Progress.duration(3725)).isEqualTo("1:02:05");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesTheOneBeforeAndSaysWhy() throws IOException {
        write(1);
        assertThatThrownBy(() -> checkpoints.write(2, directory -> {
                    Files.writeString(directory.resolve("half"), "written");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The checkpoint of step 2 could not be written")
                .hasMessageContaining("No space left on device. The one of step 1 stays.")
                .hasMessageContaining("\nMaybe the disk is full");
        assertThat(latestStep()).isEqualTo(1);
        assertThat(names()).containsExactly("step-00000001");
    }

    @Test
    void aBugInTheWriterLeavesNothingBehind() throws IOException {
        write(1);
        assertThatThrownBy(() -> checkpoints.write(2, _ -> {
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        assertThat(names()).containsExactly("step-00000001");
    }

    @Test
    void oneCutOffWhileBeingWrittenIsIgnoredThenSweptAway() throws IOException {
        write(1);
        Path cutOff = Files.createDirectories(folder.resolve("checkpoints/.unfinished-step-00000002"));
        Files.writeString(cutOff.resolve("weights.bin"), "half");
        assertThat(latestStep()).isEqualTo(1);
        assertThat(checkpoints.latest().ignored())
                .containsExactly(new Checkpoints.Ignored(cutOff, "it was cut off while being written"));
        write(2);
        assertThat(names()).containsExactly("step-00000001", "step-00000002");
    }

    @Test
    void everyKindOfDamageFallsBackToTheOneBeforeAndIsTold() throws IOException {
        write(1);
        write(2);
        Path damaged = checkpoints.list().getLast().directory();
        Path weights = damaged.resolve("model/weights.bin");
        Path manifest = damaged.resolve("manifest.json");
        byte[] good = Files.readAllBytes(weights);
        byte[] goodManifest = Files.readAllBytes(manifest);

        Files.write(weights, Arrays.copyOf(good, good.length - 1));
        assertIgnored("model/weights.bin has 11 bytes rather than 12");
        byte[] flipped = good.clone();
        flipped[3] ^= 4;
        Files.write(weights, flipped);
        assertIgnored("model/weights.bin has other bytes than were written");
        Files.delete(weights);
        assertIgnored("model/weights.bin is missing");
        Files.write(weights, good);
        assertThat(latestStep()).isEqualTo(2);

        for (int cut = 0;
                cut < goodManifest.length - 2;
                cut += 29) { // the last two bytes are the brace and the line end
            Files.write(manifest, Arrays.copyOf(goodManifest, cut));
            assertIgnored("manifest.json is damaged");
        }
        Files.write(manifest, goodManifest);
        Files.writeString(manifest, Files.readString(manifest).replace("\"step\" : 2", "\"step\" : 3"));
        assertIgnored("manifest.json is of step 3");
        Files.delete(manifest);
        assertIgnored("it has no manifest.json");
    }

    @Test
    void aStepWrittenAgainReplacesTheOldOneOnlyWhenItIsWhole() throws IOException {
        write(5);
        assertThatThrownBy(() -> checkpoints.write(5, _ -> {
                    throw new IOException("cut off");
                }))
                .hasMessageContaining("cut off");
        assertThat(checkpoints.latest().checkpoint().orElseThrow().file("model/weights.bin"))
                .exists();

        checkpoints.write(5, directory -> Files.writeString(directory.resolve("other"), "x"));

        assertThat(checkpoints.latest().checkpoint().orElseThrow().file("other"))
                .hasContent("x");
        assertThat(checkpoints.list()).hasSize(1);
        write(5);
        assertThat(checkpoints.list()).hasSize(1);
        assertThat(checkpoints.latest().checkpoint().orElseThrow().file("model/weights.bin"))
                .exists();
    }

    @Test
    void onlyTheNewestAreKept() throws IOException {
        for (int step = 1; step <= 5; step++) {
            write(step);
        }
        checkpoints.keep(2);
        assertThat(names()).containsExactly("step-00000004", "step-00000005");
        checkpoints.keep(7);
        assertThat(names()).hasSize(2);
        assertThatThrownBy(() -> checkpoints.keep(0)).hasMessageContaining("Maybe");
    }

    @Test
    void theNewestWholeOneIsKeptEvenWhereNewerOnesAreDamaged() throws IOException {
        for (int step = 1; step <= 4; step++) {
            write(step);
        }
        Files.delete(folder.resolve("checkpoints/step-00000003/manifest.json"));
        Files.delete(folder.resolve("checkpoints/step-00000004/manifest.json"));
        checkpoints.keep(1);
        assertThat(latestStep()).isEqualTo(2);
        assertThat(names()).containsExactly("step-00000002", "step-00000004");
    }

    private void write(long step) throws IOException {
        Checkpoint written = checkpoints.write(step, directory -> {
            Files.createDirectory(directory.resolve("model"));
            Files.writeString(directory.resolve("model/weights.bin"), "weights of " + step);
            Files.writeString(directory.resolve("state.json"), "{}");
        });
        assertThat(written.step()).isEqualTo(step);
    }

    private void assertIgnored(String reason) throws IOException {
        Checkpoints.Latest latest = checkpoints.latest();
        assertThat(latest.checkpoint().orElseThrow().step()).isEqualTo(1);
        assertThat(latest.ignored()).extracting(Checkpoints.Ignored::reason).containsExactly(reason);
    }

    private long latestStep() throws IOException {
        return checkpoints.latest().checkpoint().orElseThrow().step();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder.resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
