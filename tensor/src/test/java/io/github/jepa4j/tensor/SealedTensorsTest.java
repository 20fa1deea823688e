package io.github.jepa4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedTensorsTest {

    private static final SafeTensors CONTENT = new SafeTensors(
            Map.of(
                    "a",
                    new Tensor(new int[] {2, 2}, new float[] {1, 2, 3, 4}),
                    "b",
                    new Tensor(new int[0], new float[] {5})),
            Map.of("of", "me"));

    @TempDir
    Path folder;

    @Test
    void whatWasSealedComesBackAsItWas() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        SealedTensors.write(CONTENT, file);
        assertThat(SealedTensors.read(file)).isEqualTo(CONTENT);
        assertThat(SafeTensors.read(file).tensors()).isEqualTo(CONTENT.tensors());
        assertThatThrownBy(() -> SealedTensors.write(SafeTensors.read(file), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sealed before");
    }

    @Test
    void anyBitThatIsTurnedIsSeen() throws IOException {
        Path file = folder.resolve("turned.safetensors");
        SealedTensors.write(CONTENT, file);
        byte[] sound = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] turned = sound.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, turned);
            assertThatThrownBy(() -> SealedTensors.read(file))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isInstanceOf(SafeTensorsException.class)
                    .hasMessageContaining("turned.safetensors", "\nMaybe ");
        }
    }

    @Test
    void aFileWithoutASealIsRefused() throws IOException {
        Path file = folder.resolve("open.safetensors");
        CONTENT.write(file);
        assertThatThrownBy(() -> SealedTensors.read(file)).hasMessageContaining("it is not sealed");
    }
}
