package io.github.jepa4j.cli;

import io.github.jepa4j.learning.ChanceCalibration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How well levels of abstraction foresee.
///
/// @param model   the file
/// @param data    hash of the episodes
/// @param fit     episodes to learn from
/// @param test    episodes to judge by
/// @param seed    of all that is random
/// @param seconds that it took
/// @param levels  from the second up
record LevelsFigures(Path model, String data, int fit, int test, long seed, double seconds, List<OfLevel> levels) {

    /// Of a level, on the episodes to judge by. Errors are mean squared errors of a dimension of its own latents.
    ///
    /// @param level   2 for the first above the model
    /// @param steps   of the world that one of its own takes
    /// @param ahead   how many of its own steps are many
    /// @param one     one step ahead
    /// @param far     many steps ahead
    /// @param nothing the error of who expects that nothing changes, as many ahead
    /// @param told    the part of the variance of the level below that it keeps
    /// @param chance  how well what it leaves to chance is told; null where it leaves nothing
    /// @param seconds that learning it took, or what an earlier call had left of it; 0 where it was there
    record OfLevel(
            int level,
            int steps,
            int ahead,
            double one,
            double far,
            double nothing,
            double told,
            @Nullable ChanceCalibration chance,
            double seconds) {

        OfLevel in(double taken) {
            return new OfLevel(level, steps, ahead, one, far, nothing, told, chance, taken);
        }
    }

    void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d episodes to learn from, %,d to judge by; seed %d, %.1f s%n%n",
                fit,
                test,
                seed,
                seconds);
        to.printf(
                "%5s  %14s  %7s  %9s  %9s  %15s  %6s  %8s%n",
                "level", "world's steps", "ahead", "error, 1", "far", "nothing changes", "told", "seconds");
        levels.forEach(level -> to.printf(
                Locale.ROOT,
                "%5d  %14d  %7d  %9.5f  %9.5f  %15.5f  %6.3f  %8.1f%n",
                level.level(),
                level.steps(),
                level.ahead(),
                level.one(),
                level.far(),
                level.nothing(),
                level.told(),
                level.seconds()));
        levels.forEach(level -> printChance(level, to));
        to.printf(
                "%nerrors are squared, of a dimension of the level's own latents, 1 and so many of its own steps ahead; told"
                        + " is the part of the variance of the level below that it keeps.%nWritten to %s%n",
                model);
    }

    private static void printChance(OfLevel level, PrintWriter to) {
        ChanceCalibration chance = level.chance();
        if (chance != null) {
            to.printf(
                    Locale.ROOT,
                    "%nlevel %d, what is left to chance: calibration error %.3f of all steps%s, %.2f bits a step%n",
                    level.level(),
                    chance.error(),
                    chance.unsure() == 0
                            ? ", none of them unsure"
                            : String.format(
                                    Locale.ROOT,
                                    " and %.3f of the %.1f %% unsure",
                                    chance.unsureError(),
                                    100.0 * chance.unsure() / chance.steps()),
                    chance.rate());
        }
    }
}
