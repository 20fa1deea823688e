package io.github.jepa4j.cli;

import io.github.jepa4j.learning.VariableCalibration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// How well a latent variable tells what may come.
///
/// @param model       the file
/// @param data        hash of the episodes
/// @param fit         episodes to learn from
/// @param test        episodes to judge by
/// @param seed        of all that is random
/// @param seconds     that it took
/// @param kind        of the variable
/// @param values      that a discrete variable has, or the numbers that a continuous one is
/// @param calibration on the episodes to judge by; its energy is with the value that was inferred from what happened
/// @param certain     there, the mean squared error of a latent dimension one step ahead of the model's own predictor,
///     which knows of one future alone
record FuturesFigures(
        Path model,
        String data,
        int fit,
        int test,
        long seed,
        double seconds,
        VariableKind kind,
        int values,
        VariableCalibration calibration,
        double certain) {

    void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d episodes to learn from, %,d to judge by; seed %d, %.1f s%n%n",
                fit,
                test,
                seed,
                seconds);
        row(to, "steps judged by", "%,d".formatted(calibration.steps()));
        row(
                to,
                kind == VariableKind.DISCRETE ? "of these unsure" : "latent numbers unsure",
                "%,d".formatted(calibration.unsure()));
        row(to, "calibration error, all", number(calibration.error()));
        row(to, "calibration error, unsure", number(calibration.unsureError()));
        row(to, "information, bits a step", number(calibration.rate()));
        row(to, "squared error, the value known", number(calibration.energy()));
        row(to, "squared error without the variable", number(certain));
        to.printf(
                Locale.ROOT,
                "%n%s; errors are one step ahead, of a latent dimension, the value being told by what then happened.%n"
                        + "Written to %s%n",
                words(),
                model);
    }

    private String words() {
        return switch (kind) {
            case DISCRETE ->
                "a variable of %d values; unsure is a step of which no value was thought likelier than 95 %%"
                        .formatted(values);
            case CONTINUOUS ->
                ("a variable of %d numbers; unsure is a latent number whose futures are spread at least half as far as"
                                + " is typical; the calibration error is how far shares of what happened are off the"
                                + " quantiles of a hundred futures")
                        .formatted(values);
        };
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5f", value);
    }

    private static void row(PrintWriter to, String name, String value) {
        to.printf("  %-34s  %10s%n", name, value);
    }
}
