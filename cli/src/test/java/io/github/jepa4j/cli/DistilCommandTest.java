package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Plans of a trained model become a policy, by which it acts without search.
class DistilCommandTest {

    private static final Path MODEL = Path.of("..", "models", "two-rooms", "model.safetensors");

    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void prepare() {
        data = folder.resolve("data");
        assertThat(TinyRun.command("collect", "--out", data.toString(), "--set", "episodes=6", "--seed", "2")
                        .code())
                .isZero();
    }

    private static TinyRun.Answer distil(Path out, String... settings) {
        return TinyRun.command(arguments(out, settings));
    }

    private static String[] arguments(Path out, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("distil", "--model", MODEL.toString()));
        arguments.addAll(List.of("--data", data.toString(), "--out", out.toString(), "--json"));
        List<String> all = new ArrayList<>(List.of(
                "fit=4",
                "test=2",
                "plans=70",
                "judged=5",
                "threads=1",
                "policy.hidden=16",
                "policy.updates=40",
                "policy.batch=16",
                "planning.horizon=6",
                "planning.planner.parameters.candidates=16",
                "planning.planner.parameters.iterations=2"));
        all.addAll(List.of(settings));
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments.toArray(String[]::new);
    }

    private static TinyRun.Answer plan(Path model, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("plan", "--model", model.toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return TinyRun.command(arguments.toArray(String[]::new));
    }

    @Test
    void aModelGetsAPolicyAndActsByIt() throws IOException {
        Path out = folder.resolve("fast.safetensors");
        JsonNode figures = distil(out).figures();

        assertThat(figures.get("plans").asInt()).isEqualTo(70);
        assertThat(figures.get("plan_energy").asDouble())
                .isLessThan(figures.get("rest_energy").asDouble());
        assertThat(figures.get("policy_energy").asDouble())
                .as("the policy's own, of few plans, and not search in its place")
                .isGreaterThan(figures.get("plan_energy").asDouble());
        SafeTensors written = SafeTensors.read(out);
        assertThat(written.tensors())
                .containsAllEntriesOf(SafeTensors.read(MODEL).tensors());
        assertThat(Policy.of(written, "goal").spec().horizon()).isEqualTo(6);
        assertThat(folder).isDirectoryNotContaining("glob:**.interim");

        TinyRun.Answer alone = plan(out, "planning.policy=alone", "planning.horizon=12");
        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(alone.out()).contains("by the policy alone", "after 1 iterations, 1 imagined futures");
        TinyRun.Answer proposed = plan(out, "planning.policy=proposal", "planning.planner.parameters.candidates=8");
        assertThat(proposed.code()).as(proposed.err()).isZero();
        assertThat(proposed.out()).contains("from what the policy proposes");
    }

    @Test
    void theSamePlansAndSeedGiveTheSamePolicy() throws IOException {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");
        distil(one);
        distil(two);

        assertThat(SafeTensors.read(two).tensors())
                .isEqualTo(SafeTensors.read(one).tensors());
    }

    @Test
    void whatCannotBeIsRefused() {
        plan(MODEL, "planning.policy=alone").failedWith(Main.FAILED, "no policy named goal", "jepa4j distil");
        plan(MODEL, "planning.policy=alone", "planning.levels=2").failedWith(Main.WRONGLY_ASKED, "policy", "levels");
        TinyRun.command(
                        "plan",
                        "--model",
                        MODEL.toString(),
                        "--task",
                        "../examples/tasks/upper-left.yaml",
                        "--set",
                        "planning.policy=proposal")
                .failedWith(Main.FAILED, "planning.policy is proposal", "task from a file");
        plan(MODEL, "planning.policy=always").failedWith(Main.WRONGLY_ASKED, "policy", "alone");
        Path out = folder.resolve("none.safetensors");
        distil(out, "fit=100").failedWith(Main.FAILED, "6 episodes");
        distil(out, "planning.policy=alone").failedWith(Main.WRONGLY_ASKED, "policy");
        distil(out, "planning.futures=3").failedWith(Main.WRONGLY_ASKED, "futures");
        distil(out, "planning.time=5ms").failedWith(Main.WRONGLY_ASKED, "time");
        assertThat(out).doesNotExist();
    }

    @Test
    void plansThatWereMadeAreGoneOnWithAndOthersPassedOver() throws IOException {
        Path file = Files.createDirectories(folder.resolve("kept")).resolve("plans.interim");
        AtomicLong nanos = new AtomicLong();
        var made = new KeptPlans.Made(64, List.of(deliberation(1), deliberation(2)));
        var kept = new KeptPlans(Interim.in(file, nanos::get), "a lesson", "a place");
        kept.keep(made, false);
        assertThat(file).as("a moment later").doesNotExist();
        nanos.set(16_000_000_000L);
        kept.keep(made, false);

        KeptPlans.Made again = new KeptPlans(Interim.in(file, nanos::get), "a lesson", "a place").made();

        assertThat(again.situations()).isEqualTo(64);
        assertThat(again.plans()).hasSize(2);
        Deliberation second = again.plans().get(1);
        assertThat(second.now().values()).containsExactly(2, 0);
        assertThat(second.aim().values()).containsExactly(2, 1, 1);
        assertThat(second.aim().kind()).isEqualTo("a place");
        assertThat(second.actions()).isEqualTo(made.plans().get(1).actions());
        assertThat(new KeptPlans(Interim.in(file, nanos::get), "another", "a place")
                        .made()
                        .plans())
                .isEmpty();
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(new KeptPlans(Interim.in(file, nanos::get), "a lesson", "a place")
                        .made()
                        .situations())
                .isZero();
    }

    /// In a process of its own, as soon as it keeps something.
    @Test
    @Timeout(value = 2 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void whoWasKilledGoesOnToTheSamePolicy() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole.safetensors");
        Path killed = folder.resolve("killed.safetensors");
        Path interim = folder.resolve("killed.safetensors.distil.interim");
        assertThat(distil(whole).code()).isZero();
        CommandProcess.start(folder.resolve("log"), arguments(killed, "policy.updates=20000000"))
                .killWhen(() -> Files.exists(interim));
        assertThat(killed).doesNotExist();

        TinyRun.Answer answer = distil(killed);

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(interim).doesNotExist();
        assertThat(SafeTensors.read(killed).tensors())
                .isEqualTo(SafeTensors.read(whole).tensors());
    }

    private static Deliberation deliberation(float number) {
        return new Deliberation(
                new Latent(new float[] {number, 0}),
                new Aim("a place", new float[] {number, 1, 1}),
                new ActionSequence(2, 2, new float[] {number, 2, 3, 4}));
    }
}
