package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes at the same files. Asked twice, since a process that tries a lock which it holds itself may lose it
/// by that: the second question would then be answered otherwise.
class TwoProcessesTest {

    @TempDir
    Path folder;

    @Test
    void aStoreThatAnotherProcessWritesIsRefusedAsOftenAsOneAsks() throws Exception {
        Path data = folder.resolve("data");
        String[] collect = {"collect", "--out", data.toString(), "--set", "episodes=1000000", "--set", "layout=fixed"};
        CommandProcess writing = CommandProcess.start(folder.resolve("log"), collect);
        await(writing, data.resolve("shard-00000.bin.part"));

        for (int time = 0; time < 2; time++) {
            TinyRun.command(collect)
                    .failedWith(
                            Main.FAILED,
                            "being written by another writer",
                            "process " + writing.process().pid());
        }
        assertThat(writing.process().isAlive()).isTrue();
        end(writing);
    }

    @Test
    void anEvaluationThatAnotherProcessPlaysIsRefusedAlsoUnderAnotherProtocol() throws Exception {
        TinyRun tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
        assertThat(tiny.train("run").code()).isZero();
        Path run = tiny.run("run");
        String[] evaluate = {"evaluate", "--run", run.toString(), "--set", "episodes=100000", "--seed", "1"};
        CommandProcess playing = CommandProcess.start(folder.resolve("log"), evaluate);
        Path journal = run.resolve("evaluation.json.journal");
        await(playing, journal);

        String[] other = evaluate.clone();
        other[other.length - 1] = "2";
        for (String[] again : new String[][] {other, evaluate, other, evaluate}) {
            TinyRun.command(again).failedWith(Main.FAILED, "in use by another evaluation");
        }
        assertThat(journal).isNotEmptyFile();
        end(playing);
    }

    private static void await(CommandProcess process, Path file) throws InterruptedException, IOException {
        while (!Files.exists(file)) {
            assertThat(process.process().isAlive())
                    .as(Files.readString(process.log()))
                    .isTrue();
            Thread.sleep(5);
        }
    }

    private static void end(CommandProcess process) throws InterruptedException {
        process.process().destroyForcibly();
        assertThat(process.process().waitFor(CommandProcess.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }
}
