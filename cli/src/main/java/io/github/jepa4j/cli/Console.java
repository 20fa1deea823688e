package io.github.jepa4j.cli;

import io.github.jepa4j.run.Progress;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where a command speaks: figures and answers to `out`, progress and errors to `err`.
///
/// @param isTerminal whether `err` is a terminal, so that a line can be rewritten
/// @param clock      the time of day
/// @param nanos      a clock that never goes back
/// @param overall    what is said about the whole while a stage of it is told about
/// @param in         what is piped to the command
record Console(
        PrintWriter out,
        PrintWriter err,
        boolean isTerminal,
        InstantSource clock,
        LongSupplier nanos,
        Overall overall,
        InputStream in) {

    private static final double NANOS = 1e-9;

    Console(PrintWriter out, PrintWriter err, boolean isTerminal, InstantSource clock, LongSupplier nanos) {
        this(out, err, isTerminal, clock, nanos, Overall.NONE, InputStream.nullInputStream());
    }

    static Console system() {
        return new Console(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                Boolean.getBoolean("jepa4j.terminal"), // the launcher knows; Java cannot ask about standard error
                InstantSource.system(),
                System::nanoTime,
                Overall.NONE,
                System.in);
    }

    /// The same, for a stage of something greater.
    Console within(Overall whole) {
        return new Console(out, err, isTerminal, clock, nanos, whole, in);
    }

    /// Tells on `err` how far a long work is.
    Telling progress(String name, long total, String unit) {
        return new Telling(new Progress(new Progress.Task(name, total, unit), err, isTerminal, nanos), total, overall);
    }

    /// A remark that belongs to no figure.
    void remark(String text) {
        err.println(isTerminal ? "\r" + text : text);
    }

    /// Seconds of the clock that never goes back.
    double seconds() {
        return nanos.getAsLong() * NANOS;
    }
}
