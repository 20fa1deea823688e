package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.agent.EpisodeTrace;
import io.github.jepa4j.evaluation.EpisodeResult;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Collect, train, evaluate, plan and report, one after the other, as a user would.
class CommandsTest {

    private static final String QUICKLY = "planning.planner.parameters.candidates=16";

    @TempDir
    static Path folder;

    private static TinyRun tiny;

    @BeforeAll
    static void collectAndTrain() {
        tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
        TinyRun.Answer trained = tiny.train("run");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("train: 20 steps in");
        assertThat(trained.out()).contains("model.safetensors", "loss.prediction", "collapse.effective_rank");
    }

    @Test
    void collectingAgainAddsNothingAndTellsTheSameHashOnAnyNumberOfThreads() {
        JsonNode again = tiny.collect("--json").figures();
        assertThat(again.get("episodes").asInt()).isEqualTo(20);
        assertThat(again.get("collected").asInt()).isZero();
        assertThat(again.get("frames").asInt()).isEqualTo(20 * 91);
        assertThat(again.get("bytes").asLong()).isPositive();
        JsonNode other = TinyRun.command(
                        "collect",
                        "--out",
                        folder.resolve("other").toString(),
                        "--set",
                        "episodes=20",
                        "--set",
                        "layout=fixed",
                        "--set",
                        "threads=3",
                        "--json")
                .figures();
        assertThat(other.get("hash")).isEqualTo(again.get("hash"));
    }

    @Test
    void aRunFolderHoldsWhatItTakesToRepeatIt() throws IOException {
        assertThat(names(tiny.run("run")))
                .contains("config.yaml", "run.json", "data.json", "metrics.jsonl", "checkpoints", "model.safetensors");
        assertThat(Files.readString(tiny.run("run").resolve("config.yaml"))).contains("  steps: 20\n", "seed: 1\n");
        assertThat(Files.readString(tiny.run("run").resolve("run.json")))
                .contains(tiny.collect("--json").figures().get("hash").asString(), "codeVersion");
        assertThat(Files.readString(tiny.run("run").resolve("data.json"))).contains("\"layout\" : \"fixed\"");
    }

    @Test
    void aRunThatDoesNotKnowItsWallsIsPlayedOnRandomOnesAndToldSo() throws IOException {
        Path run = Files.createDirectories(tiny.folder().resolve("wallless"));
        for (String name : List.of("config.yaml", "run.json", "model.safetensors")) {
            Files.copy(tiny.run("run").resolve(name), run.resolve(name));
        }
        TinyRun.Answer answer = TinyRun.command(
                "evaluate",
                "--run",
                run.toString(),
                "--set",
                "episodes=1",
                "--set",
                "steps=4",
                "--set",
                QUICKLY,
                "--json");
        assertThat(answer.err()).contains(run + " does not say which walls its episodes had");
        assertThat(answer.figures().at("/protocol/world").asString()).contains("random wall");
    }

    @Test
    void evaluatingAndReportingFinishTheRun() throws IOException {
        String run = tiny.run("run").toString();
        JsonNode figures = TinyRun.command(
                        "evaluate",
                        "--run",
                        run,
                        "--set",
                        "episodes=2",
                        "--set",
                        "steps=20",
                        "--set",
                        QUICKLY,
                        "--json")
                .figures();
        assertThat(figures.at("/success_final/episodes").asInt()).isEqualTo(2);
        assertThat(figures.at("/protocol/world").asString()).contains("fixed wall"); // as its data
        assertThat(figures.at("/protocol/horizon").asInt()).isEqualTo(20); // no longer than the episode
        for (String name : List.of(
                "mean_final_distance_px", "seconds_per_plan", "seconds_per_episode", "flop_per_plan", "wall_seconds")) {
            assertThat(figures.get(name).isNumber()).as(name).isTrue();
            assertThat(figures.get(name).asDouble()).as(name).isFinite().isPositive();
        }
        assertThat(figures.get("floors").propertyNames()).hasSizeGreaterThanOrEqualTo(3);

        JsonNode page = TinyRun.command("report", "--run", run, "--json").figures();
        assertThat(page.get("is_trained").asBoolean()).isTrue();
        assertThat(page.get("is_evaluated").asBoolean()).isTrue();
        assertThat(Files.readString(Path.of(page.get("report").asString())))
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n");
        assertThat(TinyRun.command("report", "--run", run, "--seed", "5", "--print-config")
                        .out())
                .contains("seed: 5\n", "imaginations: 3\n", "name: cem\n");
        TinyRun.command("report", "--run", run, "--set", "imaginations=0")
                .failedWith(Main.WRONGLY_ASKED, "imaginations must be in [1, 20], but is 0");
    }

