package io.github.jepa4j.bench;

import static io.github.jepa4j.bench.Bench.assertPositive;
import static io.github.jepa4j.bench.Bench.column;
import static io.github.jepa4j.bench.Bench.run;
import static io.github.jepa4j.bench.Bench.tables;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Each benchmark from end to end, as small as it goes: that it runs and finds figures, not which.
class BenchmarksTest {

    private static final String PLANNER = "--planner=cem:candidates=8,elites=2,iterations=1@H=3,replan=2";

    private static final Path TWO_ROOMS = Path.of("../models/two-rooms/model.safetensors");

    /// As in the tests of the networks: both add the same products in other orders, in float.
    private static final double AGREEMENT = 1e-4;

    @TempDir
    Path folder;

    @Test
    void thePeakIsMeasured() {
        JsonNode rows = tables("peak", "--sizes=32").path("peak");
        assertThat(rows.size()).isEqualTo(2);
        rows.forEach(row -> assertPositive(row.path("GFLOP/s").path("median")));
    }

    @Test
    void aTrainingStepIsTakenApart() {
        JsonNode tables = tables("training-step", "--config=tiny", "--peak-size=32", "--episodes=4");
        assertPositive(tables.path("steps").path(0).path("frames/s").path("median"));
        JsonNode kernels = tables.path("kernels, tiny");
        assertThat(kernels.size()).isGreaterThan(12);
        kernels.forEach(kernel -> assertPositive(kernel.path("% of step")));
    }

    @Test
    void planningIsMeasuredWithAndWithoutTheEngineAndBothAgree() {
        JsonNode found = run(
                "planning",
                "--predictors=residual:16:24:2,gru:16",
                "--candidates=4",
                "--horizon=3",
                "--frames=2",
                "--peak-size=32");
        for (String predictor : List.of("residual:16:24:2", "gru:16")) {
            JsonNode ways = found.path("tables").path(predictor);
            assertThat(column(ways, "way"))
                    .containsExactly("pure Java, vector", "pure Java, scalar", "libtorch, autograd");
            ways.forEach(way -> assertPositive(way.path("forward + gradient ms").path("median")));
        }
        assertThat(found.path("tables").path("encoder").size()).isEqualTo(8);
        JsonNode agreement = found.path("tables").path("agreement");
        assertThat(agreement.size()).isEqualTo(2);
        agreement.forEach(row -> assertThat(
                        row.path("difference of the gradients / largest entry").asDouble(1))
                .isLessThan(AGREEMENT));
    }

    @Test
    void memoryIsWatchedOverStepsAndPlans() {
        JsonNode tables = tables(
                "memory",
                "--steps=10",
                "--plans=4",
                "--samples=3",
                "--episodes=4",
                "--predictor=residual:16:24:2",
                PLANNER);
        assertThat(tables.size()).isEqualTo(2);
        tables.forEach(table -> assertPositive(table.path(1).path("first")));
    }

    @Test
    void trainingsAreKeptAndTheirModelsPlayedByAnyPlanner() {
        Path data = folder.resolve("data");
        List<String> lab = List.of(
                "--config=tiny", "--collect=6", "--data=" + data, "--episodes=1", "--steps-per-episode=3", PLANNER);
        Path runs = folder.resolve("runs");
        List<String> ablations = new ArrayList<>(lab);
        ablations.addAll(List.of("--steps=3", "--only=full,no-variance", "--out=" + runs));
        String first = table(ablations, "ablations", "ablations");
        assertThat(runs.resolve("no-variance/evaluation.json")).exists();
        assertThat(table(ablations, "ablations", "ablations"))
                .as("what is done is read, seconds and all")
                .isEqualTo(first);

        List<String> minutes = new ArrayList<>(lab);
        minutes.addAll(List.of("--steps=2", "--out=" + folder.resolve("minutes")));
        assertThat(table(minutes, "minutes", "minutes")).contains("\"steps\":2");

        Path model = runs.resolve("full/model.safetensors");
        assertThat(Files.exists(model)).isTrue();
        JsonNode planners = tables(
                "planners",
                "--model=" + model,
                "--out=" + folder.resolve("planners"),
                "--tasks=canonical",
                "--episodes=1",
                "--steps-per-episode=3",
                PLANNER,
                "--planner=gradient:starts=2,iterations=1@H=3,replan=2");
        assertThat(column(planners.path("planners"), "planner")).hasSize(2);
        planners.path("planners").forEach(row -> assertPositive(row.path("GFLOP/plan")));
        assertThat(planners.path("floors").size()).isEqualTo(4);
    }

