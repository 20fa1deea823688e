package io.github.jepa4j.cli;

import io.github.jepa4j.learning.ChanceCalibration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// How well a latent variable of a few values tells what may come.
///
/// @param model       the file
/// @param data        hash of the episodes
/// @param fit         episodes to learn from
/// @param test        episodes to judge by
/// @param seed        of all that is random
/// @param seconds     that it took
/// @param values      that the variable has
/// @param calibration on the episodes to judge by; its energy is with the value that was inferred from what happened
/// @param certain     there, the mean squared error of a latent dimension one step ahead of the model's own predictor,
///     which knows of one future alone
record ChanceFigures(
        Path model,
        String data,
        int fit,
        int test,
        long seed,
        double seconds,
        int values,
        ChanceCalibration calibration,
        double certain)
        implements FuturesFigures {

    @Override
    public void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d episodes to learn from, %,d to judge by; seed %d, %.1f s%n%n",
                fit,
                test,
                seed,
                seconds);
        row(to, "steps judged by", "%,d".formatted(calibration.steps()));
        row(to, "of these unsure", "%,d".formatted(calibration.unsure()));
        row(to, "calibration error, all steps", number(calibration.error()));
        row(to, "calibration error, unsure steps", number(calibration.unsureError()));
        row(to, "information, bits a step", number(calibration.rate()));
        row(to, "squared error, the value known", number(calibration.energy()));
        row(to, "squared error without the variable", number(certain));
        to.printf(
                Locale.ROOT,
                "%na variable of %d values; unsure is a step of which no value was thought likelier than 95 %%; errors are one step"
                        + " ahead, of a latent dimension, the value being told by what then happened.%nWritten to %s%n",
                values,
                model);
    }

    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5f", value);
    }

    static void row(PrintWriter to, String name, String value) {
        to.printf("  %-34s  %10s%n", name, value);
    }
}
