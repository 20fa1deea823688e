package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeTraceTest {

    private static final int STEPS = 9;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void anEpisodeIsRecorded() {
        file = folder.resolve("episode.jsonl");
        PointWorld world = new PointWorld();
        Observation first = world.reset(new Seed(5));
        Agent agent = Agent.builder()
                .encoder(new PointWorld.Eyes())
                .worldModel(new PointWorld.Model())
                .actionSpace(PointWorld.SPACE)
                .planner(new ImprovedCem())
                .config(new Agent.Config(6, 3, true, Duration.ZERO))
                .build();
        agent.begin(world.goal(), STEPS, new Seed(6));
        var header = EpisodeTrace.Header.of(5, Map.of("world", "a plane"), "abc", "cem", first);
        try (EpisodeTraceWriter writer = new EpisodeTraceWriter(file, header)) {
            EpisodeLoop.run(agent, world, first, (decision, seen) -> {
                writer.step(EpisodeTrace.Step.of(decision, seen, Map.of("distance", world.distanceToGoal())));
                return true;
            });
        }
    }

    @Test
    void aTraceIsReadAsItWasWritten() throws IOException {
        EpisodeTrace trace = EpisodeTrace.read(file);
        assertThat(trace.cutOff()).isFalse();
        assertThat(trace.header().task()).containsEntry("world", "a plane");
        assertThat(trace.steps()).hasSize(STEPS);
        assertThat(trace.steps().get(0).planned()).isTrue();
        assertThat(trace.steps().get(0).surprise()).isNaN();
        assertThat(trace.steps().get(1).planned()).isFalse();
        assertThat(trace.steps().get(3).surprise()).isNotNaN();
        assertThat(trace.steps().getLast().extras()).containsKey("distance");
    }

    @Test
    void aReplayInTheSameWorldSeesTheSame() throws IOException {
        PointWorld world = new PointWorld();
        EpisodeTrace trace = EpisodeTrace.read(file);
        Observation first = world.reset(new Seed(trace.header().seed()));
        assertThat(trace.replay(world, first)).isEmpty();
        assertThat(world.distanceToGoal())
                .isEqualTo(trace.steps().getLast().extras().get("distance"));
    }

    @Test
    void aReplayInAnotherWorldSaysWhereItWentAnotherWay() throws IOException {
        EpisodeTrace trace = EpisodeTrace.read(file);
        PointWorld windy = new PointWorld(0.25f);
        assertThat(trace.replay(windy, windy.reset(new Seed(5))))
                .hasValueSatisfying(divergence -> assertThat(divergence.step()).isZero());
        PointWorld elsewhere = new PointWorld();
        assertThat(trace.replay(elsewhere, elsewhere.reset(new Seed(77))))
                .hasValueSatisfying(divergence -> assertThat(divergence.step()).isEqualTo(-1));
    }

    @Test
    void aTraceCutOffAnywhereLosesOnlyItsLastLine() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int headerEnd = lineBreaks(whole, whole.length, 1);
        for (int length = headerEnd; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            EpisodeTrace trace = EpisodeTrace.read(file);
            boolean atALineBreak = whole[length - 1] == '\n';
            assertThat(trace.cutOff()).isEqualTo(!atALineBreak);
            assertThat(trace.steps()).hasSize(countLineBreaks(whole, length) - 1);
        }
    }

    @Test
    void whatIsNoTraceIsRefused() throws IOException {
        Files.writeString(file, "");
        assertThatThrownBy(() -> EpisodeTrace.read(file)).hasMessageContaining("no header line");
        Files.writeString(file, "{\"loss\": 1}\n");
        assertThatThrownBy(() -> EpisodeTrace.read(file))
                .hasMessageContaining("Line 1")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void aTraceWithALineMissingIsRefused() throws IOException {
        var lines = Files.readAllLines(file);
        lines.remove(3);
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertThatThrownBy(() -> EpisodeTrace.read(file)).hasMessageContaining("is step 3; expected step 2");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("missing").resolve("episode.jsonl");
        var header = EpisodeTrace.Header.of(5, Map.of(), "abc", "cem", new Signals(new float[1]));
        assertThatThrownBy(() -> new EpisodeTraceWriter(nowhere, header))
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("\nMaybe its folder is missing");
    }

    @Test
    void everyPixelAndTheShapeCountInTheHash() {
        Pixels dark = new Pixels(1, 2, 3, new byte[6]);
        Pixels turned = new Pixels(1, 3, 2, new byte[6]);
        Pixels lit = new Pixels(1, 2, 3, new byte[] {0, 0, 0, 0, 0, 1});
        assertThat(ObservationHash.of(dark))
                .hasSize(16)
                .isEqualTo(ObservationHash.of(new Pixels(1, 2, 3, new byte[6])))
                .isNotEqualTo(ObservationHash.of(turned))
                .isNotEqualTo(ObservationHash.of(lit));
    }

    private static int countLineBreaks(byte[] bytes, int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    /// How many bytes until after the so-manieth line break.
    private static int lineBreaks(byte[] bytes, int length, int wanted) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
            if (count == wanted) {
                return i + 1;
            }
        }
        return length;
    }
}
