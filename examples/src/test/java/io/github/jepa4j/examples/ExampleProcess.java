package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.util.Files;

/// An example as a reader would start it: a Java of its own.
final class ExampleProcess {

    private ExampleProcess() {}

    /// Runs it to its end, which must be a good one.
    ///
    /// @param folder where it is started
    /// @return what it printed
    static String run(Class<?> example, Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                example.getName()));
        command.addAll(arguments);
        Path errors = folder.resolve("errors.txt");
        Process java = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String printed = java.inputReader().readAllAsString();
        assertThat(java.waitFor())
                .as(() -> Files.contentOf(errors.toFile(), StandardCharsets.UTF_8))
                .isZero();
        return printed;
    }
}
