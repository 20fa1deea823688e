package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line in this process, with settings under which everything is over in seconds.
///
/// @param folder where data and runs are
record TinyRun(Path folder) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A training of a model that can hardly see: what counts is that all of it is done. One thread, so
    /// that every process and machine adds in the same order.
    private static final List<String> SETTINGS = List.of(
            "training.model.widths=[4,8]",
            "training.model.latentDimension=16",
            "training.windows=8",
            "training.frames=5",
            "training.unrolled=3",
            "training.encoded=[]",
            "training.log=1",
            "training.threads=1");

    /// What a command answered.
    record Answer(int code, String out, String err) {

        /// Its figures: exactly one JSON object on standard output.
        JsonNode figures() {
            assertThat(code).as(err).isZero();
            return JSON.readTree(out);
        }

        /// Asserts a failure that is said as we say them.
        Answer failedWith(int expected, String... parts) {
            assertThat(err).contains(parts).containsPattern("\nMaybe ").doesNotContain("\tat ", "is a bug");
            assertThat(code).isEqualTo(expected);
            assertThat(out).isEmpty();
            return this;
        }
    }

    static Answer command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        var console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                InstantSource.system(),
                System::nanoTime);
        int code = Main.run(console, arguments);
        return new Answer(code, out.toString(), err.toString());
    }

    Path data() {
        return folder.resolve("data");
    }

    Path run(String name) {
        return folder.resolve(name);
    }

    Answer collect(String... more) {
        return command(with(
                List.of("collect", "--out", data().toString(), "--set", "episodes=20", "--set", "layout=fixed"), more));
    }

    Answer train(String name, String... more) {
        return command(training(name, more));
    }

    /// The arguments of a training of 20 steps.
    String[] training(String name, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--data", data().toString(), "--run", run(name).toString()));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of("--set", "training.steps=20", "--set", "training.checkpoint=5"));
        return with(arguments, more);
    }

    Answer resume(String name, String... more) {
        return command(with(List.of("train", "--resume", "--run", run(name).toString()), more));
    }

    private static String[] with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
