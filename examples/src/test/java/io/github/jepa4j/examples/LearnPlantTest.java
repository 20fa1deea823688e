package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program that learns a plant from its log, as a reader would start it, with a small training.
class LearnPlantTest {

    private static final List<String> SMALL = List.of(
            "steps=300",
            "windows=16",
            "frames=5",
            "unrolled=4",
            "threads=1",
            "model.widths=[8]",
            "model.latentDimension=2",
            "model.hidden=16");

    @TempDir
    Path folder;

    @Test
    void theProgramReadsTheLogLearnsHeatsAndSwitchesOffWhereASensorIsSilent() throws Exception {
        Files.writeString(folder.resolve("tank.csv"), log());

        List<String> lines =
                ExampleProcess.run(LearnPlant.class, folder, SMALL).lines().toList();

        assertThat(lines.getFirst()).isEqualTo("1 files, 599 rows: 2 episodes of 597 steps in all");
        assertThat(lines.get(1)).isEqualTo("1 gaps, where an episode was cut");
        float heat = Float.parseFloat(lines.get(2).replaceAll("Action\\[|]", ""));
        // Within its time limit; how good it is depends on the machine, so that is not asserted.
        assertThat(heat).as("the heater, in kW").isBetween(0f, 10f);
        assertThat(lines.get(3)).startsWith("fell back: what is seen has no latent");
    }

    /// A tank that loses a hundredth of its excess over 20 °C in 10 s, and gains half a degree per kW; the logger was
    /// off for a while.
    private static String log() {
        StringBuilder csv = new StringBuilder("time,temperature [°C],level,heater\n");
        var random = new Seed(9).generator();
        double temperature = 40;
        double heater = 0;
        for (int t = 0; t < 600; t++) {
            if (t % 10 == 0) {
                heater = 10 * random.nextDouble();
            }
            if (t != 300) {
                csv.append(String.format(
                        Locale.ROOT, "%d,%.3f,%.3f,%.2f%n", t < 300 ? 10 * t : 10 * t + 60, temperature, 1.0, heater));
            }
            temperature += -0.01 * (temperature - 20) + 0.05 * heater;
        }
        return csv.toString();
    }
}
