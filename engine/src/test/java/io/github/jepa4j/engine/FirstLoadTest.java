package io.github.jepa4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine on which nothing of ours has ever run: natives still have to be unpacked.
class FirstLoadTest {

    @TempDir
    Path cache;

    @Test
    void programsThatBeginTogetherOnAFreshMachineDoNotMapEachOthersHalfWrittenLibraries() throws Exception {
        List<Process> programs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            programs.add(begin());
        }

        for (Process program : programs) {
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor()).as(said).isZero();
            assertThat(said).contains("opened with 1 thread");
        }
    }

    private Process begin() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ErrorFileToStdout",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opening.class.getName())
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /// The program.
    static final class Opening {

        private Opening() {}

        public static void main(String... none) {
            System.out.printf("opened with %d thread%n", Engine.open(1).threads());
        }
    }
}
