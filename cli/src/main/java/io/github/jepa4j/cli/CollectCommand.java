package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j collect`: collects episodes on all cores into a folder; the same seed gives the same bytes on
/// any number of threads.
@Command(
        name = "collect",
        header = "Act in a world and keep what was seen and done.",
        description =
                "Collects episodes on all cores into a folder; the same seed gives the same bytes on any number of threads.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j collect --out runs/first-data",
            "  jepa4j collect --out runs/fixed-data --set layout=fixed --set episodes=5000 --seed 3"
        })
final class CollectCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder for the episodes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Override
    public Integer call() {
        CollectSettings chosen = settings.over(CollectSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        output.print(main.console(), Collection.into(out, chosen, main.console()), this::show);
        return Main.DONE;
    }

    private void show(Collection.Figures figures) {
        var to = main.console().out();
        to.printf(Locale.ROOT, "%-9s %s%n", "data", figures.data());
        to.printf(Locale.ROOT, "%-9s %,d (%,d collected now)%n", "episodes", figures.episodes(), figures.collected());
        to.printf(Locale.ROOT, "%-9s %,d%n", "frames", figures.frames());
        to.printf(Locale.ROOT, "%-9s %.1f MB%n", "size", figures.bytes() / 1e6);
        to.printf(Locale.ROOT, "%-9s %s%n", "hash", figures.hash());
        if (figures.lost() > 0) {
            to.printf(Locale.ROOT, "%-9s %d shards cannot be read%n", "lost", figures.lost());
        }
        to.printf(Locale.ROOT, "%-9s %.1f s, %,.0f frames/s%n", "time", figures.seconds(), figures.framesPerSecond());
    }
}
