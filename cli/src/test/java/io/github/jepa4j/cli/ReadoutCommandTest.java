package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A trained model is taught where the dot is.
class ReadoutCommandTest {

    /// A linear readout of some episodes, about four rows for each weight: what counts is that all of it is
    /// done.
    private static final List<String> QUICKLY =
            List.of("fit=300", "frames=4", "calibrate=20", "test=20", "horizon=3", "gain=1");

    @TempDir
    static Path folder;

    private static Path data;
    private static Path trained;

    @BeforeAll
    static void collectAndTakeAModelWithoutReadouts() throws IOException {
        SafeTensors given = SafeTensors.read(Path.of("..", "models", "two-rooms", "model.safetensors"));
        Map<String, Tensor> tensors = new TreeMap<>(given.tensors());
        tensors.keySet().removeIf(Readouts::isTensor);
        Map<String, String> metadata = new TreeMap<>(given.metadata());
        metadata.remove("readouts");
        trained = folder.resolve("trained.safetensors");
        new SafeTensors(tensors, metadata).write(trained);
        data = folder.resolve("data");
        assertThat(TinyRun.command("collect", "--out", data.toString(), "--set", "episodes=340", "--seed", "2")
                        .code())
                .isZero();
    }

    private static TinyRun.Answer readout(Path model, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("readout", "--model", model.toString(), "--data", data.toString()));
        QUICKLY.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of(more));
        return TinyRun.command(arguments.toArray(String[]::new));
    }

    @Test
    void theFileTellsWhereTheDotIsAndStillPlans() throws IOException {
        Path told = folder.resolve("told.safetensors");
        JsonNode figures = readout(trained, "--out", told.toString(), "--json").figures();
        assertThat(figures.get("held_out").asBoolean()).isTrue();
        assertThat(figures.at("/signals/0/name").asString()).isEqualTo("dot.x");
        assertThat(figures.at("/signals/0/tested").asInt()).isEqualTo(20);
        assertThat(figures.at("/signals/1/r2/0").asDouble()).isGreaterThan(0.9);
        assertThat(figures.get("bytes").asLong()).isBetween(2L * 4 * 256, 10_000L);

        Readouts readouts = Readouts.load(told);
        assertThat(readouts.names()).containsExactly("dot.x", "dot.y");
        assertThat(readouts.readout("dot.x").unit()).isEqualTo("px");
        assertThat(readouts.provenance()).containsKeys("data", "code", "seed");
        assertThat(JepaModel.load(told).metadata()).containsEntry("seed", "1");

        Path half = folder.resolve("half.safetensors");
        assertThat(TinyRun.command("export", "--model", told.toString(), "--out", half.toString())
                        .code())
                .isZero();
        assertThat(Readouts.load(half).readout("dot.x")).isEqualTo(readouts.readout("dot.x"));
        assertThat(SafeTensors.dtypes(half)).containsEntry("encoder.norm.bias", DType.F16);
    }

    @Test
    void withoutAPlaceOfItsOwnTheModelsFileIsEnlarged() throws IOException {
        Path model = folder.resolve("model.safetensors");
        Files.copy(trained, model);
        TinyRun.Answer answer = readout(model);
        assertThat(answer.out()).contains("dot.x in px, read by a linear", "within it", "nominal 90.0 %");
        assertThat(Readouts.load(model).names()).containsExactly("dot.x", "dot.y");
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeTheWork() throws IOException {
        readout(trained, "--out", folder.resolve("nowhere/model").toString())
                .failedWith(Main.FAILED, "--out is", "in a folder that exists");
        readout(folder.resolve("none")).failedWith(Main.FAILED, "does not exist");
        String out = folder.resolve("out").toString();
        readout(trained, "--out", out, "--set", "test=21")
                .failedWith(Main.FAILED, "There are 340 episodes", "take 341");
        readout(trained, "--out", out, "--set", "calibrate=5").failedWith(Main.WRONGLY_ASKED, "at least 9");
        readout(trained, "--out", out, "--set", "coverage=90").failedWith(Main.WRONGLY_ASKED, "between 0 and 1");
        assertThat(Files.exists(Path.of(out))).isFalse();
        TinyRun.command("readout", "--model", trained.toString(), "--data", folder.toString(), "--out", out)
                .failedWith(Main.FAILED, folder.toString());
    }
}
