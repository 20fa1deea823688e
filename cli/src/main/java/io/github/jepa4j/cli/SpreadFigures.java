package io.github.jepa4j.cli;

import io.github.jepa4j.learning.SpreadCalibration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// How well a continuous latent variable tells what may come.
///
/// @param model       the file
/// @param data        hash of the episodes
/// @param fit         episodes to learn from
/// @param test        episodes to judge by
/// @param seed        of all that is random
/// @param seconds     that it took
/// @param dimensions  that the variable has
/// @param calibration on the episodes to judge by; its energy is with what was inferred from what happened
/// @param certain     there, the mean squared error of a latent dimension one step ahead of the model's own predictor,
///     which knows of one future alone
record SpreadFigures(
        Path model,
        String data,
        int fit,
        int test,
        long seed,
        double seconds,
        int dimensions,
        SpreadCalibration calibration,
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
        ChanceFigures.row(to, "steps judged by", "%,d".formatted(calibration.steps()));
        ChanceFigures.row(to, "latent numbers unsure", "%,d".formatted(calibration.unsure()));
        ChanceFigures.row(to, "calibration error, all", ChanceFigures.number(calibration.error()));
        ChanceFigures.row(to, "calibration error, unsure", ChanceFigures.number(calibration.unsureError()));
        ChanceFigures.row(to, "information, bits a step", ChanceFigures.number(calibration.rate()));
        ChanceFigures.row(to, "squared error, the value known", ChanceFigures.number(calibration.energy()));
        ChanceFigures.row(to, "squared error without the variable", ChanceFigures.number(certain));
        to.printf(
                Locale.ROOT,
                "%na variable of %d numbers; unsure is a latent number whose futures are spread at least half as far as is"
                        + " typical; the calibration error is how far shares of what happened are off the quantiles"
                        + " of a hundred futures; errors are one step ahead, of a latent dimension.%nWritten to %s%n",
                dimensions,
                model);
    }
}
