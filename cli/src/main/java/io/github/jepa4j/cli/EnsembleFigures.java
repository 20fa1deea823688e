package io.github.jepa4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How well the members of an ensemble imagine, and how far they part.
///
/// @param model        the file
/// @param data         hash of the episodes
/// @param fit          episodes to learn from
/// @param test         episodes to judge by
/// @param seed         of all that is random
/// @param seconds      that it took
/// @param steps        that are many ahead
/// @param errors       on the episodes to judge by
/// @param disagreement on these, with their actions and with longer ones
record EnsembleFigures(
        Path model,
        String data,
        int fit,
        int test,
        long seed,
        double seconds,
        int steps,
        List<EnsembleJudge.Off> errors,
        List<EnsembleJudge.Disagreement> disagreement) {

    void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d episodes to learn from, %,d to judge by; seed %d, %.1f s%n%n",
                fit,
                test,
                seed,
                seconds);
        to.printf("%-40s  %10s  %10s%n", "mean squared error", "1 ahead", steps + " ahead");
        errors.forEach(error -> row(to, error.of(), error.one(), error.far()));
        to.printf("%n%-40s  %10s  %10s%n", "variance among predictors", "1 ahead", steps + " ahead");
        disagreement.forEach(one -> row(to, words(one.stretch()), one.one(), one.far()));
        to.printf(Locale.ROOT, "%nboth of a latent dimension; written to %s%n", model);
    }

    private static String words(int stretch) {
        return stretch == 1 ? "actions as recorded" : "actions %d times as far from their mean".formatted(stretch);
    }

    private static void row(PrintWriter to, String name, double one, double far) {
        to.printf(Locale.ROOT, "  %-38s  %10.5f  %10.5f%n", name, one, far);
    }
}
