package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A trained model is taught to turn places into goals.
class GoalsCommandTest {

    private static final Path TRAINED = Path.of("..", "models", "two-rooms", "model.safetensors");

    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void collect() {
        data = folder.resolve("data");
        assertThat(TinyRun.command("collect", "--out", data.toString(), "--set", "episodes=30", "--seed", "2")
                        .code())
                .isZero();
    }

    private static TinyRun.Answer goals(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("goals", "--model", TRAINED.toString(), "--data", data.toString()));
        for (String setting : List.of("fit=24", "test=6", "threads=1", "critic.updates=5", "critic.units=8")) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.addAll(List.of("--set", "counterfactual.updates=5", "--set", "counterfactual.units=8"));
        arguments.addAll(List.of(more));
        return TinyRun.command(arguments.toArray(String[]::new));
    }

    @Test
    void theFileHoldsBothAndAllThatItHadBefore() throws IOException {
        Path out = folder.resolve("aiming.safetensors");

        TinyRun.Answer answer = goals("--out", out.toString(), "--json");

        assertThat(answer.code()).describedAs(answer.err()).isZero();
        JsonNode figures = answer.figures();
        assertThat(figures.get("unexplained").asDouble()).isBetween(0.0, 2.0);
        assertThat(figures.get("ahead")).hasSize(6);
        SafeTensors written = SafeTensors.read(out);
        assertThat(Critic.of(written).signals()).containsExactly("dot.x", "dot.y");
        assertThat(Counterfactual.of(written).signals()).containsExactly("dot.x", "dot.y");
        assertThat(Readouts.of(written).names()).containsExactly("dot.x", "dot.y");
        SafeTensors before = SafeTensors.read(TRAINED);
        before.tensors().forEach((name, tensor) -> {
            if (!name.startsWith(Critic.PREFIX) && !name.startsWith(Counterfactual.PREFIX)) {
                assertThat(written.tensors().get(name).values())
                        .describedAs(name)
                        .isEqualTo(tensor.values());
            }
        });
    }

    @Test
    void tooFewEpisodesAreCounted() {
        TinyRun.Answer answer =
                goals("--out", folder.resolve("none.safetensors").toString(), "--set", "fit=1000");

        answer.failedWith(1, "30 episodes", "1006");
    }

    @Test
    void aSettingThatCannotBeIsRefused() {
        TinyRun.Answer answer =
                goals("--out", folder.resolve("none.safetensors").toString(), "--set", "critic.discount=1.5");

        answer.failedWith(2, "discount", "1.5");
    }
}
