package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.LevelTally;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.GaussianWorldModel;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A trained model gets levels above it and a latent variable, and is planned with on both.
class LevelsAndFuturesTest {

    private static final Path MODEL = Path.of("..", "models", "two-rooms", "model.safetensors");
    private static final String[] ONE_LEVEL = {
        "fit=9",
        "test=3",
        "threads=1",
        "second.span=4",
        "second.unrolled=2",
        "second.hidden=8",
        "second.macroUpdates=2",
        "second.updates=3",
        "second.windows=4",
        "second.codes=4",
        "second.frequencies=4"
    };
    private static final String[] ANOTHER = {
        "levels=3",
        "third.span=2",
        "third.unrolled=2",
        "third.hidden=8",
        "third.macroUpdates=2",
        "third.updates=3",
        "third.windows=4",
        "third.codes=4",
        "third.frequencies=4",
        "third.latentDimension=2"
    };
    private static final String[] VARIABLE = {
        "fit=9",
        "test=3",
        "threads=1",
        "variable.values=2",
        "variable.hidden=8",
        "variable.chanceHidden=8",
        "variable.unrolled=2",
        "variable.updates=3",
        "variable.windows=4"
    };

    private static final String[] CONTINUOUS = {
        "fit=9",
        "test=3",
        "threads=1",
        "kind=continuous",
        "continuous.dimensions=1",
        "continuous.hidden=8",
        "continuous.unrolled=2",
        "continuous.updates=3",
        "continuous.windows=4"
    };

    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void prepare() {
        data = folder.resolve("data");
        assertThat(TinyRun.command("collect", "--out", data.toString(), "--set", "episodes=12", "--seed", "2")
                        .code())
                .isZero();
    }

    private static TinyRun.Answer learn(String command, Path model, Path out, String[]... settings) {
        return TinyRun.command(arguments(command, model, out, settings));
    }

