package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.evaluation.EpisodeResult;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.EvaluationJournal;
import io.github.jepa4j.worlds.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An evaluation in a process of its own, which is killed for real: with the first compiler only, an
/// episode takes the better part of a second, so that the fifth of twenty is not missed.
class KilledEvaluationTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void anEvaluationKilledTwiceFindsWhatAnUnharmedOneDoesAndPlaysNoEpisodeTwice()
            throws IOException, InterruptedException {
        TinyRun tiny = new TinyRun(folder);
        tiny.collect();
        tiny.train("run");
        Path whole = folder.resolve("whole.json");
        Path killed = folder.resolve("killed.json");
        Path journal = EvaluationJournal.beside(killed);

        for (int moment : new int[] {2, 5}) {
            start(tiny, killed).killWhen(() -> played(journal) >= moment);
            assertThat(killed).doesNotExist();
        }
        List<String> before = wholeLines(journal);
        start(tiny, killed).await();
        start(tiny, whole).await();

        assertThat(before).hasSizeGreaterThanOrEqualTo(6);
        assertThat(journal).doesNotExist();
        assertThat(paths(EvaluationFile.read(killed))).isEqualTo(paths(EvaluationFile.read(whole)));
        for (String line : before.subList(1, before.size())) {
            // The seconds of what was played before the kills are those of then: nothing was played again.
            assertThat(Files.readString(killed))
                    .contains(line.replaceAll(".*\"wallSeconds\":([0-9.E-]+),\"path.*", "$1"));
        }
    }

    private CommandProcess start(TinyRun tiny, Path out) throws IOException {
        return CommandProcess.start(
                folder.resolve("log"),
                "evaluate",
                "--run",
                tiny.run("run").toString(),
                "--out",
                out.toString(),
                "--set",
                "episodes=20",
                "--set",
                "steps=16",
                "--set",
                "planning.horizon=8",
                "--set",
                "threads=2",
                "--set",
                "planning.planner.parameters.candidates=16");
    }

    private static int played(Path journal) {
        return Math.max(0, wholeLines(journal).size() - 1);
    }

    private static List<String> wholeLines(Path journal) {
        try {
            String text = Files.exists(journal) ? Files.readString(journal) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static List<List<Position>> paths(Evaluation evaluation) {
        return evaluation.episodes().stream().map(EpisodeResult::path).toList();
    }
}
