package io.github.jepa4j.evaluation;

import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How well forecasters foresee signals, by horizon: the root of the mean squared error, in the signal's own unit, over
/// every start in the episodes at which all signals are known and which the longest horizon does not leave; so all
/// horizons are judged on the same starts. An angle's error is taken along the shorter arc.
///
/// @param signals names
/// @param units   of the signals
/// @param seconds each horizon, in seconds
/// @param errors  of each forecaster, in the order given
/// @param starts  how many starts were judged
/// @param skipped starts at which a signal is missing, now or at the longest horizon
/// @param episodes how many episodes they are from
public record OpenLoop(
        List<String> signals,
        List<String> units,
        List<Double> seconds,
        List<Errors> errors,
        long starts,
        long skipped,
        int episodes) {

    /// Of one forecaster.
    ///
    /// @param forecaster its name
    /// @param rmse       `[horizons][S]`
    public record Errors(String forecaster, double[][] rmse) {}

    /// What is asked.
    ///
    /// @param layout   the signals
    /// @param units    of each
    /// @param step     the time step, in seconds
    /// @param horizons in steps, increasing, each at least 1
    /// @param stride   steps between starts, at least 1
    public record Question(SignalLayout layout, List<String> units, double step, int[] horizons, int stride) {

        public Question {
            boolean increases = horizons.length > 0 && horizons[0] >= 1;
            for (int i = 1; i < horizons.length; i++) {
                increases &= horizons[i] > horizons[i - 1];
            }
            if (!increases || stride < 1) {
                throw new IllegalArgumentException(
                        "The horizons %s and the stride %d make no sense; horizons must increase from 1 or more, the stride must be at least 1.\nMaybe two horizons are less than a time step apart."
                                .formatted(Arrays.toString(horizons), stride));
            }
        }

        private int longest() {
            return horizons[horizons.length - 1];
        }
    }

    /// Judges forecasters.
    ///
    /// @throws IllegalArgumentException when no episode is as long as the longest horizon
    public static OpenLoop judge(Question question, List<Episode> episodes, List<Forecaster> forecasters) {
        List<int[]> starts = new ArrayList<>();
        long possible = 0;
        int used = 0;
        for (int e = 0; e < episodes.size(); e++) {
            int before = starts.size();
            for (int now = 0; now + question.longest() <= episodes.get(e).length(); now += question.stride()) {
                possible++;
                if (isKnown(episodes.get(e), now, question)) {
                    starts.add(new int[] {e, now});
                }
            }
            used += starts.size() > before ? 1 : 0;
        }
        if (starts.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the %d episodes has a start with all signals known and %d steps after it.\nMaybe ask for shorter horizons, or hold out longer episodes."
                            .formatted(episodes.size(), question.longest()));
        }
        List<Errors> errors = forecasters.stream()
                .map(forecaster -> errors(question, episodes, starts, forecaster))
                .toList();
        List<Double> seconds = IntStream.of(question.horizons())
                .mapToObj(steps -> steps * question.step())
                .toList();
        return new OpenLoop(
                question.layout().names(),
                question.units(),
                seconds,
                errors,
                starts.size(),
                possible - starts.size(),
                used);
    }

    private static boolean isKnown(Episode episode, int now, Question question) {
        boolean isKnown = isFinite(episode, now);
        for (int horizon : question.horizons()) {
            isKnown &= isFinite(episode, now + horizon);
        }
        return isKnown;
    }

    private static boolean isFinite(Episode episode, int time) {
        for (float value : ((Signals) episode.observations().get(time)).values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static Errors errors(Question question, List<Episode> episodes, List<int[]> starts, Forecaster forecaster) {
        int signals = question.layout().names().size();
        double[][] squares = new double[question.horizons().length][signals];
        for (int[] start : starts) {
            Episode episode = episodes.get(start[0]);
            float[] future = forecaster.forecast(episode, start[1], question.longest());
            for (int h = 0; h < squares.length; h++) {
                int horizon = question.horizons()[h];
                float[] real = ((Signals) episode.observations().get(start[1] + horizon)).values();
                for (int s = 0; s < signals; s++) {
                    double gap = question.layout().difference(s, real[s], future[(horizon - 1) * signals + s]);
                    squares[h][s] += gap * gap;
                }
            }
        }
        for (double[] row : squares) {
            for (int s = 0; s < signals; s++) {
                row[s] = Math.sqrt(row[s] / starts.size());
            }
        }
        return new Errors(forecaster.name(), squares);
    }

    /// The table, ending in a line break: a block for each horizon, a row for each signal, a column for each
    /// forecaster.
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Open loop, root mean squared error over %,d starts in %,d episodes held out%s%n",
                starts,
                episodes,
                skipped == 0 ? "" : String.format(Locale.ROOT, " (%,d left out: a signal is missing)", skipped)));
        for (int h = 0; h < seconds.size(); h++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-32s",
                    "after %s s".formatted(seconds.get(h).floatValue())));
            errors.forEach(column -> text.append(String.format(Locale.ROOT, " %18s", column.forecaster())));
            text.append("\n");
            for (int s = 0; s < signals.size(); s++) {
                String unit = units.get(s).isEmpty() ? "" : " [" + units.get(s) + "]";
                text.append(String.format(Locale.ROOT, "  %-30s", signals.get(s) + unit));
                for (Errors column : errors) {
                    text.append(String.format(Locale.ROOT, " %18.4g", column.rmse()[h][s]));
                }
                text.append("\n");
            }
        }
        return text.toString();
    }
}
