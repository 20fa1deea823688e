package io.github.jepa4j.agent;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The record of one episode: enough to look at it, and to do it again. On disk one JSON object per line,
/// the header first, then one line per step, each flushed as it is written, so that a kill loses the last
/// line at most.
///
/// @param header what the episode was
/// @param steps  what was done, in order
/// @param cutOff whether the file's last line was cut off, and left out here
public record EpisodeTrace(Header header, List<Step> steps, boolean cutOff) {

    /// What the episode was.
    ///
    /// @param format  always `jepa4j-trace/1`
    /// @param seed    the world's
    /// @param task    a description: layout, start, goal, and whatever else names it
    /// @param model   hash of the model that acted
    /// @param planner how it planned
    /// @param first   hash of what was seen first (see `ObservationHash`)
    public record Header(
            String format, long seed, Map<String, String> task, String model, String planner, String first) {

        static final String FORMAT = "jepa4j-trace/1";

        public Header {
            task = Map.copyOf(task);
        }

        /// The header of a new trace.
        public static Header of(long seed, Map<String, String> task, String model, String planner, Observation first) {
            return new Header(FORMAT, seed, task, model, planner, ObservationHash.of(first));
        }
    }

    /// What was done at one step.
    ///
    /// @param step     from 0
    /// @param action   in the world's units, `[A]`
    /// @param planned  whether there was a new plan
    /// @param energy   of the plan it is from
    /// @param surprise at this step, NaN when unknown
    /// @param seen     hash of what was seen after it
    /// @param extras   whatever the world tells beside, such as its true position, by name
    /// @param why      how the decision came about, where one was made; null between plans, and in older traces
    public record Step(
            int step,
            float[] action,
            boolean planned,
            float energy,
            double surprise,
            String seen,
            Map<String, Double> extras,
            @Nullable Explanation why) {

        public Step {
            extras = Map.copyOf(extras);
        }

        /// From a decision and the world's answer.
        public static Step of(Decision decision, Observation seen, Map<String, Double> extras) {
            return new Step(
                    decision.step(),
                    decision.action().values(),
                    decision.planned(),
                    decision.energy(),
                    decision.surprise(),
                    ObservationHash.of(seen),
                    extras,
                    decision.planned() || decision.plan() == null ? decision.explanation() : null);
        }
    }

    /// Where a replay went another way than the record.
    ///
    /// @param step     the first step after which something else was seen; -1 when the first sight was
    ///     another
    /// @param expected hash of what was recorded
    /// @param seen     hash of what was seen
    public record Divergence(int step, String expected, String seen) {}

    static final JsonMapper JSON = JsonMapper.builder().build();

    public EpisodeTrace {
        steps = List.copyOf(steps);
    }

    /// Reads a trace. A last line that was cut off is left out, and reported as `cutOff`.
    ///
    /// @throws IllegalArgumentException when the file is no trace, or broken before its last line
    /// @throws IOException              when it cannot be read
    public static EpisodeTrace read(Path file) throws IOException {
        // Not readString: a character cut in half is no reason to refuse the rest.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String[] lines = text.isEmpty() ? new String[0] : text.split("\n", -1);
        // A whole file ends with a line break, after which there is an empty last part; anything else was cut off.
        int whole = Math.max(0, lines.length - 1);
        if (whole == 0) {
            throw new IllegalArgumentException(
                    "The trace %s has no header line; it needs at least that.\nMaybe it was cut off while it was begun."
                            .formatted(file));
        }
        Header header = parse(file, 1, lines[0], Header.class);
        if (!Header.FORMAT.equals(header.format())) {
            throw new IllegalArgumentException(
                    "The trace %s has the format %s; expected %s.\nMaybe it is another kind of file, or from another version."
                            .formatted(file, header.format(), Header.FORMAT));
        }
        List<Step> steps = new ArrayList<>();
        for (int line = 1; line < whole; line++) {
            Step step = parse(file, line + 1, lines[line], Step.class);
            if (step.step() != steps.size()) {
                throw new IllegalArgumentException(
                        "Line %d of the trace %s is step %d; expected step %d.\nMaybe two episodes were written to one file."
                                .formatted(line + 1, file, step.step(), steps.size()));
            }
            steps.add(step);
        }
        return new EpisodeTrace(header, steps, !lines[whole].isEmpty());
    }

    /// Does the recorded actions again, and compares what is seen.
    ///
    /// @param world reset as it was for the recorded episode
    /// @param first what is seen in it now
    /// @return where it first went another way; empty when it never did
    public Optional<Divergence> replay(Environment world, Observation first) {
        String sight = ObservationHash.of(first);
        if (!sight.equals(header.first())) {
            return Optional.of(new Divergence(-1, header.first(), sight));
        }
        for (Step step : steps) {
            String seen = ObservationHash.of(world.step(new Action(step.action())));
            if (!seen.equals(step.seen())) {
                return Optional.of(new Divergence(step.step(), step.seen(), seen));
            }
        }
        return Optional.empty();
    }

    private static <T> T parse(Path file, int line, String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    "Line %d of the trace %s cannot be read: %s.\nMaybe the file was edited, or is no trace."
                            .formatted(line, file, broken.getOriginalMessage()),
                    broken);
        }
    }
}
