package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process is killed in the midst of remembering, a few times in one folder; benchmark `crash` does it a
/// hundred times.
class KilledMemoryTest {

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsThereAfterEachKill() throws Exception {
        long through = -1;
        for (int kill = 0; kill < 3; kill++) {
            long acknowledged = rememberUntilKilledAfter(4 + 9 * kill);
            assertThat(acknowledged).isGreaterThan(through);
            through = assertRemembered(acknowledged);
        }
    }

    /// @return the number of the last moment that it said was acknowledged
    private long rememberUntilKilledAfter(int acknowledgements) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rememberer.class.getName(),
                        folder.toString(),
                        "4"))
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // Java says that it picked them up
        Process process = builder.start();
        try (var said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(said.readLine())
                    .as("the first line, without warnings of Lucene's")
                    .startsWith("opened ");
            String last = "";
            for (int i = 0; i < acknowledgements; i++) {
                last = said.readLine();
            }
            process.toHandle().destroyForcibly(); // the process itself would close the pipe
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line; // said before the kill, and still in the pipe
            }
            assertThat(process.waitFor()).isNotZero();
            return Long.parseLong(last);
        } finally {
            process.destroyForcibly();
        }
    }

    /// @return the number of the last moment that is there; at least the one acknowledged, and where the
    ///     kill came between commit and word, more
    private long assertRemembered(long acknowledged) {
        try (LuceneMemory memory = LuceneMemory.open(folder, Rememberer.DIMENSION)) {
            long through = memory.acknowledged().through();
            assertThat(through).isGreaterThanOrEqualTo(acknowledged);
            List<Moment> all = memory.recent(10_000).reversed();
            assertThat(all).hasSize((int) through + 1);
            for (int i = 0; i < all.size(); i++) {
                Moment expected = Moments.numbered(i, Rememberer.DIMENSION);
                boolean concluded = i / 10 * 10 + 10 <= acknowledged;
                double success =
                        concluded ? (i / 10 % 2 == 0 ? 1 : 0) : all.get(i).success();
                assertThat(all.get(i)).isEqualTo(expected.endedWith(success));
            }
            return through;
        }
    }
}
