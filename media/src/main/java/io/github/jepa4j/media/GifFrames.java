package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Paints a GIF's frames one over the other. What nothing is painted on has the background's colour; the
/// file's own background colour is passed over, as browsers do.
final class GifFrames implements VideoStream {

    /// A delay that is less than two hundredths of a second is shown as ten: nothing drew faster when the
    /// format was made, and browsers have kept to that.
    private static final int DELAY_OF_THE_HASTY = 10;

    private final GifFile gif;
    private final int background;
    private final byte[] screen;
    private byte[] before = {};
    private int next;

    /// @param background `0xRRGGBB`
    GifFrames(GifFile gif, int background) {
        this.gif = gif;
        this.background = background;
        this.screen = new byte[3 * gif.rows() * gif.columns()];
        clear(0, 0, gif.rows(), gif.columns());
    }

    @Override
    public int frames() {
        return gif.frames().size();
    }

    @Override
    public OptionalDouble framesPerSecond() {
        return frames() == 1 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * frames() / hundredths(frames()));
    }

    @Override
    public OptionalDouble seconds(int frame) {
        return frames() == 1 ? OptionalDouble.empty() : OptionalDouble.of(hundredths(frame) / 100.0);
    }

    /// How long the first so many frames are shown.
    private long hundredths(int frames) {
        return gif.frames().stream()
                .limit(frames)
                .mapToLong(frame -> frame.delay() < 2 ? DELAY_OF_THE_HASTY : frame.delay())
                .sum();
    }

    @Override
    public @Nullable Pixels next() {
        if (next == frames()) {
            return null;
        }
        if (next > 0) {
            dispose(gif.frames().get(next - 1));
        }
        GifFile.Frame frame = gif.frames().get(next++);
        if (frame.disposal() == 3) {
            before = screen.clone();
        }
        paint(frame);
        return new Pixels(3, gif.rows(), gif.columns(), screen.clone());
    }

    /// The first frame alone.
    Pixels first() {
        paint(gif.frames().getFirst());
        return new Pixels(3, gif.rows(), gif.columns(), screen);
    }

    private void dispose(GifFile.Frame frame) {
        if (frame.disposal() == 2) {
            int bottom = Math.min(gif.rows(), frame.top() + frame.rows());
            int right = Math.min(gif.columns(), frame.left() + frame.columns());
            clear(frame.top(), frame.left(), bottom, right);
        } else if (frame.disposal() == 3) {
            System.arraycopy(before, 0, screen, 0, screen.length);
        }
    }

    private void clear(int top, int left, int bottom, int right) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                for (int c = 0; c < 3; c++) {
                    screen[(c * gif.rows() + y) * gif.columns() + x] = (byte) (background >> 16 - 8 * c);
                }
            }
        }
    }

    private void paint(GifFile.Frame frame) {
        byte[] entries = Lzw.decode(gif, frame);
        byte[] palette = frame.palette();
        for (int i = 0; i < entries.length; i++) {
            int entry = entries[i] & 0xFF;
            int y = frame.top() + row(frame, i / frame.columns());
            int x = frame.left() + i % frame.columns();
            if (entry != frame.transparent() && y < gif.rows() && x < gif.columns()) {
                if (3 * entry >= palette.length) {
                    throw gif.file()
                            .damaged(
                                    "uses colour %d of a palette of %d".formatted(entry, palette.length / 3),
                                    "Maybe it was damaged on its way.");
                }
                for (int c = 0; c < 3; c++) {
                    screen[(c * gif.rows() + y) * gif.columns() + x] = palette[3 * entry + c];
                }
            }
        }
    }

    /// Where a row that was read belongs: every 8th from 0, every 8th from 4, every 4th from 2, every 2nd
    /// from 1.
    private static int row(GifFile.Frame frame, int read) {
        if (!frame.interlaced()) {
            return read;
        }
        int left = read;
        int[][] passes = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
        for (int[] pass : passes) {
            int inPass = Math.max(0, (frame.rows() - pass[0] + pass[1] - 1) / pass[1]);
            if (left < inPass) {
                return pass[0] + left * pass[1];
            }
            left -= inPass;
        }
        throw new IllegalStateException(
                "Row %d of %d is in no pass.\nMaybe the passes are wrong.".formatted(read, frame.rows()));
    }
}
