package io.github.jepa4j.readout;

import java.util.List;
import java.util.stream.IntStream;

/// How far off a readout was, in windows of which the signal is known throughout.
///
/// @param absolute `[W][H + 1]`, `|read - true|`, NaN where nothing could be read
/// @param truth    `[W][H + 1]`
record Residuals(double[][] absolute, float[][] truth) {

    /// @param readout its place among those read
    /// @param signal  its place among those known
    static Residuals of(List<Reading> readings, int readout, int signal, String name) {
        List<Reading> known = readings.stream()
                .filter(reading -> isKnown(reading.truth()[signal]))
                .toList();
        if (known.isEmpty()) {
            throw new IllegalArgumentException(
                    "Of %d windows there is none in which %s is known throughout.\nMaybe the horizon is longer than the episodes."
                            .formatted(readings.size(), name));
        }
        double[][] absolute = new double[known.size()][];
        float[][] truth = new float[known.size()][];
        for (int w = 0; w < absolute.length; w++) {
            truth[w] = known.get(w).truth()[signal];
            absolute[w] = new double[truth[w].length];
            for (int time = 0; time < truth[w].length; time++) {
                absolute[w][time] = Math.abs((double) known.get(w).read()[readout][time] - truth[w][time]);
            }
        }
        return new Residuals(absolute, truth);
    }

    private static boolean isKnown(float[] values) {
        for (float value : values) {
            if (Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    int windows() {
        return absolute.length;
    }

    int times() {
        return absolute[0].length;
    }

    /// Of each window at a time.
    double[] at(int time) {
        double[] scores = new double[windows()];
        for (int w = 0; w < scores.length; w++) {
            scores[w] = absolute[w][time];
        }
        return scores;
    }

    /// The greatest of each window, in scales of each time: `[W]`, NaN where nothing could be read.
    double[] greatest(double[] scales) {
        double[] scores = new double[windows()];
        for (int w = 0; w < scores.length; w++) {
            for (int time = 0; time < scales.length; time++) {
                double off = absolute[w][time];
                scores[w] = Math.max(scores[w], off == 0 ? 0 : off / scales[time]);
            }
        }
        return scores;
    }

    /// The root of the mean square at each time.
    double[] byStep() {
        double[] roots = new double[times()];
        for (int time = 0; time < roots.length; time++) {
            roots[time] = Math.sqrt(meanSquare(at(time)));
        }
        return roots;
    }

    /// The root of the mean square over all times.
    double overall() {
        return Math.sqrt(meanSquare(IntStream.range(0, times())
                .mapToDouble(time -> Math.sqrt(meanSquare(at(time))))
                .toArray()));
    }

    /// The share of the signal's variance at a time that was read.
    double r2(int time) {
        double mean = 0;
        for (float[] values : truth) {
            mean += values[time] / (double) windows();
        }
        double variance = 0;
        for (float[] values : truth) {
            variance += (values[time] - mean) * (values[time] - mean) / windows();
        }
        return 1 - meanSquare(at(time)) / variance;
    }

    private static double meanSquare(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }
}
