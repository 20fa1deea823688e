package io.github.jepa4j.cli;

import io.github.jepa4j.surprise.RunningSurprise;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How surprising a video is.
///
/// @param video   its name
/// @param frames  of each frame that was looked at, at least 0; the first could not be foreseen: 0
/// @param mean    over time
/// @param max     the most surprising frame's
/// @param when    the most surprising frame, from 0
/// @param seconds when that was; null where the file does not say how fast it is
/// @param usual   how rare that is; null where it is not known what is usual
record SurpriseFigures(
        String video,
        List<Double> frames,
        double mean,
        double max,
        long when,
        @Nullable Double seconds,
        @Nullable Rarity usual) {

    private static final int WIDTH = 40;

    /// How rare a surprise is.
    ///
    /// @param clips  of usual ones
    /// @param byMean share of usual ones whose mean is at least as large, this one counted among them
    /// @param byMax  share of usual ones whose maximum is at least as large, this one counted among them
    record Rarity(int clips, double byMean, double byMax) {

        static @Nullable Rarity of(RunningSurprise soFar, @Nullable Usual usual) {
            return usual == null
                    ? null
                    : new Rarity(
                            usual.clips(),
                            usual.mean().share(soFar.mean()),
                            usual.max().share(soFar.max()));
        }

        String words() {
            return String.format(
                    Locale.ROOT,
                    "at least as surprising among %,d usual videos and this one: %.1f %% by the mean, %.1f %% by the maximum",
                    clips,
                    100 * byMean,
                    100 * byMax);
        }
    }

    /// @param seconds when the most surprising frame is shown
    static SurpriseFigures of(
            String video, List<Double> frames, OptionalDouble seconds, RunningSurprise soFar, @Nullable Usual usual) {
        return new SurpriseFigures(
                video,
                frames,
                soFar.mean(),
                soFar.max(),
                soFar.when(),
                seconds.isPresent() ? seconds.getAsDouble() : null,
                Rarity.of(soFar, usual));
    }

    void print(PrintWriter to) {
        to.println("frame  surprise");
        for (int t = 0; t < frames.size(); t++) {
            to.println(line(t, frames.get(t), max));
        }
        to.println();
        to.println(summary());
        if (usual != null) {
            to.println(usual.words());
        }
    }

    private String summary() {
        String time = seconds == null ? "" : String.format(Locale.ROOT, " (%.2f s)", seconds);
        return "mean %s, max %s at frame %d%s".formatted(Words.significant(mean), Words.significant(max), when, time);
    }

    /// A frame with its bar.
    ///
    /// @param full the surprise of a bar of full length
    static String line(long frame, double surprise, double full) {
        int length = full > 0 ? (int) Math.round(WIDTH * Math.min(1, surprise / full)) : 0;
        return String.format(Locale.ROOT, "%5d  %-8s  %s", frame, Words.significant(surprise), "#".repeat(length))
                .stripTrailing();
    }
}
