package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The one-call door to training.
class TrainingIntoAFolderTest {

    @TempDir
    Path folder;

    @Test
    void aRunIsBegunInAnEmptyFolderAndGoneOnWithWhereItIsOfTheSameTraining() throws IOException {
        try (EpisodeStore store = SmallWorld.collect(folder.resolve("data"), 6)) {
            Path run = folder.resolve("run");
            JepaConfig config = SmallWorld.config(2);
            trainer(store, config, SmallWorld.SEED).train(run);
            try (RunFolder made = RunFolder.view(run)) {
                assertThat(made.info().dataHash()).isEqualTo(store.hash());
                assertThat(made.info().seed()).isEqualTo(SmallWorld.SEED.value());
            }
            byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
            trainer(store, config, SmallWorld.SEED).train(run);
            assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);

            Files.write(run.resolve("model.safetensors"), Arrays.copyOf(model, model.length / 2));
            trainer(store, config, SmallWorld.SEED).train(run);
            assertThat(run.resolve("model.safetensors"))
                    .as("a damaged one is made again, from the last checkpoint")
                    .hasBinaryContent(model);

            Files.move(run.resolve("checkpoints"), folder.resolve("elsewhere"));
            Files.write(run.resolve("model.safetensors"), Arrays.copyOf(model, model.length / 2));
            assertThatThrownBy(() -> trainer(store, config, SmallWorld.SEED).train(run))
                    .as("without a checkpoint it is not touched")
                    .hasMessageContaining("model.safetensors");
            assertThat(run.resolve("model.safetensors")).hasBinaryContent(Arrays.copyOf(model, model.length / 2));
        }
    }

    @Test
    void theRunOfAnotherTrainingIsRefusedAndLeftAsItWas() throws IOException {
        try (EpisodeStore store = SmallWorld.collect(folder.resolve("data"), 6)) {
            Path run = folder.resolve("run");
            trainer(store, SmallWorld.config(2), SmallWorld.SEED).train(run);
            FileTime written = Files.getLastModifiedTime(run.resolve("model.safetensors"));
            assertRefused(trainer(store, SmallWorld.config(3), SmallWorld.SEED), run);
            assertRefused(trainer(store, SmallWorld.config(2), new Seed(5)), run);
            assertThat(Files.getLastModifiedTime(run.resolve("model.safetensors")))
                    .isEqualTo(written);
            RunFolder.open(run).close(); // the lock was given back
        }
    }

    @Test
    void settingsAreChangedByName() {
        JepaConfig changed = JepaConfig.compact().with("steps=7", "model.latentDimension=12");
        assertThat(changed.steps()).isEqualTo(7);
        assertThat(changed.model().latentDimension()).isEqualTo(12);
        assertThat(changed.windows()).isEqualTo(JepaConfig.compact().windows());
        assertThatThrownBy(() -> JepaConfig.compact().with("stepz=7"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("steps");
    }

    private static void assertRefused(JepaTrainer trainer, Path run) {
        assertThatThrownBy(() -> trainer.train(run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another training")
                .hasMessageContaining("Maybe");
    }

    private static JepaTrainer trainer(EpisodeStore store, JepaConfig config, Seed seed) {
        return new JepaTrainer(store, config, seed);
    }
}
