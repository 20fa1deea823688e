package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    private static final Progress.Task TASK = new Progress.Task("train", 2_000, "steps");

    private final StringBuilder out = new StringBuilder();
    private long now = 1_000_000_000_000L;

    @Test
    void onATerminalOneLineIsRewritten() {
        try (Progress progress = new Progress(TASK, out, true, () -> now)) {
            after(1, progress, 10);
            after(1, progress, 20);
        }
        assertThat(out.toString().split("\r", -1))
                .extracting(String::stripTrailing)
                .containsExactly(
                        "",
                        "train: 10/2,000 steps (0 %), 10.0 steps/s, 3:19 left",
                        "train: 20/2,000 steps (1 %), 10.0 steps/s, 3:18 left",
                        "train: 20 steps in 2 s (10.0 steps/s)");
        assertThat(out).endsWith("\n").containsOnlyOnce("\n");
    }

    @Test
    void aShorterLineCoversTheLongerOneBefore() {
        try (Progress progress = new Progress(TASK, out, true, () -> now)) {
            now += 1_000_000_000L;
            progress.update(10, "a very long note");
            now += 1_000_000_000L;
            progress.update(20, "");
        }
        String[] lines = out.toString().split("\r", -1);
        assertThat(lines[2].length()).isGreaterThanOrEqualTo(lines[1].length());
    }

    @Test
    void elsewhereALineIsPrintedEveryFewSeconds() {
        try (Progress progress = new Progress(TASK, out, false, () -> now)) {
            for (int second = 1; second <= 12; second++) {
                after(1, progress, 100 * second);
            }
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "train: 500/2,000 steps (25 %), 100 steps/s, 15 s left",
                        "train: 1,000/2,000 steps (50 %), 100 steps/s, 10 s left",
                        "train: 1,200 steps in 12 s (100 steps/s)");
    }

    @Test
    void whatAnEarlierProcessDidCountsAsDoneAndNotIntoTheRate() {
        try (Progress progress = new Progress(TASK, out, true, () -> now)) {
            progress.continueFrom(1000);
            after(1, progress, 1010);
        }
        assertThat(out)
                .contains("train: 1,010/2,000 steps (50 %), 10.0 steps/s, 1:39 left")
                .contains("train: 1,010 steps in 1 s (10.0 steps/s)");
    }

    @Test
    void aTerminalIsNotFlooded() {
        try (Progress progress = new Progress(TASK, out, true, () -> now)) {
            for (int i = 0; i < 1000; i++) {
                now += 1_000_000L;
                progress.add(1);
            }
        }
        assertThat(out.toString().split("\r", -1)).hasSizeBetween(10, 13);
    }

    @Test
    void theTimeLeftFollowsARateThatChanges() {
        try (Progress progress = new Progress(TASK, out, true, () -> now)) {
            after(1, progress, 1);
            for (int second = 1; second <= 100; second++) {
                after(1, progress, 1 + 10 * second);
            }
        }
        String last = out.toString().split("\r", -1)[101];
        assertThat(last).contains("1,001/2,000").containsPattern("9\\.9\\d steps/s, 1:4\\d left");
    }

    @Test
    void slowUnitsAreGivenBySecondsEach() {
        try (Progress progress = new Progress(new Progress.Task("plan", 0, "plans"), out, true, () -> now)) {
            after(8, progress, 2);
        }
        assertThat(out).contains("plan: 2 plans, 4.00 s each, 8 s");
    }

    @Test
    void afterTheEndNothingIsPrinted() {
        Progress progress = new Progress(TASK, out, true, () -> now);
        progress.close();
        int length = out.length();
        after(5, progress, 7);
        progress.close();
        assertThat(out).hasSize(length);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0 s", "59.4, 59 s", "59.6, 1:00", "3599.7, 1:00:00", "36005, 10:00:05"})
    void durationsAreShort(double seconds, String expected) {
        assertThat(Progress.duration(seconds)).isEqualTo(expected);
    }

    private void after(long seconds, Progress progress, long done) {
        now += seconds * 1_000_000_000L;
        progress.update(done);
    }
}
