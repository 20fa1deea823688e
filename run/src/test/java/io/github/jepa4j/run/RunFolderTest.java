package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    record Settings(int batch, double rate) {}

    private static final Settings SETTINGS = new Settings(64, 0.001);
    private static final RunInfo INFO =
            RunInfo.here("first", Instant.parse("2026-11-23T10:15:30.5Z"), 42, "abc123", "v1-2-g123");
    private static final RunInfo WHOLE = INFO.withSettings(Configuration.hash(SETTINGS));

    @TempDir
    Path folder;

    @Test
    void aRunRemembersItsSettingsAndWhatRepeatsIt() throws IOException {
        try (RunFolder run = RunFolder.create(folder.resolve("new/run"), INFO, SETTINGS)) {
            assertThat(run.info()).isEqualTo(WHOLE);
        }
        try (RunFolder run = RunFolder.open(folder.resolve("new/run"))) {
            assertThat(run.info()).isEqualTo(WHOLE);
            assertThat(run.configuration(new Settings(1, 1), List.of("batch=8")))
                    .isEqualTo(new Settings(8, 0.001));
            assertThat(run.settings()).hasContent("batch: 64\nrate: 0.001\n");
        }
    }

    @Test
    void aFolderThatHoldsARunIsNotBegunAgain() throws IOException {
        RunFolder.create(folder, INFO, SETTINGS).close();
        assertThatThrownBy(() -> RunFolder.create(folder, INFO, SETTINGS))
                .hasMessageContaining("holds a run already")
                .hasMessageContaining("\nMaybe resume it");
        assertThat(RunFolder.view(folder).info()).isEqualTo(WHOLE);
    }

    @Test
    void aModelThatAKilledProcessHadNotWrittenToItsEndGoesWhenTheRunIsOpened() throws IOException {
        RunFolder.create(folder, INFO, SETTINGS).close();
        Path left = Files.createFile(folder.resolve(".model.safetensors.77-1.tmp"));
        Path others = Files.createFile(folder.resolve("notes.tmp"));

        RunFolder.view(folder).close();
        assertThat(left).as("somebody may be writing it").exists();
        RunFolder.open(folder).close();

        assertThat(left).doesNotExist();
        assertThat(others).exists();
    }

    @Test
    void aTrainingFindsItsOwnRunAgainAndNoOther() throws IOException {
        RunFolder.createOrOpen(folder, INFO, SETTINGS).close();

        try (RunFolder run = RunFolder.createOrOpen(folder, INFO, SETTINGS)) {
            assertThat(run.info()).isEqualTo(WHOLE);
        }

        RunInfo otherSeed = RunInfo.here("first", INFO.created(), 43, "abc123", "v1-2-g123");
        RunInfo otherData = RunInfo.here("first", INFO.created(), 42, "abc124", "v1-2-g123");
        assertIsOfAnother(otherSeed, SETTINGS);
        assertIsOfAnother(otherData, SETTINGS);
        assertIsOfAnother(INFO, new Settings(64, 0.002));
        assertIsOfAnother(INFO, new OtherSettings("adamw"));
        RunFolder.createOrOpen(folder, INFO, SETTINGS).close(); // nobody holds the lock
    }

    record OtherSettings(String descent) {}

    private void assertIsOfAnother(RunInfo wanted, Record settings) {
        assertThatThrownBy(() -> RunFolder.createOrOpen(folder, wanted, settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is of another training")
                .hasMessageContaining("\nMaybe name another folder");
    }

    @Test
    void aDamagedModelIsMadeAgainOnlyWhereTheLastCheckpointIsThere() throws IOException {
        try (RunFolder run = RunFolder.create(folder, INFO, SETTINGS)) {
            assertThat(run.finished(7, Files::readString)).isEmpty();

            Files.writeString(run.model(), "weights");
            assertThat(run.finished(7, Files::readString)).hasValue("weights");

            RunFolder.ModelReader<String> damaged = file -> {
                throw new IOException(file + " is cut off");
            };
            assertThatThrownBy(() -> run.finished(7, damaged)).hasMessageContaining("is cut off");
            run.checkpoints().write(6, directory -> Files.writeString(directory.resolve("state"), "half"));
            assertThatThrownBy(() -> run.finished(7, damaged)).hasMessageContaining("is cut off");
            run.checkpoints().write(7, directory -> Files.writeString(directory.resolve("state"), "whole"));
            assertThat(run.finished(7, damaged)).isEmpty();
            assertThat(run.model()).hasContent("weights");
        }
    }

    @Test
    void aFolderWithForeignFilesIsRefusedAndNothingInItIsTouched() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "years of work");
        assertThatThrownBy(() -> RunFolder.create(folder, INFO, SETTINGS))
                .hasMessageContaining("is not empty: it holds thesis.tex");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("thesis.tex"));
        }
    }

    @Test
    void aFolderWhoseCreationWasKilledCanBeBegunAgain() throws IOException {
        Files.writeString(folder.resolve("run.lock"), "4711\n");
        Files.writeString(folder.resolve("config.yaml"), "batch: 1\n");
        Files.writeString(folder.resolve("run.json.unfinished"), "{\"na");
        try (RunFolder run = RunFolder.create(folder, INFO, SETTINGS)) {
            assertThat(run.settings()).hasContent("batch: 64\nrate: 0.001\n");
        }
    }

    @Test
    void settingsThatWereCutOffAreRefusedRatherThanFilledUpWithDefaults() throws IOException {
        RunFolder.create(folder, INFO, SETTINGS).close();
        Path file = folder.resolve("config.yaml");
        String whole = Files.readString(file);
        for (String cut : List.of("", "batch: 64\n", "batch: 64\nrate: 0.00\n")) {
            Files.writeString(file, cut);
            assertThatThrownBy(() -> RunFolder.view(folder).configuration(new Settings(1, 1), List.of()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(file.toString(), WHOLE.settingsHash(), "\nMaybe it was cut off");
        }
        Files.writeString(file, whole);
        assertThat(RunFolder.view(folder).configuration(new Settings(1, 1), List.of()))
                .isEqualTo(SETTINGS);
    }

    @Test
    void aConfigurationOfTheUsersOwnIsNotOverwritten() throws IOException {
        Path own = Files.writeString(folder.resolve("config.yaml"), "batch: 1\n");
        assertThatThrownBy(() -> RunFolder.create(folder, INFO, SETTINGS))
                .hasMessageContaining("is not empty: it holds config.yaml");
        assertThat(own).hasContent("batch: 1\n");
    }

    @Test
    void whatIsNoRunOrIsDamagedSaysSo() throws IOException {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .hasMessageContaining("is no run folder")
                .hasMessageContaining("Maybe");
        Files.writeString(folder.resolve("run.json"), "{\"name\": \"a\", ");
        assertThatThrownBy(() -> RunFolder.open(folder))
                .hasMessageContaining("run.json cannot be read")
                .hasMessageContaining("Maybe");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunFolder.create(file, INFO, SETTINGS))
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("Maybe");
    }

    @Test
    void twoWritersAreRefusedButViewersAreNot() throws IOException {
        try (RunFolder first = RunFolder.create(folder, INFO, SETTINGS)) {
            assertThatThrownBy(() -> RunFolder.open(folder))
                    .hasMessageContaining("is being written by another process")
                    .hasMessageContaining("Maybe");
            assertThat(RunFolder.view(folder).info()).isEqualTo(first.info());
        }
        RunFolder.open(folder).close();
    }

    @Test
    void aProcessThatIsKilledLosesItsLock() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.getInputStream().read()).isEqualTo('!');
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessageContaining("process " + other.pid());

        other.destroyForcibly().waitFor();

        try (RunFolder run = RunFolder.open(folder)) {
            assertThat(run.info().seed()).isEqualTo(42);
        }
    }

    /// Begins a run and holds it until it is killed.
    static final class Holder {
        public static void main(String[] args) throws IOException, InterruptedException {
            RunFolder run = RunFolder.create(Path.of(args[0]), INFO, SETTINGS);
            System.out.write('!');
            System.out.flush();
            Thread.sleep(60_000);
            run.close();
        }
    }

    @Test
    void theCodeVersionIsNeverEmpty() {
        assertThat(CodeVersion.of(RunFolder.class)).isNotBlank();
        assertThat(CodeVersion.of(Test.class)).matches(".+\\+[0-9a-f]{12}"); // a jar outside any repository
    }
}
