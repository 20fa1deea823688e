package io.github.jepa4j.run;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Tells how far a long work is: share done, rate, time left. Rewrites one line on a terminal, otherwise
/// prints a line every few seconds. Safe to call from many threads.
public final class Progress implements AutoCloseable {

    private static final double NANOS = 1e-9;
    private static final double TERMINAL_PERIOD = 0.1;
    private static final double PLAIN_PERIOD = 5;
    /// The rate forgets with this time constant, so that a slow start does not spoil the time left.
    private static final double RATE_MEMORY = 20;

    private final Task task;
    private final Appendable out;
    private final boolean isTerminal;
    private final LongSupplier nanos;
    private final long start;

    private long before;
    private long done;
    private String note = "";
    private double rate;
    private double rateTime;
    private long rateDone;
    private double printed = Double.NEGATIVE_INFINITY;
    private int width;
    private boolean isClosed;

    /// @param name  what is being done, for the start of the line
    /// @param total how many units there are; 0 where that is not known
    /// @param unit  what is counted, in the plural
    public record Task(String name, long total, String unit) {}

    /// @param isTerminal whether `out` is a terminal that understands carriage return
    /// @param nanos      a clock such as `System::nanoTime`
    public Progress(Task task, Appendable out, boolean isTerminal, LongSupplier nanos) {
        this.task = task;
        this.out = out;
        this.isTerminal = isTerminal;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /// Tells how many units were done before, by an earlier process: they count as done, and not into the
    /// rate. To be called before the first update.
    public synchronized void continueFrom(long before) {
        this.before = before;
        done = before;
        rateDone = before;
    }

    /// Tells how many units are done by now.
    public void update(long done) {
        update(done, note);
    }

    /// Tells how many units are done by now.
    ///
    /// @param note shown at the end of the line, a loss for instance
    public synchronized void update(long done, String note) {
        if (isClosed) {
            return;
        }
        double now = seconds();
        this.done = done;
        this.note = note;
        double period = isTerminal ? TERMINAL_PERIOD : PLAIN_PERIOD;
        boolean isFirst = printed == Double.NEGATIVE_INFINITY;
        if (isFirst ? isTerminal || now >= PLAIN_PERIOD : now - printed >= period) {
            measure(now);
            print(line(now));
            printed = now;
        }
    }

    /// Counts some more units as done.
    public synchronized void add(long more) {
        update(done + more, note);
    }

    /// Ends the line with the total time. Once.
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        double now = seconds();
        double mean = now > 0 ? (done - before) / now : 0;
        print("%s: %s %s in %s%s%s"
                .formatted(
                        task.name(),
                        count(done),
                        task.unit(),
                        duration(now),
                        mean > 0 ? " (" + rate(mean) + ")" : "",
                        note.isEmpty() ? "" : ", " + note));
        if (isTerminal) {
            append("\n");
        }
        isClosed = true;
    }

    private double seconds() {
        return (nanos.getAsLong() - start) * NANOS;
    }

    private void measure(double now) {
        double span = now - rateTime;
        if (span <= 0) {
            return;
        }
        double recent = (done - rateDone) / span;
        double weight = rate == 0 ? 1 : 1 - Math.exp(-span / RATE_MEMORY);
        rate += weight * (recent - rate);
        rateTime = now;
        rateDone = done;
    }

    private String line(double now) {
        var line = new StringBuilder(task.name()).append(": ").append(count(done));
        if (task.total() > 0) {
            line.append('/').append(count(task.total()));
        }
        line.append(' ').append(task.unit());
        if (task.total() > 0) {
            line.append(String.format(Locale.ROOT, " (%d %%)", Math.clamp(100 * done / task.total(), 0, 100)));
        }
        if (rate > 0) {
            line.append(", ").append(rate(rate));
        }
        if (rate > 0 && task.total() > done) {
            line.append(", ").append(duration((task.total() - done) / rate)).append(" left");
        } else {
            line.append(", ").append(duration(now));
        }
        return note.isEmpty() ? line.toString() : line.append(", ").append(note).toString();
    }

    private String rate(double perSecond) {
        return perSecond >= 1 || perSecond == 0
                ? "%s %s/s".formatted(significant(perSecond), task.unit())
                : "%s s each".formatted(significant(1 / perSecond));
    }

    private static String significant(double value) {
        return value >= 100 ? count(Math.round(value)) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// `7 s`, `3:05`, `1:02:05`.
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private void print(String line) {
        if (isTerminal) {
            append("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        } else {
            append(line + "\n");
        }
    }

    private void append(String text) {
        try {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
