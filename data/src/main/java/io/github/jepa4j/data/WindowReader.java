package io.github.jepa4j.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Decodes parts of episodes into given arrays. Has buffers of its own, so each thread takes its own
/// reader.
final class WindowReader {

    private final EpisodeStore store;
    private final int actionDimension;
    private final int observationSize;
    private final boolean pixels;
    private final byte[] first;
    private byte[] code = new byte[1 << 12];
    private MemorySegment record = MemorySegment.NULL;
    private int frames;

    WindowReader(EpisodeStore store) {
        this.store = store;
        this.actionDimension = store.description().actionDimension();
        this.observationSize = store.description().observation().size();
        this.pixels = store.description().observation() instanceof ObservationShape.OfPixels;
        this.first = new byte[pixels ? observationSize : 0];
    }

    /// Goes to an episode.
    void open(int episode) {
        EpisodeStore.Place place = store.place(episode);
        record = place.shard().record(place.episode());
        frames = place.shard().frames(place.episode());
        if (pixels) {
            Arrays.fill(first, (byte) 0);
            int length = load(0);
            FrameCodec.decode(code, 0, length, first, 0);
        }
    }

    /// Copies actions `from .. to)` to `target`, `[T, A]` from `offset` on.
    void actions(int from, int to, float[] target, int offset) {
        long begin = (long) from * actionDimension * Float.BYTES;
        MemorySegment.copy(record, Shard.FLOAT, begin, target, offset, (to - from) * actionDimension);
    }

    /// Decodes frame `t` to `target`, `[C, Y, X]` from `offset` on.
    void frame(int t, byte[] target, int offset) {
        System.arraycopy(first, 0, target, offset, observationSize);
        if (t > 0) {
            int length = load(t);
            FrameCodec.decode(code, 0, length, target, offset);
        }
    }

    /// Copies the signals at `t` to `target` from `offset` on.
    void signals(int t, float[] target, int offset) {
        long begin = actionBytes() + (long) t * observationSize * Float.BYTES;
        MemorySegment.copy(record, Shard.FLOAT, begin, target, offset, observationSize);
    }

    private int load(int t) {
        long entry = actionBytes() + (long) t * Integer.BYTES;
        int begin = record.get(Shard.INT, entry);
        int length = record.get(Shard.INT, entry + Integer.BYTES) - begin;
        if (length > code.length) {
            code = new byte[Math.max(length, 2 * code.length)];
        }
        MemorySegment.copy(record, ValueLayout.JAVA_BYTE, begin, code, 0, length);
        return length;
    }

    private long actionBytes() {
        return (long) (frames - 1) * actionDimension * Float.BYTES;
    }
}