    @Test
    void anExportedModelIsHalfAsLargeAndPlans() throws IOException {
        Path trained = tiny.run("run").resolve("model.safetensors");
        Path exported = folder.resolve("half.safetensors");

        JsonNode figures = TinyRun.command(
                        "export", "--model", trained.toString(), "--out", exported.toString(), "--json")
                .figures();

        assertThat(figures.get("dtype").asString()).isEqualToIgnoringCase("F16");
        assertThat(figures.get("bytes").asLong()).isEqualTo(Files.size(exported));
        assertThat(2 * figures.get("parameters").asLong()).isLessThan(Files.size(exported));
        assertThat(Files.size(exported)).isLessThan(Files.size(trained));
        assertThat(JepaModel.load(exported).metadata())
                .isEqualTo(JepaModel.load(trained).metadata());
    }

    @Test
    void whatIsNoModelIsNotExported() throws IOException {
        Path other = Files.writeString(folder.resolve("other.safetensors"), "these are no tensors");
        Path exported = folder.resolve("exported.safetensors");

        TinyRun.Answer answer = TinyRun.command("export", "--model", other.toString(), "--out", exported.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("other.safetensors", "Maybe");
        assertThat(exported).doesNotExist();
    }

    @Test
    void thePeersPlannersAreUsedAsThePeerDoes() {
        TinyRun.Answer printed = TinyRun.command(
                "evaluate",
                "--run",
                tiny.run("run").toString(),
                "--set",
                "planning.planner.name=mppi-reference",
                "--print-config");
        assertThat(printed.out())
                .contains("horizon: 90\n", "replanInterval: 1\n", "warmStart: false\n", "name: mppi-reference\n");
    }

    @Test
    void aPlanIsTheSameFromATaskAndFromItsPictures() {
        String model = tiny.run("run").resolve("model.safetensors").toString();
        Path pictures = folder.resolve("pictures");
        JsonNode drawn = TinyRun.command(
                        "plan",
                        "--model",
                        model,
                        "--task",
                        "3",
                        "--images",
                        pictures.toString(),
                        "--set",
                        "planning.horizon=5",
                        "--json")
                .figures();
        JsonNode seen = TinyRun.command(
                        "plan",
                        "--model",
                        model,
                        "--now",
                        pictures.resolve("now.png").toString(),
                        "--goal",
                        pictures.resolve("goal.png").toString(),
                        "--set",
                        "planning.horizon=5",
                        "--json")
                .figures();
        assertThat(seen.get("actions")).isEqualTo(drawn.get("actions")).hasSize(5);
        assertThat(seen.get("energy")).isEqualTo(drawn.get("energy"));
        assertThat(drawn.get("first_action")).isEqualTo(drawn.get("actions").get(0));
        double x = drawn.get("first_action").get(0).asDouble();
        double y = drawn.get("first_action").get(1).asDouble();
        assertThat(Math.hypot(x, y)).isLessThan(1.8 + 1e-5); // the ball of our planners, to rounding
    }

    @Test
    void aFinishedRunIsNotTrainedAgain() {
        JsonNode figures = tiny.resume("run", "--json").figures();
        assertThat(figures.get("steps_now").asInt()).isZero();
        assertThat(figures.get("steps").asInt()).isEqualTo(20);
    }

    @Test
    void aRunGoesOnWithHarmlessChangesOnly() throws IOException {
        assertThat(tiny.train("changed").code()).isZero();
        Files.delete(tiny.run("changed").resolve("model.safetensors"));
        tiny.resume("changed", "--set", "training.steps=30")
                .failedWith(Main.FAILED, "'steps: 30' rather than 'steps: 20'");
        tiny.resume("changed", "--seed", "2").failedWith(Main.FAILED, "'seed: 2' rather than 'seed: 1'");
        assertThat(tiny.resume("changed", "--set", "training.checkpoint=7").code())
                .isZero();
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheOneBeforeGivesTheSameModel() throws IOException {
        assertThat(tiny.train("damaged").code()).isZero();
        Path model = tiny.run("damaged").resolve("model.safetensors");
        var whole = SafeTensors.read(model).tensors();
        Files.delete(model);
        Path newest = tiny.run("damaged").resolve("checkpoints/step-00000020/state.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        TinyRun.Answer resumed = tiny.resume("damaged");
        assertThat(resumed.err()).contains("step-00000020 is passed over", "bytes rather than");
        assertThat(resumed.code()).isZero();
        assertThat(SafeTensors.read(model).tensors()).isEqualTo(whole);
    }

    /// A whole trace leads to the same end; one in which an action was changed is found out.
    private static void assertReplayed(Path trace, double distance) throws IOException {
        JsonNode same =
                TinyRun.command("replay", trace.toString(), "--json").figures().get(0);
        assertThat(same.get("diverged_at").isNull()).isTrue();
        assertThat(same.get("distance").asDouble()).isEqualTo(distance);

        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        lines.set(2, lines.get(2).replaceFirst("\"action\":\\[[^,]*,", "\"action\":[0.25,"));
        Path changed = trace.resolveSibling("changed.jsonl");
        Files.write(changed, lines);
        TinyRun.Answer other = TinyRun.command("replay", changed.toString(), "--json");
        assertThat(other.code()).isEqualTo(Main.FAILED);
        assertThat(JsonMapper.shared()
                        .readTree(other.out())
                        .get(0)
                        .get("diverged_at")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theDemoEndsWithAReportAndDoesNothingTwice() throws IOException {
        String[] demo = demo();
        TinyRun.Answer first = TinyRun.command(demo);
        assertThat(Path.of(first.figures().get("report").asString())).isRegularFile();
        assertThat(first.err()).contains("1/4 collect", "2/4 train", "3/4 play", "4/4 report");
        Path run = folder.resolve("demo");
        EpisodeTrace trace = EpisodeTrace.read(run.resolve("traces/episode-0001.jsonl"));
        EpisodeResult played =
                EvaluationFile.read(run.resolve("evaluation.json")).episodes().get(1);
        assertThat(trace.steps()).hasSize(played.steps());
        assertThat(trace.steps().getLast().extras()).containsEntry("distance_px", played.finalDistance());
        assertReplayed(run.resolve("traces/episode-0001.jsonl"), played.finalDistance());
        TinyRun.Answer second = TinyRun.command(demo);
        assertThat(second.figures().get("success_final"))
                .isEqualTo(first.figures().get("success_final"));
        assertThat(second.err())
                .contains("finished already; --fresh begins it anew")
                .doesNotContain("1/4");
    }

    @Test
    void anotherDemoAtTheSamePlaceIsRefusedRatherThanTheEarlierOneShown() {
        String[] demo = demo();
        assertThat(TinyRun.command(demo).code()).isZero();
        String[] hints = {"is another one", "Maybe begin it anew with --fresh", "--out"};
        TinyRun.command(with(demo, "--seed", "2"))
                .failedWith(1, "'seed: 2' rather than 'seed: 1'")
                .failedWith(1, hints);
        TinyRun.command(with(demo, "--set", "training.steps=7")).failedWith(1, hints);
        TinyRun.command(with(demo, "--set", "collect=21"))
                .failedWith(1, "'collect: 21'")
                .failedWith(1, hints);
        TinyRun.Answer more = TinyRun.command(with(demo, "--set", "evaluate=3"));
        assertThat(more.figures().get("success_final").get("episodes").asInt()).isEqualTo(3);
        assertThat(TinyRun.command(with(demo, "--seed", "2", "--fresh")).err()).contains("1/4 collect");
    }

    @Test
    void aFreshDemoDeletesNothingThatIsNoDemo() throws IOException {
        assertThat(tiny.train("precious").code()).isZero();
        Path run = tiny.run("precious");
        Path episodes = run.resolveSibling("precious-data");
        Files.createDirectories(episodes);
        Files.writeString(episodes.resolve("store.json"), "hours of work");

        TinyRun.command("demo", "--fresh", "--out", run.toString()).failedWith(1, "is no run of a demo", "--out");

        assertThat(run.resolve("model.safetensors")).exists();
        assertThat(episodes.resolve("store.json")).hasContent("hours of work");
    }

    private String[] demo() {
        return new String[] {
            "demo",
            "--out",
            folder.resolve("demo").toString(),
            "--json",
            "--set",
            "collect=20",
            "--set",
            "evaluate=2",
            "--set",
            "threads=1",
            "--set",
            "training.steps=6",
            "--set",
            "training.windows=8",
            "--set",
            "training.threads=1",
            "--set",
            "training.model.widths=[4,8]",
            "--set",
            "training.model.latentDimension=16"
        };
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
