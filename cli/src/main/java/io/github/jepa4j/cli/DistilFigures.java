package io.github.jepa4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// How near a policy comes to the plans that it was distilled from.
///
/// @param model         the file
/// @param data          hash of the episodes
/// @param plans         distilled from
/// @param judged        situations to judge by, of other episodes
/// @param seed          of all that is random
/// @param seconds       that it took
/// @param planEnergy    mean energy there of what search plans
/// @param policyEnergy  of what the policy does
/// @param restEnergy    of doing nothing
/// @param planMillis    for a plan by search
/// @param policyMillis  for one by the policy, imagined once so that its energy is told
record DistilFigures(
        Path model,
        String data,
        int plans,
        int judged,
        long seed,
        double seconds,
        double planEnergy,
        double policyEnergy,
        double restEnergy,
        double planMillis,
        double policyMillis) {

    void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d plans to distil from, %,d to judge by; seed %d, %.1f s%n%n",
                plans,
                judged,
                seed,
                seconds);
        to.printf("  %-16s  %12s  %8s%n", "", "energy", "ms");
        row(to, "by search", planEnergy, planMillis);
        row(to, "by the policy", policyEnergy, policyMillis);
        to.printf(Locale.ROOT, "  %-16s  %12.4f  %8s%n", "doing nothing", restEnergy, "-");
        to.printf(
                "%nenergies are means of what is imagined, on episodes held out; lower is better.%nWritten to %s%n",
                model);
    }

    private static void row(PrintWriter to, String name, double energy, double millis) {
        to.printf(Locale.ROOT, "  %-16s  %12.4f  %8.3f%n", name, energy, millis);
    }
}
