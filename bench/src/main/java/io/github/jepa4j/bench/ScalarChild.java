package io.github.jepa4j.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs this program in a JVM of its own that computes with the scalar kernels: which kernels are used is
/// chosen once for a JVM.
final class ScalarChild {

    private ScalarChild() {}

    /// @param arguments of [Main]
    /// @return the JSON object that it printed
    static JsonNode run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("--enable-native-access"))
                .forEach(command::add);
        command.add("--add-modules=jdk.incubator.vector");
        command.add("-Djepa4j.kernels=scalar");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(arguments);
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.to(new File(nowhere())))
                    .start();
            child.getOutputStream().close();
            String answer = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = child.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "The JVM with the scalar kernels ended with code %d.\nMaybe there is not enough memory for two."
                                .formatted(code));
            }
            return JsonMapper.builder().build().readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A JVM with the scalar kernels could not be started: %s.\nMaybe there is not enough memory for two."
                            .formatted(e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while the JVM with the scalar kernels ran.\nMaybe the benchmark was stopped.", e);
        }
    }

    private static String nowhere() {
        return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
    }
}
