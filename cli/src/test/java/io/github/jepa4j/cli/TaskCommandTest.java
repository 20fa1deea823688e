package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.agent.EpisodeTrace;
import io.github.jepa4j.agent.Explanation;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.GuardrailTally;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tasks from a file, given to the model in the repository, which has readouts.
class TaskCommandTest {

    private static final String MODEL = "../models/two-rooms/model.safetensors";
    private static final String EXAMPLE = "../examples/tasks/upper-left.yaml";
    private static final String LESS = "planning.planner.parameters.candidates=16";

    @TempDir
    private Path folder;

    private Path task(String yaml) throws IOException {
        return Files.writeString(folder.resolve("task.yaml"), yaml);
    }

    private static TinyRun.Answer plan(Path task, String... more) {
        String[] arguments = new String[7 + more.length];
        String[] first = {"plan", "--model", MODEL, "--task", task.toString(), "--set", LESS};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return TinyRun.command(arguments);
    }

    @Test
    void theExampleIsPlannedAndExplained() {
        TinyRun.Answer answer = plan(Path.of(EXAMPLE));

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("to the upper left", "outcome", "guardrail dot.y in [", "least margin", " px after action ")
                .contains("objective reach dot.x", "objective effort: energy", "first action");
    }

    @Test
    void asJsonTheDecisionTellsVerdictsAndEnergiesByTerm() throws IOException {
        Path task = task("""
                name: stay low
                reach: [{signal: dot.y, target: 60, scale: 10}]
                limits: [{signal: dot.x, low: -500, high: 500}]
                effort: 0.02
                """);

        JsonNode why = plan(task, "--json").figures().get("why");

        assertThat(why.at("/guardrails/0/name").asString()).isEqualTo("dot.x in [-500.0, 500.0]");
        assertThat(why.at("/guardrails/0/margin").asDouble()).isPositive();
        assertThat(why.at("/guardrails/0/unit").asString()).isEqualTo("px");
        assertThat(why.at("/energies/1/name").asString()).isEqualTo("effort");
        assertThat(why.get("outcome").asString()).isEqualTo("planned");
    }

    @Test
    void whatCannotBeKeptIsNoSafePlanWithTheGuardrailThatBinds() throws IOException {
        Path task = task("""
                name: impossible
                reach: [{signal: dot.y, target: 60}]
                limits: [{signal: dot.x, low: 500, high: 600}]
                """);

        TinyRun.Answer answer = plan(task);

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("no safe plan", "dot.x in [500.0, 600.0]: NOT KEPT");
    }

    @Test
    void aPlaceInPixelsIsAGoalBehindAWall() {
        TinyRun.Answer answer = plan(Path.of("../examples/tasks/lower-right.yaml"));

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("to the lower right", "objective distance to the goal, summed: energy");
    }

    @Test
    void aPlaceForAModelThatHasNotLearnedPlacesSaysWhatToRun() throws IOException {
        Path bare = folder.resolve("bare.safetensors");
        SafeTensors whole = SafeTensors.read(Path.of(MODEL));
        Map<String, String> metadata = new TreeMap<>(whole.metadata());
        metadata.keySet().removeIf(key -> key.startsWith(Counterfactual.PREFIX));
        new SafeTensors(whole.tensors(), metadata).write(bare);
        Path task = task("place: {dot.x: 12, dot.y: 50}");

        TinyRun.command("plan", "--model", bare.toString(), "--task", task.toString())
                .failedWith(Main.FAILED, "task.yaml wants a place", "jepa4j goals");
        plan(task("place: {dot.z: 3}")).failedWith(Main.FAILED, "task.yaml", "dot.z", "dot.x");
    }

    @Test
    void badFilesAreRefusedWithWhatIsThere() throws IOException {
        plan(task("reach: [{signal: dot.z, target: 3}]"))
                .failedWith(Main.FAILED, "task.yaml", "no readout 'dot.z'", "[dot.x, dot.y]");
        plan(task("reech: [{signal: dot.x}]")).failedWith(Main.WRONGLY_ASKED, "task.yaml", "reech", "reach");
        plan(task("name: nothing")).failedWith(Main.FAILED, "'nothing' wants nothing");
        plan(task("limits: [{signal: dot.x, low: 9, high: 3}]\neffort: 1"))
                .failedWith(Main.FAILED, "dot.x are 9.0 and 3.0", "task.yaml");
        plan(folder.resolve("none.yaml")).failedWith(Main.FAILED, "none.yaml", "does not exist");
        TinyRun.command(
                        "evaluate",
                        "--model",
                        MODEL,
                        "--task",
                        task("reach: [{signal: x}]").toString())
                .failedWith(Main.FAILED, "no readout 'x'");
    }

    @Test
    void aCanonicalTaskAndPicturesExcludeEachOther() {
        plan(Path.of("3"), "--now", "a.png", "--goal", "b.png").failedWith(Main.FAILED, "--task 3 and --now");
    }

    @Test
    void anEvaluationCountsHowThePlansKeptTheGuardrails() throws IOException {
        Path task = task("""
                name: to the goal, on the right
                goal: 1
                limits: [{signal: dot.x, low: 30, high: 500}]
                """);
        Path run = Files.createDirectories(folder.resolve("run"));
        Path out = run.resolve("evaluation.json");

        TinyRun.Answer answer = TinyRun.command(
                "evaluate",
                "--model",
                MODEL,
                "--task",
                task.toString(),
                "--out",
                out.toString(),
                "--traces",
                "1",
                "--set",
                LESS,
                "--set",
                "episodes=2",
                "--set",
                "steps=8",
                "--set",
                "planning.horizon=8");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("guardrail", "of 4 plans as imagined", "intervened", "task 'to the goal");
        Evaluation evaluation = EvaluationFile.read(out);
        GuardrailTally tally = evaluation.effort().guardrails().get("dot.x in [30.0, 500.0]");
        assertThat(tally).isNotNull();
        assertThat(tally.plans()).isEqualTo(4);
        assertThat(tally.unit()).isEqualTo("px");
        Explanation why = EpisodeTrace.read(run.resolve("traces/episode-0000.jsonl"))
                .steps()
                .getFirst()
                .why();
        assertThat(why).isNotNull();
        assertThat(why.guardrails()).hasSize(1);
    }
}