    private static String[] arguments(String command, Path model, Path out, String[]... settings) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--model", model.toString(), "--data", data.toString(), "--out", out.toString()));
        for (String[] some : settings) {
            for (String setting : some) {
                arguments.addAll(List.of("--set", setting));
            }
        }
        arguments.add("--json");
        return arguments.toArray(String[]::new);
    }

    private static TinyRun.Answer plan(Path model, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("plan", "--model", model.toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.addAll(List.of("--set", "planning.planner.parameters.candidates=8", "--set", "planning.horizon=4"));
        return TinyRun.command(arguments.toArray(String[]::new));
    }

    @Test
    void aModelGetsLevelsOneAboveTheOtherAndKeepsAllThatItHad() throws IOException {
        Path out = folder.resolve("far.safetensors");
        JsonNode first = learn("levels", MODEL, out, ONE_LEVEL).figures();

        assertThat(first.at("/levels/0/level").asInt()).isEqualTo(2);
        assertThat(first.at("/levels/0/steps").asInt()).isEqualTo(4);
        assertThat(first.at("/levels/0/far").asDouble()).isPositive();
        SafeTensors written = SafeTensors.read(out);
        assertThat(written.tensors())
                .containsAllEntriesOf(SafeTensors.read(MODEL).tensors());
        assertThat(Level.of(written, 2).spec().span()).isEqualTo(4);

        JsonNode both = learn("levels", MODEL, out, ONE_LEVEL, ANOTHER).figures();

        assertThat(both.at("/levels/1/steps").asInt()).isEqualTo(8);
        assertThat(both.at("/levels/0/seconds").asDouble()).isZero(); // it was there
        SafeTensors higher = SafeTensors.read(out);
        assertThat(Level.of(higher, 2).code(0)).isEqualTo(Level.of(written, 2).code(0));
        assertThat(Level.of(higher, 3).spec().lowerDimension()).isEqualTo(3);

        TinyRun.Answer planned = plan(out, "planning.levels=3");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("on 3 levels");
        assertThat(folder).isDirectoryNotContaining("glob:**.interim");
    }

    @Test
    void anEvaluationTellsHowEachLevelKeptTheGuardrails() throws IOException {
        Path model = folder.resolve("guarded.safetensors");
        learn("levels", MODEL, model, ONE_LEVEL, ANOTHER);
        Path task = Files.writeString(folder.resolve("guarded.yaml"), """
                name: to the goal, on the right
                goal: 1
                limits: [{signal: dot.x, low: 30, high: 500}]
                """);
        Path out = folder.resolve("guarded.json");
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--model", model.toString()));
        arguments.addAll(List.of("--task", task.toString(), "--out", out.toString()));
        for (String setting : List.of(
                "episodes=1",
                "steps=4",
                "planning.levels=3",
                "planning.horizon=4",
                "planning.planner.parameters.candidates=8")) {
            arguments.addAll(List.of("--set", setting));
        }

        TinyRun.Answer answer = TinyRun.command(arguments.toArray(String[]::new));

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("level 2", "level 3", "latents were left");
        Map<Integer, LevelTally> levels = EvaluationFile.read(out).effort().levels();
        assertThat(levels).containsOnlyKeys(2, 3);
        assertThat(levels.get(2)).extracting(LevelTally::ways).isEqualTo(1L);
        assertThat(levels.get(2)).extracting(LevelTally::violated).isEqualTo(0L);
    }

    /// In a process of its own, as soon as its macro-actions are learned.
    @Test
    @Timeout(value = 2 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void aLevelThatWasKilledWhileItLearnedGoesOnToTheSameFile() throws IOException, InterruptedException {
        TinyRun tiny = new TinyRun(folder.resolve("tiny"));
        tiny.collect();
        tiny.train("run");
        Path model = tiny.run("run").resolve("model.safetensors");
        Path killed = folder.resolve("killed.safetensors");
        Path kept = folder.resolve("killed.safetensors.levels.interim");
        String[] longer = {"second.updates=200"};
        CommandProcess.start(folder.resolve("log"), arguments("levels", model, killed, ONE_LEVEL, longer))
                .killWhen(() -> Files.exists(kept));
        assertThat(killed).doesNotExist();

        learn("levels", model, killed, ONE_LEVEL, longer).figures();
        Path whole = folder.resolve("whole.safetensors");
        learn("levels", model, whole, ONE_LEVEL, longer).figures();

        assertThat(SafeTensors.read(killed).tensors())
                .isEqualTo(SafeTensors.read(whole).tensors());
        assertThat(kept).doesNotExist();
    }

    @Test
    void levelsThatAreThereGoToAnotherFileTooAndThoseOfAnotherModelAreLearnedAnew() throws IOException {
        Path out = folder.resolve("once.safetensors");
        learn("levels", MODEL, out, ONE_LEVEL).figures();
        Path again = folder.resolve("again.safetensors");
        JsonNode there = learn("levels", out, again, ONE_LEVEL).figures();
        assertThat(there.at("/levels/0/seconds").asDouble()).isZero();
        assertThat(SafeTensors.read(again).tensors())
                .isEqualTo(SafeTensors.read(out).tensors());

        SafeTensors model = SafeTensors.read(MODEL);
        Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
        String some = tensors.keySet().stream()
                .filter(name -> name.startsWith("encoder.") && name.endsWith("bias"))
                .findFirst()
                .orElseThrow();
        Tensor bias = tensors.get(some);
        float[] moved = bias.values().clone();
        moved[0] += 1;
        tensors.put(some, new Tensor(bias.shape(), moved));
        Path other = folder.resolve("other.safetensors");
        new SafeTensors(tensors, model.metadata()).write(other);
        JsonNode anew = learn("levels", other, again, ONE_LEVEL).figures();
        assertThat(anew.at("/levels/0/seconds").asDouble()).isPositive();
        assertThat(SafeTensors.read(again).tensors()).containsEntry(some, tensors.get(some));
    }

    @Test
    void theDefaultsFitTheEpisodesThatAreCollectedWhereNothingIsSaid() {
        LevelsSettings settings = LevelsSettings.DEFAULTS;
        assertThat(LevelConfig.window(List.of(settings.second(), settings.third(), settings.fourth())))
                .isLessThanOrEqualTo(TwoRoomsTrajectories.POSITIONS - 1);
    }

    @Test
    void aModelGetsALatentVariableAndPlansForTheWorstOfItsFutures() throws IOException {
        Path out = folder.resolve("unsure.safetensors");
        JsonNode figures = learn("futures", MODEL, out, VARIABLE).figures();

        assertThat(figures.get("values").asInt()).isEqualTo(2);
        assertThat(figures.at("/calibration/error").asDouble()).isBetween(0.0, 1.0);
        assertThat(figures.get("certain").asDouble()).isPositive();
        assertThat(CategoricalWorldModel.in(SafeTensors.read(out))).isTrue();

        TinyRun.Answer planned = plan(out, "planning.futures=3", "planning.risk=worst");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("worst case of 3 futures");
        TinyRun.Answer branching = plan(out, "planning.futures=3", "planning.shared=2");
        assertThat(branching.out()).contains("mean of 3 futures that branch after 2 actions");
        TinyRun.Answer daring = plan(out, "planning.futures=3", "planning.guarded=quantile 0.9");
        assertThat(daring.out()).contains("mean of 3 futures, guardrails by the quantile 0.9");
    }

    @Test
    void aContinuousVariableTakesThePlaceOfADiscreteOne() throws IOException {
        Path out = folder.resolve("windy.safetensors");
        learn("futures", MODEL, out, VARIABLE);
        JsonNode figures = learn("futures", out, out, CONTINUOUS).figures();

        assertThat(figures.get("kind").asString()).isEqualToIgnoringCase("continuous");
        assertThat(figures.get("values").asInt()).isEqualTo(1);
        assertThat(figures.at("/calibration/error").asDouble()).isBetween(0.0, 0.5);
        SafeTensors written = SafeTensors.read(out);
        assertThat(GaussianWorldModel.in(written)).isTrue();
        assertThat(CategoricalWorldModel.in(written)).isFalse();
        assertThat(written.tensors().keySet()).noneMatch(name -> name.startsWith(CategoricalWorldModel.PREFIX));
        TinyRun.Answer planned = plan(out, "planning.futures=3", "planning.risk=cvar 0.5");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("mean of the worst 0.5 of 3 futures");

        learn("futures", out, out, VARIABLE);

        assertThat(GaussianWorldModel.in(SafeTensors.read(out))).isFalse();
    }

    @Test
    void levelsMayLeaveSomethingToChance() throws IOException {
        Path out = folder.resolve("both.safetensors");
        String[] chance = {"chance=true"};
        JsonNode figures =
                learn("levels", MODEL, out, ONE_LEVEL, VARIABLE, chance).figures();
        assertThat(Level.of(SafeTensors.read(out), 2).chance()).isPresent();
        assertThat(figures.at("/levels/0/chance/error").asDouble()).isBetween(0.0, 1.0);
        assertThat(figures.at("/levels/0/chance/steps").asInt()).isPositive();

        List<String> again = new ArrayList<>(List.of(arguments("levels", MODEL, out, ONE_LEVEL, VARIABLE, chance)));
        again.remove("--json");
        assertThat(TinyRun.command(again.toArray(String[]::new)).out())
                .contains("level 2, what is left to chance: calibration error");
    }

    @Test
    void whatAModelDoesNotHaveIsNamedWithTheCommandThatLearnsIt() {
        plan(MODEL, "planning.levels=2").failedWith(Main.FAILED, "no level 2", "jepa4j levels --help");
        plan(MODEL, "planning.futures=2").failedWith(Main.FAILED, "no latent variable", "jepa4j futures --help");
    }

    @Test
    void settingsAndEpisodesThatCannotBeAreRefusedBeforeAnythingIsLearned() {
        Path out = folder.resolve("none.safetensors");
        learn("levels", MODEL, out, ONE_LEVEL, new String[] {"levels=7"})
                .failedWith(Main.WRONGLY_ASKED, "levels must be in [2, 4]", "7");
        learn("levels", MODEL, out, ONE_LEVEL, new String[] {"second.span=500"})
                .failedWith(Main.FAILED, "1000 steps in a row");
        learn("levels", MODEL, out, ONE_LEVEL, new String[] {"second.span=1"}).failedWith(Main.WRONGLY_ASKED, "span");
        learn("futures", MODEL, out, VARIABLE, new String[] {"variable.values=1"})
                .failedWith(Main.WRONGLY_ASKED, "number of values");
        learn("futures", MODEL, out, VARIABLE, new String[] {"fit=1000"}).failedWith(Main.FAILED, "12 episodes");
        plan(MODEL, "planning.shared=2").failedWith(Main.WRONGLY_ASKED, "shared", "futures");
        plan(MODEL, "planning.risk=worst").failedWith(Main.WRONGLY_ASKED, "risk", "futures");
        plan(MODEL, "planning.guarded=mean").failedWith(Main.WRONGLY_ASKED, "guarded", "futures");
        plan(MODEL, "planning.levels=2", "planning.keepWays=-1").failedWith(Main.WRONGLY_ASKED, "keepWays", "-1");
        plan(MODEL, "planning.levels=2", "planning.tether=-1").failedWith(Main.WRONGLY_ASKED, "tether", "-1");
        learn("levels", MODEL, out, ONE_LEVEL, new String[] {"chance=true", "second.contextDimension=2"})
                .failedWith(Main.WRONGLY_ASKED, "contextDimension", "chance");
        plan(MODEL, "planning.risk=often").failedWith(Main.WRONGLY_ASKED, "often", "cvar");
        assertThat(Files.exists(out)).isFalse();
    }
}
