package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a command is told that teaches a trained model something more from recorded episodes, and adds it to its file.
final class LearningAfterwards {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelOptions which;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The folder of episodes, of pixels or signals as the model sees them; best such as it was not"
                    + " trained on.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the model with what it learned (default: the model's own file).")
    @Nullable
    private Path out;

    /// Opens the episodes.
    interface Opening {
        EpisodeStore open(Path folder) throws IOException;
    }

    /// Makes what learns and writes.
    ///
    /// @param <S> its settings
    /// @param <F> the figures that it comes to
    interface Learning<S, F> {
        ModelRewriting.Work<F> of(JepaModel model, EpisodeStore store, S settings, Console console);
    }

    /// Learns, and prints the figures; or the settings, where only these were asked for.
    <S extends Record, F> int run(
            Console console, S defaults, Opening opening, Learning<S, F> learning, BiConsumer<F, PrintWriter> print)
            throws IOException {
        return runBy(console, options -> options.over(defaults), opening, learning, print);
    }

    /// The same with settings whose defaults depend on what is wanted.
    <S extends Record, F> int runBy(
            Console console,
            Function<SettingsOptions, S> binding,
            Opening opening,
            Learning<S, F> learning,
            BiConsumer<F, PrintWriter> print)
            throws IOException {
        S chosen = binding.apply(settings);
        if (settings.isPrinted(console, chosen)) {
            return Main.DONE;
        }
        ModelRewriting rewriting = ModelRewriting.of(which, out);
        JepaModel model = which.load();
        try (EpisodeStore store = opening.open(data)) {
            F figures = rewriting.by(learning.of(model, store, chosen, console));
            output.print(console, figures, shown -> print.accept(shown, console.out()));
        }
        return Main.DONE;
    }
}
