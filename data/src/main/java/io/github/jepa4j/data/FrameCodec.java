package io.github.jepa4j.data;

import java.util.Arrays;

/// Writes a frame as its differences from another frame, without loss: pairs of "so many bytes are the
/// same" and "so many bytes follow", both as variable-length numbers of seven bits per byte. A still
/// background costs nothing, and decoding is a copy of the other frame and a few short copies. Noise grows
/// by less than one part in a hundred.
final class FrameCodec {

    /// Fewer equal bytes than this are cheaper to repeat than to skip.
    private static final int LEAST_SKIP = 4;

    private static final int LOW_BITS = 0x7F;
    private static final int MORE = 0x80;

    private FrameCodec() {}

    /// Appends the differences of `frame` from `reference`, both of one length.
    static void encode(byte[] reference, byte[] frame, ByteSink out) {
        int length = frame.length;
        int done = 0;
        while (true) {
            int gap = Arrays.mismatch(reference, done, length, frame, done, length);
            if (gap < 0) {
                return;
            }
            int start = done + gap;
            int end = endOfRun(reference, frame, start);
            number(gap, out);
            number(end - start, out);
            out.bytes(frame, start, end - start);
            done = end;
        }
    }

    private static int endOfRun(byte[] reference, byte[] frame, int start) {
        int end = start + 1;
        for (int i = end; i < frame.length && i - end < LEAST_SKIP; i++) {
            if (reference[i] != frame[i]) {
                end = i + 1;
            }
        }
        return end;
    }

    private static void number(int value, ByteSink out) {
        int rest = value;
        while (rest > LOW_BITS) {
            out.add((byte) (rest | MORE));
            rest >>>= 7;
        }
        out.add((byte) rest);
    }

    /// Applies the differences in `code[from .. to)` to a copy of the reference that lies in `target` from
    /// `offset` on.
    static void decode(byte[] code, int from, int to, byte[] target, int offset) {
        int read = from;
        int written = offset;
        int count = 0;
        boolean skip = true;
        int shift = 0;
        while (read < to) {
            byte next = code[read++];
            count |= (next & LOW_BITS) << shift;
            if (next < 0) {
                shift += 7;
                continue;
            }
            if (!skip) {
                System.arraycopy(code, read, target, written, count);
                read += count;
            }
            written += count;
            skip = !skip;
            count = 0;
            shift = 0;
        }
    }
}
