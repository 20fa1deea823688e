package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.readout.ReadoutReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How well signals are read, for people.
final class ReadoutTable {

    private static final double PERCENT = 100;
    private static final double KB = 1e3;

    private ReadoutTable() {}

    static void print(Probing.Figures figures, PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d episodes to fit, %,d to calibrate, %,d to test; the model was trained on %s; seed %d, %.1f s%n",
                figures.fit(),
                figures.calibrate(),
                figures.test(),
                figures.heldOut() ? "others" : "these too",
                figures.seed(),
                figures.seconds());
        figures.signals().forEach(report -> print(report, figures.coverage(), to));
        to.printf(Locale.ROOT, "%nwritten to %s, which is %.1f kB larger%n", figures.model(), figures.bytes() / KB);
    }

    private static void print(ReadoutReport report, double coverage, PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%n%s in %s, read by a %s (held out: linear %.3f, perceptron %.3f)%n",
                report.name(),
                report.unit(),
                report.kind().name().toLowerCase(Locale.ROOT),
                report.linearError(),
                report.perceptronError());
        to.printf("  %5s  %8s  %7s  %7s  %-38s  %10s%n", "ahead", "R2", "rmse", "error", "within it", "path error");
        int last = report.rmse().size() - 1;
        for (int time : times(last)) {
            to.printf(
                    Locale.ROOT,
                    "  %5d  %8.5f  %7.3f  %7.3f  %-38s  %10.3f%n",
                    time,
                    report.r2().get(time),
                    report.rmse().get(time),
                    report.errors().get(time),
                    new SuccessRate(report.covered().get(time), report.tested()),
                    report.pathErrors().get(time));
        }
        to.printf(
                Locale.ROOT,
                "  within the path error at all of 0 to %d: %s; nominal %.1f %%%n",
                last,
                new SuccessRate(report.pathCovered(), report.tested()),
                PERCENT * coverage);
    }

    /// 0, 1, 2, 4 ... and the last.
    private static List<Integer> times(int last) {
        List<Integer> times = new ArrayList<>(List.of(0));
        for (int time = 1; time < last; time *= 2) {
            times.add(time);
        }
        times.add(last);
        return times;
    }
}
