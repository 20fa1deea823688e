package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A moment as bytes, little-endian. All of it but the success, which is known later than the rest.
///
/// | what | bytes |
/// |---|---|
/// | version, 1 | 1 |
/// | episode, task | 4 + length in UTF-8, each |
/// | step | 4 |
/// | instant, milliseconds | 8 |
/// | latent seen, action done | 4 + 4 for each number |
/// | signals, latent foreseen | the same; length -1 where there are none |
/// | energy, surprise | 8 each |
/// | margins | 4; for each its name like a text, and 8 |
/// | plan | horizon, -1 where there is none, else also axes and numbers |
final class MomentCodec {

    private static final byte VERSION = 1;
    private static final int NONE = -1;

    /// So that a length read from damaged bytes is not believed, nor a moment kept that could not be read.
    private static final int MOST_BYTES = 1 << 26;

    private MomentCodec() {}

    /// Refuses a moment that could be written and not read again.
    static void requireSize(Moment moment) {
        long bytes = bytes(moment);
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "The moment takes %d bytes; at most %d are remembered of one.\nMaybe a plan or the signals are far longer than meant."
                            .formatted(bytes, MOST_BYTES));
        }
    }

    static byte[] encode(Moment moment) {
        requireSize(moment);
        ByteBuffer out = ByteBuffer.allocate((int) bytes(moment)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(VERSION);
        put(out, moment.when().episode());
        put(out, moment.task());
        out.putInt(moment.when().step()).putLong(moment.when().millis());
        put(out, moment.seen().values());
        put(out, moment.done().values());
        put(out, moment.signals() == null ? null : moment.signals().values());
        put(out, moment.foreseen() == null ? null : moment.foreseen().values());
        out.putDouble(moment.felt().energy()).putDouble(moment.felt().surprise());
        out.putInt(moment.felt().margins().size());
        moment.felt().margins().forEach((name, margin) -> {
            put(out, name);
            out.putDouble(margin);
        });
        put(out, moment.plan());
        return out.array();
    }

    private static long bytes(Moment moment) {
        long bytes = 1 + 12 + 4 * 4 + 2 * 8 + 4;
        bytes += 8 + utf8(moment.when().episode()).length + utf8(moment.task()).length;
        for (String name : moment.felt().margins().keySet()) {
            bytes += 4 + utf8(name).length + 8;
        }
        long numbers = (long) moment.seen().dimension() + moment.done().dimension();
        numbers += moment.signals() == null ? 0 : moment.signals().values().length;
        numbers += moment.foreseen() == null ? 0 : moment.foreseen().dimension();
        ActionSequence plan = moment.plan();
        bytes += plan == null ? 4 : 8;
        numbers += plan == null ? 0 : plan.values().length;
        return bytes + Float.BYTES * numbers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, String name) {
        byte[] text = utf8(name);
        out.putInt(text.length).put(text);
    }

    private static void put(ByteBuffer out, float @Nullable [] values) {
        out.putInt(values == null ? NONE : values.length);
        if (values != null) {
            putNumbers(out, values);
        }
    }

    private static void put(ByteBuffer out, @Nullable ActionSequence plan) {
        out.putInt(plan == null ? NONE : plan.horizon());
        if (plan != null) {
            out.putInt(plan.dimension());
            putNumbers(out, plan.values());
        }
    }

    private static void putNumbers(ByteBuffer out, float[] values) {
        out.asFloatBuffer().put(values);
        out.position(out.position() + Float.BYTES * values.length);
    }

    /// @throws MemoryException where the bytes are none that [#encode] made
    static Moment decode(ByteBuffer bytes, double success) {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        try {
            Moment moment = read(in, success);
            if (in.hasRemaining()) {
                throw new BufferUnderflowException(); // or rather the opposite: it is longer than it can be
            }
            return moment;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MemoryException(
                    MemoryException.Reason.DAMAGED,
                    "A moment on disk cannot be read (%s).\nMaybe its file was changed by something else."
                            .formatted(
                                    e.getMessage() == null
                                            ? "cut off, or too long"
                                            : e.getMessage().lines().findFirst().orElse("")),
                    e);
        }
    }

    private static Moment read(ByteBuffer in, double success) {
        byte version = in.get();
        if (version != VERSION) {
            throw new MemoryException(
                    MemoryException.Reason.DIFFERENT,
                    "A moment on disk is of version %d; this program reads version %d.\nMaybe it was written by another release."
                            .formatted(version, VERSION));
        }
        String episode = text(in);
        String task = text(in);
        var when = new Moment.When(episode, in.getInt(), in.getLong());
        Latent seen = new Latent(numbers(in));
        Action done = new Action(numbers(in));
        float[] signals = optional(in);
        float[] foreseen = optional(in);
        var felt = new Moment.Felt(in.getDouble(), in.getDouble(), margins(in));
        return new Moment(
                when,
                task,
                seen,
                signals == null ? null : new Signals(signals),
                done,
                foreseen == null ? null : new Latent(foreseen),
                felt,
                plan(in),
                success);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[length(in, in.getInt(), 1)];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static float[] numbers(ByteBuffer in) {
        return numbers(in, in.getInt());
    }

    private static float @Nullable [] optional(ByteBuffer in) {
        int count = in.getInt();
        return count == NONE ? null : numbers(in, count);
    }

    private static float[] numbers(ByteBuffer in, int count) {
        float[] values = new float[length(in, count, Float.BYTES)];
        in.asFloatBuffer().get(values);
        in.position(in.position() + Float.BYTES * count);
        return values;
    }

    private static Map<String, Double> margins(ByteBuffer in) {
        int count = length(in, in.getInt(), 12);
        Map<String, Double> margins = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            margins.put(text(in), in.getDouble());
        }
        return margins;
    }

    private static @Nullable ActionSequence plan(ByteBuffer in) {
        int horizon = in.getInt();
        if (horizon == NONE) {
            return null;
        }
        int dimension = length(in, in.getInt(), 1);
        length(in, horizon, Math.max(1, dimension) * Float.BYTES);
        return new ActionSequence(horizon, dimension, numbers(in, horizon * dimension));
    }

    /// A count of things, of which each takes so many bytes at least, if that many can be there.
    private static int length(ByteBuffer in, int count, int bytesEach) {
        if (count < 0 || (long) count * bytesEach > MOST_BYTES) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
