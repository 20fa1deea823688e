package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {

    private static final TrainingLoop.Schedule SCHEDULE = new TrainingLoop.Schedule(11, 3, 4, 2);
    private static final TrainingLoop.Listener QUIET = (_, _) -> {};

    @TempDir
    Path folder;

    record Settings(int size) {}

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Something whose state depends on every update, and that may be killed.
    private static final class Sum implements TrainingLoop.Training {

        private final List<Long> made = new ArrayList<>();
        private long state = 1;
        private long killedIn = -1;
        private long killedAfterSaving = -1;

        @Override
        public Map<String, Double> update(long step, boolean logged) {
            if (step == killedIn) {
                throw new Killed();
            }
            made.add(step);
            state = state * 31 + step;
            Map<String, Double> metrics = new TreeMap<>(Map.of("state", (double) (state % 1_000_000)));
            if (logged) {
                metrics.put("measured", 1.0);
            }
            return metrics;
        }

        @Override
        public void save(Path directory, TrainingLoop.Standing standing) throws IOException {
            Files.writeString(directory.resolve("state"), state + " " + standing.step() + " " + standing.seconds());
            if (standing.step() == killedAfterSaving) {
                throw new Killed();
            }
        }

        @Override
        public TrainingLoop.Standing restore(Checkpoint checkpoint) throws IOException {
            String[] words = Files.readString(checkpoint.file("state")).split(" ");
            state = Long.parseLong(words[0]);
            return new TrainingLoop.Standing(Long.parseLong(words[1]), Double.parseDouble(words[2]));
        }
    }

    @Test
    void metricsAreWrittenEverySoManyStepsAndOfTheLastAndCheckpointsToo() throws IOException {
        Sum sum = new Sum();

        TrainingLoop.Standing end = run("run", sum, QUIET);

        assertThat(end.step()).isEqualTo(11);
        assertThat(sum.made).isEqualTo(LongStream.range(0, 11).boxed().toList());
        assertThat(steps("run")).containsExactly(0L, 3L, 6L, 9L, 10L);
        assertThat(rows("run")).allSatisfy(row -> assertThat(row.values()).containsKeys("measured", "state"));
        assertThat(checkpoints("run")).as("the last two").containsExactly(8L, 11L);
    }

    @Test
    void theListenerHearsOfEveryUpdate() throws IOException {
        List<Long> heard = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        run("run", new Sum(), (done, metrics) -> {
            heard.add(done);
            sizes.add(metrics.size());
        });

        assertThat(heard).isEqualTo(LongStream.rangeClosed(1, 11).boxed().toList());
        assertThat(sizes).containsExactly(2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 4, 5, 7, 8, 9, 10})
    void aTrainingThatIsKilledInAnUpdateGoesOnFromTheNewestCheckpointAndLogsNothingTwice(long step) throws IOException {
        Sum whole = new Sum();
        run("whole", whole, QUIET);
        Sum killed = new Sum();
        killed.killedIn = step;
        assertThatThrownBy(() -> run("run", killed, QUIET)).isInstanceOf(Killed.class);

        Sum resumed = new Sum();
        run("run", resumed, QUIET);

        assertThat(resumed.made)
                .isEqualTo(LongStream.range(step / 4 * 4, 11).boxed().toList());
        assertThat(resumed.state).isEqualTo(whole.state);
        assertThat(folder.resolve("run/metrics.jsonl")).hasSameTextualContentAs(folder.resolve("whole/metrics.jsonl"));
        assertThat(checkpoints("run")).containsExactly(8L, 11L);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 8, 11})
    void aTrainingThatIsKilledWhileItSavesGoesOnFromTheCheckpointBefore(long done) throws IOException {
        Sum whole = new Sum();
        run("whole", whole, QUIET);
        Sum killed = new Sum();
        killed.killedAfterSaving = done;
        assertThatThrownBy(() -> run("run", killed, QUIET)).isInstanceOf(Killed.class);

        Sum resumed = new Sum();
        run("run", resumed, QUIET);

        assertThat(resumed.made.getFirst()).isEqualTo((done - 1) / 4 * 4);
        assertThat(resumed.state).isEqualTo(whole.state);
        assertThat(folder.resolve("run/metrics.jsonl")).hasSameTextualContentAs(folder.resolve("whole/metrics.jsonl"));
    }

    @Test
    void aKillBetweenALoggedUpdateAndItsCheckpointLeavesNoMetricsOfTwoLives() throws IOException {
        // update 3 is logged, then the checkpoint after it is due, and the kill comes in between
        assertThatThrownBy(() -> run("run", new Sum(), (done, _) -> {
                    if (done == 4) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        assertThat(steps("run")).containsExactly(0L, 3L);

        run("run", new Sum(), QUIET);

        assertThat(steps("run")).containsExactly(0L, 3L, 6L, 9L, 10L);
    }

    @Test
    void aDamagedCheckpointIsPassedOverAndSaidSo() throws IOException {
        Sum whole = new Sum();
        run("run", whole, QUIET);
        Path newest = folder.resolve("run/checkpoints/step-00000011/state");
        Files.writeString(newest, Files.readString(newest).replace(' ', '_'));

        Sum resumed = new Sum();
        List<Checkpoints.Ignored> ignored = new ArrayList<>();
        run("run", resumed, new TrainingLoop.Listener() {
            @Override
            public void stepDone(long done, Map<String, Double> metrics) {}

            @Override
            public void ignored(Checkpoints.Ignored checkpoint) {
                ignored.add(checkpoint);
            }
        });

        assertThat(ignored)
                .extracting(i -> i.directory().getFileName().toString())
                .containsExactly("step-00000011");
        assertThat(resumed.made).containsExactly(8L, 9L, 10L);
        assertThat(resumed.state).isEqualTo(whole.state);
        assertThat(steps("run")).containsExactly(0L, 3L, 6L, 9L, 10L);
    }

    @Test
    void aTrainingThatIsDoneDoesNothingMore() throws IOException {
        run("run", new Sum(), QUIET);
        Sum again = new Sum();

        assertThat(run("run", again, QUIET).step()).isEqualTo(11);
        assertThat(again.made).isEmpty();
        assertThat(steps("run")).containsExactly(0L, 3L, 6L, 9L, 10L);
    }

    @Test
    void theSecondsOfAllLivesAddUp() throws IOException {
        long[] now = {0};
        Sum killed = new Sum();
        killed.killedIn = 5;
        assertThatThrownBy(() -> loop("run", SCHEDULE, () -> now[0] += 1_000_000_000, killed, QUIET))
                .isInstanceOf(Killed.class);
        now[0] = 777_000_000_000L; // another process, whose clock begins elsewhere

        TrainingLoop.Standing end = loop("run", SCHEDULE, () -> now[0] += 1_000_000_000, new Sum(), QUIET);

        assertThat(end.seconds())
                .as("four updates in the first life, seven in the second")
                .isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,1,1,0"})
    void schedulesThatMeanNothingAreRefused(long steps, int log, int checkpoint, int kept) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingLoop.Schedule(steps, log, checkpoint, kept))
                .withMessageContaining("\nMaybe");
    }

    private TrainingLoop.Standing run(String name, Sum sum, TrainingLoop.Listener listener) throws IOException {
        return loop(name, SCHEDULE, () -> 0, sum, listener);
    }

    private TrainingLoop.Standing loop(
            String name,
            TrainingLoop.Schedule schedule,
            java.util.function.LongSupplier nanos,
            Sum sum,
            TrainingLoop.Listener listener)
            throws IOException {
        Path path = folder.resolve(name);
        RunInfo info = RunInfo.here("sum", Instant.EPOCH, 1, "data", "code");
        try (RunFolder run =
                RunFolder.exists(path) ? RunFolder.open(path) : RunFolder.create(path, info, new Settings(3))) {
            return new TrainingLoop(run, schedule, InstantSource.fixed(Instant.EPOCH), nanos).run(sum, listener);
        }
    }

    private List<Metrics> rows(String name) throws IOException {
        return MetricsLog.read(folder.resolve(name).resolve("metrics.jsonl")).rows();
    }

    private List<Long> steps(String name) throws IOException {
        return rows(name).stream().map(Metrics::step).toList();
    }

    private List<Long> checkpoints(String name) throws IOException {
        try (RunFolder run = RunFolder.view(folder.resolve(name))) {
            return run.checkpoints().list().stream().map(Checkpoint::step).toList();
        }
    }
}
