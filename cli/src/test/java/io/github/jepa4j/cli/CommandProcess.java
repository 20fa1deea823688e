package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The command line in a process of its own, to be killed for real.
///
/// @param process the process
/// @param log     where it writes
record CommandProcess(Process process, Path log) {

    static final long PATIENCE_SECONDS = 120;

    static CommandProcess start(Path log, String... arguments) throws IOException {
        Process process = new ProcessBuilder(java(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new CommandProcess(process, log);
    }

    /// Runs a command to its end where no file may grow beyond a size: what a full disk does to it, for real.
    ///
    /// @param blocks the size, in blocks of 512 bytes
    static TinyRun.Answer withRoomFor(long blocks, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f \"$0\" && exec \"$@\"", "" + blocks));
        command.addAll(java(arguments));
        Process process = new ProcessBuilder(command).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new TinyRun.Answer(process.exitValue(), out, err);
    }

    /// Runs a command to its end, its standard output going to a file.
    static TinyRun.Answer printingTo(Path out, String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(java(arguments)).redirectOutput(out.toFile()).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new TinyRun.Answer(process.exitValue(), "", err);
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData", // a file of its own, which a limit would forbid
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Kills it as soon as something is so; it must not have ended by then.
    void killWhen(BooleanSupplier moment) throws InterruptedException {
        while (!moment.getAsBoolean()) {
            assertThat(process.isAlive()).as(this::said).isTrue();
            Thread.sleep(1);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    /// Waits until it has ended well.
    void await() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(this::said).isZero();
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
