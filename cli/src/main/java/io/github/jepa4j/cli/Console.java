package io.github.jepa4j.cli;

import io.github.jepa4j.run.Progress;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where a command speaks: figures and answers to `out`, progress and errors to `err`.
///
/// @param isTerminal whether `err` is a terminal, so that a line can be rewritten
/// @param clock      the time of day
/// @param nanos      a clock that never goes back
record Console(PrintWriter out, PrintWriter err, boolean isTerminal, InstantSource clock, LongSupplier nanos) {

    static Console system() {
        return new Console(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                Boolean.getBoolean("jepa4j.terminal"), // the launcher knows; Java cannot ask about standard error
                InstantSource.system(),
                System::nanoTime);
    }

    /// Tells on `err` how far a long work is.
    Progress progress(Progress.Task task) {
        return new Progress(task, err, isTerminal, nanos);
    }

    /// A remark that belongs to no figure.
    void remark(String text) {
        err.println(text);
    }
}
