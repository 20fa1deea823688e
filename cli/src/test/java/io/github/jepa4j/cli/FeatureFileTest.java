package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.network.ResNetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is looked at before anything is embedded.
class FeatureFileTest {

    @TempDir
    private Path folder;

    @Test
    void moreNamesThanSafetensorsAreReadWithAreRefusedAndATableTakesThem() throws IOException {
        String label = "a".repeat(120);
        Path photos = Files.createDirectories(folder.resolve("photos").resolve(label));
        for (int i = 0; i < 3; i++) {
            Files.createFile(photos.resolve(i + ".png"));
        }
        var media = new MediaFiles(photos.getParent(), false, 1, OnDamage.SKIP, MediaLimits.defaults());
        try (OpenFiles files = media.open(new ResNetSpec(3, 16, 16, new int[] {4}, 1, 1), "")) {
            FeatureFile table = FeatureFile.at(folder.resolve("features.csv"), false);
            FeatureFile tensors = FeatureFile.at(folder.resolve("features.safetensors"), false);
            int each = 2 * label.length() + "/0.png".length() + 2 * "'',".length();

            tensors.refuseTooMuch(files, 3L * each);
            table.refuseTooMuch(files, 0);
            assertThatThrownBy(() -> tensors.refuseTooMuch(files, 3L * each - 1))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("The names and labels of 3 images have %d letters".formatted(3 * each))
                    .hasMessageContaining("\nMaybe write a table");
        }
    }
}