    @Test
    void plansBeginAtWhatIsRememberedAndAtNothing() {
        String tiny = "cem:candidates=4,elites=2,iterations=1@H=3,replan=3";
        JsonNode rows = tables(
                        "retrieval",
                        "--model=" + TWO_ROOMS,
                        "--places=1",
                        "--remembered=1",
                        "--episodes=1",
                        "--teacher=" + tiny,
                        "--planner=" + tiny)
                .path("episodes");
        assertThat(rows.size()).isEqualTo(4);
        long cold = rows.path(0).path("imagined steps an episode").asLong();
        long recalling = rows.path(2).path("imagined steps an episode").asLong();
        assertThat(recalling).as("what is proposed is imagined too").isGreaterThan(cold);
    }

    @Test
    void shortHorizonsArePlayedWithAndWithoutACritic() {
        JsonNode rows = tables(
                        "horizon",
                        "--model=" + TWO_ROOMS,
                        "--episodes=1",
                        "--horizons=3",
                        "--planner=cem:candidates=4,elites=2,iterations=1@replan=3")
                .path("episodes");
        assertThat(rows.size()).isEqualTo(3);
        rows.forEach(row -> assertPositive(row.path("plan ms, mean")));
    }

    @Test
    void scriptedPoliciesPlayInTheWorldsOfSignals() {
        JsonNode rows = tables("floors", "--episodes=2").path("scripted policies");
        assertThat(rows.size()).isEqualTo(14);
        rows.forEach(row -> {
            if (row.path("policy").asString().equals("oracle")) {
                assertThat(row.path("done within limits").asInt()).isEqualTo(2);
            }
        });
    }

    @Test
    void aLearnedPlannerIsPlayedWithAndWithoutGuardrailsAndFilter() {
        JsonNode rows = tables(
                        "learned-safety",
                        "--out=" + folder,
                        "--learn=8",
                        "--probe=40",
                        "--set=steps=2",
                        "--set=windows=4",
                        "--planner=cem:candidates=8,elites=2,iterations=1@H=3,replan=3",
                        "--random=2",
                        "--hostile=1")
                .path("scenarios");
        assertThat(rows.size()).isEqualTo(8);
        assertThat(column(rows, "filter"))
                .containsExactly("false", "true", "false", "true", "false", "true", "false", "true");
        assertThat(column(rows, "planner is told the limits"))
                .containsExactly("false", "false", "true", "true", "false", "false", "true", "true");
        for (int row = 1; row < rows.size(); row += 2) {
            assertThat(rows.path(row).path("violating").asString()).matches("0/.*|no episodes");
        }
    }

    @Test
    void rememberingAndRecallingAreMeasured() {
        JsonNode tables = tables(
                "remember", "--dimension=8", "--groups=1,3", "--commits=5", "--sizes=60", "--queries=9", "--count=3");
        assertThat(tables.path("remembering").size()).isEqualTo(2);
        assertThat(column(tables.path("recalling"), "how")).containsExactly("all looked at", "by the graph");
        assertPositive(tables.path("size").path(0).path("bytes a moment"));
    }

    @Test
    void theKilledLoseNothingThatWasAcknowledged() {
        JsonNode row = tables("crash", "--kills=2", "--dimension=8", "--group=4")
                .path("crash")
                .path(0);
        assertThat(row.path("of them lost").asInt(-1)).isZero();
        assertPositive(row.path("moments acknowledged"));
    }

    @Test
    void anUnknownPlannerIsRefusedWithoutATrace() {
        assertThat(Main.run("planners", "--model=nowhere", "--planner=cen")).isEqualTo(2);
    }

    private static String table(List<String> arguments, String benchmark, String name) {
        return tables(benchmark, arguments.toArray(String[]::new)).path(name).toString();
    }
}
