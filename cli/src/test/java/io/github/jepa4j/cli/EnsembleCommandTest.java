package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.Ensemble;
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

/// A trained model gets an ensemble, and a task is kept in the worst of it.
class EnsembleCommandTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path bare;

    @BeforeAll
    static void prepare() throws IOException {
        data = folder.resolve("data");
        assertThat(TinyRun.command("collect", "--out", data.toString(), "--set", "episodes=12", "--seed", "2")
                        .code())
                .isZero();
        SafeTensors trained = SafeTensors.read(Path.of("..", "models", "two-rooms", "model.safetensors"));
        Map<String, Tensor> tensors = new TreeMap<>(trained.tensors());
        Map<String, String> metadata = new TreeMap<>(trained.metadata());
        tensors.keySet().removeIf(name -> name.startsWith(Ensemble.PREFIX));
        metadata.keySet().removeIf(name -> name.startsWith(Ensemble.PREFIX));
        bare = folder.resolve("bare.safetensors");
        new SafeTensors(tensors, metadata).write(bare);
    }

    private static TinyRun.Answer ensemble(Path out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("ensemble", "--model", bare.toString(), "--data", data.toString(), "--out", out.toString()));
        for (String setting :
                List.of("fit=9", "test=3", "threads=1", "members=2", "unrolled=4", "updates=3", "windows=4")) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.addAll(List.of(more));
        return TinyRun.command(arguments.toArray(String[]::new));
    }

    private static TinyRun.Answer plan(Path model) throws IOException {
        Path task = Files.writeString(folder.resolve("wary.yaml"), """
                effort: 1
                limits: [{signal: dot.x, low: -500, high: 500}]
                ensemble: true
                """);
        return TinyRun.command(
                "plan",
                "--model",
                model.toString(),
                "--task",
                task.toString(),
                "--set",
                "planning.planner.parameters.candidates=8",
                "--set",
                "planning.horizon=4");
    }

    @Test
    void theFileHoldsTheMembersAndAllThatItHadBeforeAndATaskIsKeptInTheWorstOfThem() throws IOException {
        Path out = folder.resolve("wary.safetensors");

        JsonNode figures = ensemble(out, "--json").figures();

        assertThat(figures.get("errors").valueStream().map(row -> row.get("of").asString()))
                .containsExactly("nothing changes", "model's own", "member 0", "member 1");
        assertThat(figures.at("/errors/1/far").asDouble())
                .isPositive()
                .isLessThan(figures.at("/errors/2/far").asDouble()); // it was trained for longer than 3 updates
        assertThat(figures.get("disagreement")
                        .valueStream()
                        .map(row -> row.get("stretch").asInt()))
                .containsExactly(1, 2, 3);
        assertThat(figures.at("/disagreement/0/one").asDouble()).isPositive();
        SafeTensors written = SafeTensors.read(out);
        SafeTensors before = SafeTensors.read(bare);
        assertThat(Ensemble.of(written).members()).hasSize(2);
        assertThat(written.tensors()).containsAllEntriesOf(before.tensors());
        assertThat(written.metadata()).containsAllEntriesOf(before.metadata()).containsKey("ensemble.data");
        assertThat(Readouts.in(written)).isEqualTo(Readouts.in(before));

        TinyRun.Answer planned = plan(out);

        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("dot.x in [-500.0, 500.0], in the worst of 3 models");
    }

    @Test
    void aTaskThatAsksForAnEnsembleIsRefusedWithWhatToRunWhereTheFileHasNone() throws IOException {
        plan(bare).failedWith(Main.FAILED, "wary.yaml", "bare.safetensors", "jepa4j ensemble --help");
    }

    @Test
    void episodesThatAreTooFewOrTooShortAndSettingsThatCannotBeAreRefused() {
        Path out = folder.resolve("none.safetensors");

        ensemble(out, "--set", "fit=1000").failedWith(Main.FAILED, "12 episodes", "1003");
        ensemble(out, "--set", "unrolled=500").failedWith(Main.FAILED, "500 steps in a row", "unrolled");
        ensemble(out, "--set", "members=0").failedWith(Main.WRONGLY_ASKED, "0 members");
        assertThat(out).doesNotExist();
    }
}
