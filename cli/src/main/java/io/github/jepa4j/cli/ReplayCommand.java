package io.github.jepa4j.cli;

import io.github.jepa4j.agent.EpisodeTrace;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `jepa4j replay`: does the actions of recorded episodes again, and says whether the world answers as it did.
@Command(
        name = "replay",
        header = "Do a recorded episode again.",
        description = "Does the actions of recorded episodes again, in the same world, and says whether all that is"
                + " seen is what was seen then.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  jepa4j replay runs/demo/traces/episode-0000.jsonl"})
final class ReplayCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "TRACE", arity = "1..*", description = "Traces of evaluate or demo.")
    private List<Path> traces = List.of();

    /// How a replay went.
    ///
    /// @param steps      that were recorded
    /// @param divergedAt the first step after which something else was seen, -1 where the first sight was another;
    ///     nothing where all was the same
    /// @param distance   to the goal when the replay ended, in pixels
    /// @param cutOff     whether the trace's last line was cut off
    record Figures(Path trace, int steps, @Nullable Integer divergedAt, double distance, boolean cutOff) {}

    @Override
    public Integer call() throws IOException {
        List<Figures> all = new ArrayList<>();
        for (Path trace : traces) {
            all.add(replay(trace));
        }
        output.print(main.console(), all, figures -> figures.forEach(this::show));
        if (all.stream().allMatch(figures -> figures.divergedAt() == null)) {
            return Main.DONE;
        }
        throw new CommandFailure("Not all that is seen is what was seen when it was recorded.\n"
                + "Maybe the trace is of another version of the world, or was edited.");
    }

    private static Figures replay(Path file) throws IOException {
        EpisodeTrace trace = EpisodeTrace.read(file);
        TwoRooms world = new TwoRooms(task(file, trace));
        var first = world.reset(new Seed(trace.header().seed()));
        Optional<EpisodeTrace.Divergence> divergence = trace.replay(world, first);
        return new Figures(
                file,
                trace.steps().size(),
                divergence.map(EpisodeTrace.Divergence::step).orElse(null),
                world.distanceToGoal(),
                trace.cutOff());
    }

    private static TwoRoomsTask task(Path file, EpisodeTrace trace) {
        try {
            return TwoRoomsTask.described(trace.header().task());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("The trace %s cannot be replayed: %s".formatted(file, e.getMessage()));
        }
    }

    private void show(Figures figures) {
        Integer at = figures.divergedAt();
        String how = "all that is seen is what was seen then";
        if (at != null) {
            how = at < 0 ? "something else is seen FIRST" : "something ELSE is seen after step " + at;
        }
        main.console()
                .out()
                .printf(
                        Locale.ROOT,
                        "%s: %d steps%s, %s; %.2f px from the goal%n",
                        figures.trace(),
                        figures.steps(),
                        figures.cutOff() ? " (the last line was cut off)" : "",
                        how,
                        figures.distance());
    }
}
