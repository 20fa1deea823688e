package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.network.VitSizes;
import io.github.jepa4j.pretrained.PublishedWeights;
import io.github.jepa4j.pretrained.WeightFamily;
import io.github.jepa4j.pretrained.WeightNames.Published;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program on frozen eyes as a reader would start it, with weights of LeWM's names and shapes and random
/// numbers.
class PlanWithFrozenEncoderTest {

    private static final double STD = 0.05;

    @TempDir
    Path folder;

    @Test
    void theProgramSeesWithPublicWeightsLearnsPlansAndDoesSoAgainFromWhatItKept() throws Exception {
        writeWeights(folder.resolve("lewm.safetensors"));
        List<String> small =
                List.of("lewm.safetensors", "28", "3", "steps=6", "windows=4", "unrolled=3", "hidden=16", "threads=1");

        String decision = ExampleProcess.run(PlanWithFrozenEncoder.class, folder, small);

        assertThat(decision).matches("Action\\[-?[0-9.E-]+, -?[0-9.E-]+]\\R");
        assertThat(folder.resolve("runs/frozen/latents/part-00000.safetensors")).isNotEmptyFile();
        assertThat(ExampleProcess.run(PlanWithFrozenEncoder.class, folder, small))
                .isEqualTo(decision);
    }

    private static void writeWeights(Path file) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Published weight : PublishedWeights.encoder(WeightFamily.LEWM, VitSizes.lewm(), "any")
                .published()) {
            var random = new Seed(4).split(weight.name()).generator();
            float[] values = new float[Arrays.stream(weight.shape()).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (STD * random.nextGaussian());
            }
            tensors.put("encoder." + weight.name(), new Tensor(weight.shape(), values));
        }
        new SafeTensors(tensors, Map.of("format", "pt")).write(file);
    }
}
