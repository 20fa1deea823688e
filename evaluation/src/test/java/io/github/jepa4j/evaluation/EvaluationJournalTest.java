package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.RandomPolicy;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationJournalTest {

    private static final int EPISODES = 12;

    private final List<TwoRoomsTask> tasks = Evaluator.freshTasks(LayoutChoice.RANDOM, EPISODES, new Seed(5));
    private final Contender.Factory contenders = Contender.Factory.of(new RandomPolicy(1.5));

    private Path file = Path.of("");

    @BeforeEach
    void place(@TempDir Path folder) {
        file = EvaluationJournal.beside(folder.resolve("evaluation.json"));
    }

    @Test
    void anEvaluationThatBrokeOffGoesOnAndEndsAsIfItHadNot() throws IOException {
        Evaluation whole = evaluator(5).evaluate(tasks, contenders, Cost.UNKNOWN, Progress.NONE);

        breakOffAfter(5, 5);
        List<Integer> counts = new ArrayList<>();
        Evaluation resumed = play(5, (_, played, _) -> counts.add(played));

        assertThat(counts).containsExactly(6, 7, 8, 9, 10, 11, 12);
        assertThat(resumed.episodes()).isEqualTo(whole.episodes());
        assertThat(resumed.floors()).isEqualTo(whole.floors());
        assertThat(resumed.complete()).isTrue();
    }

    @Test
    void aLineThatWasCutOffIsPlayedAgain() throws IOException {
        Evaluation whole = play(5, Progress.NONE);
        byte[] bytes = Files.readAllBytes(file);
        for (int cut : new int[] {1, 200, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, cut));

            assertThat(play(5, Progress.NONE).episodes()).isEqualTo(whole.episodes());
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void whatFollowsADamagedLineIsPlayedAgain() throws IOException {
        play(5, Progress.NONE);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(3, lines.get(3).replace("finalDistance", "finalDist\0nce").substring(0, 80));
        Files.write(file, lines);

        try (EvaluationJournal journal = EvaluationJournal.open(file, protocol(5))) {
            assertThat(journal.episodes()).isEqualTo(2);
        }
    }

    @Test
    void theJournalOfAnotherProtocolIsSetAsideUntilThatIsPlayedAgain() throws IOException {
        breakOffAfter(5, 5);
        List<Integer> counts = new ArrayList<>();

        play(6, (_, played, _) -> counts.add(played));
        assertThat(counts).hasSize(EPISODES);

        counts.clear();
        play(5, (_, played, _) -> counts.add(played));
        assertThat(counts).containsExactly(6, 7, 8, 9, 10, 11, 12);

        counts.clear();
        play(6, (_, played, _) -> counts.add(played));
        assertThat(counts).isEmpty();
    }

    @Test
    void aJournalWhoseHeaderWasCutOffHidesNoneThatWasSetAside() throws IOException {
        breakOffAfter(5, 5);
        breakOffAfter(3, 6); // sets the other aside
        Files.write(file, new byte[0]);
        List<Integer> counts = new ArrayList<>();

        play(5, (_, played, _) -> counts.add(played));

        assertThat(counts).containsExactly(6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void whatWasSetAsideIsNeverWrittenOver() throws IOException {
        breakOffAfter(5, 5);
        byte[] kept = Files.readAllBytes(file);
        breakOffAfter(3, 6);
        Path aside = onlyAside();
        Files.copy(aside, file, StandardCopyOption.REPLACE_EXISTING); // as a copy by hand would be
        breakOffAfter(4, 7);

        assertThat(aside).hasBinaryContent(kept);
        assertThat(aside.resolveSibling(aside.getFileName() + "-2")).hasBinaryContent(kept);
    }

    @Test
    void discardingForgetsWhatOtherCodeKeptOfTheSameEvaluationAndNothingElse() throws IOException {
        Protocol own = protocol(5);
        try (EvaluationJournal journal = EvaluationJournal.open(file, Samples.elsewhere(own))) {
            assertThat(journal.episodes()).isZero();
        }
        EvaluationJournal.open(file, protocol(6)).close();
        try (EvaluationJournal journal = EvaluationJournal.open(file, own)) {
            journal.discard();
        }

        assertThat(file).doesNotExist();
        assertThat(Files.readString(onlyAside())).contains("\"steps\":6");
    }

    /// The one file beside the journal that is a journal set aside.
    private Path onlyAside() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            List<Path> asides = files.filter(path ->
                            !path.equals(file) && !path.getFileName().toString().endsWith(".lock"))
                    .toList();
            assertThat(asides).hasSize(1);
            return asides.getFirst();
        }
    }

    @Test
    void aJournalInUseIsNotSetAside() throws IOException {
        try (EvaluationJournal _ = EvaluationJournal.open(file, protocol(5))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> EvaluationJournal.open(file, protocol(6)))
                    .withMessageContaining("in use by another evaluation");
        }
    }

    @Test
    void twoEvaluationsDoNotShareAJournal() throws IOException {
        try (EvaluationJournal _ = EvaluationJournal.open(file, protocol(5))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> EvaluationJournal.open(file, protocol(5)))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("in use by another evaluation");
        }
    }

    @Test
    void secondsOfEarlierSittingsCount() throws IOException {
        AtomicLong nanos = new AtomicLong();
        Evaluator evaluator = new Evaluator(protocol(5), () -> nanos.addAndGet(1_000_000_000));
        for (int sitting = 1; sitting <= 2; sitting++) {
            try (EvaluationJournal journal = EvaluationJournal.open(file, protocol(5))) {
                evaluator.keeping(journal).evaluate(tasks, contenders, Cost.UNKNOWN, Progress.NONE);
            }
        }

        try (EvaluationJournal journal = EvaluationJournal.open(file, protocol(5))) {
            // Twice looked at the clock in each episode, once after it.
            assertThat(journal.seconds()).isEqualTo(3 * EPISODES);
        }
    }

    private void breakOffAfter(int episodes, int steps) throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> play(steps, (_, played, _) -> {
                    if (played == episodes) {
                        throw new IllegalStateException("the power failed");
                    }
                }));
    }

    private Evaluation play(int steps, Progress progress) throws IOException {
        try (EvaluationJournal journal = EvaluationJournal.open(file, protocol(steps))) {
            return evaluator(steps).keeping(journal).evaluate(tasks, contenders, Cost.UNKNOWN, progress);
        }
    }

    private static Evaluator evaluator(int steps) {
        return new Evaluator(protocol(steps), () -> 0);
    }

    private static Protocol protocol(int steps) {
        return Samples.protocol(EPISODES, steps, 1);
    }
}
