package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Frames that come one after the other in a stream of bytes, each a binary PPM or PGM (`P6`, `P5`): what a
/// camera gives through `ffmpeg ... -f image2pipe -c:v ppm -`. One frame is in memory at a time. For one
/// thread; whoever opened the stream closes it.
///
/// Source: the netpbm manual pages *ppm* and *pgm*. Values of more than 8 bits are rounded to 8.
public final class PnmFrames {

    private static final int MOST_DIGITS = 9;
    private static final int MOST_VALUE = 65_535;

    private final InputStream in;
    private final MediaLimits limits;
    private int read;

    /// @param limits of pixels in a frame
    public PnmFrames(InputStream in, MediaLimits limits) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.limits = limits;
    }

    /// The next frame, `[3, Y, X]`, red, green, blue; null after the last. Waits for it.
    ///
    /// @throws MediaException where it is cut off, is no such frame, or is over a limit
    public @Nullable Pixels next() {
        try {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int kind = in.read();
            if (first != 'P' || (kind != '5' && kind != '6')) {
                throw damaged(
                        "begins with the bytes %d and %d rather than with P5 or P6".formatted(first, kind),
                        "Maybe it is of another format: ffmpeg makes this one with '-f image2pipe -c:v ppm -'.");
            }
            Pixels frame = frame(kind == '6' ? 3 : 1);
            read++;
            return frame;
        } catch (IOException e) {
            throw new MediaException(name(), "cannot be read: " + e, "Maybe the program that sends it has ended.", e);
        }
    }

    private Pixels frame(int channels) throws IOException {
        long columns = number("columns");
        long rows = number("rows");
        long most = number("largest value");
        new MediaFile(name(), new byte[0]).refuseLarger(rows, columns, limits);
        if (most < 1 || most > MOST_VALUE) {
            throw damaged(
                    "says its largest value is %d; it must be from 1 to %d".formatted(most, MOST_VALUE),
                    "Maybe bytes were lost before it.");
        }
        int width = most > 255 ? 2 : 1;
        long wanted = rows * columns * channels * width;
        if (wanted > Integer.MAX_VALUE - 8) {
            throw damaged("would have %d bytes, more than an array holds".formatted(wanted), "Maybe send it smaller.");
        }
        byte[] values = in.readNBytes((int) wanted);
        if (values.length < wanted) {
            throw damaged(
                    "is cut off after %d of %d bytes".formatted(values.length, wanted),
                    "Maybe the program that sends it was ended, or bytes were lost.");
        }
        return new Pixels(3, (int) rows, (int) columns, planes(values, channels, width, (int) most));
    }

    /// From pixel after pixel to channel after channel.
    private static byte[] planes(byte[] values, int channels, int width, int most) {
        int area = values.length / channels / width;
        byte[] planes = new byte[3 * area];
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < 3; c++) {
                int at = (i * channels + Math.min(c, channels - 1)) * width;
                int value = width == 1 ? values[at] & 0xFF : (values[at] & 0xFF) << 8 | values[at + 1] & 0xFF;
                planes[c * area + i] = (byte) ((Math.min(value, most) * 255L + most / 2) / most);
            }
        }
        return planes;
    }

    /// A number of the header, with the one white space after it. A line from `#` on is a comment.
    private long number(String what) throws IOException {
        int next = in.read();
        while (Character.isWhitespace(next) || next == '#') {
            if (next == '#') {
                while (next >= 0 && next != '\n' && next != '\r') {
                    next = in.read();
                }
            }
            next = in.read();
        }
        long number = 0;
        int digits = 0;
        while (next >= '0' && next <= '9' && digits < MOST_DIGITS) {
            number = 10 * number + next - '0';
            digits++;
            next = in.read();
        }
        if (digits == 0 || !Character.isWhitespace(next)) {
            throw damaged(
                    next < 0 ? "is cut off in its header" : "has no number where its %s should be".formatted(what),
                    next < 0 ? "Maybe the program that sends it was ended." : "Maybe bytes were lost before it.");
        }
        return number;
    }

    private MediaException damaged(String reason, String maybe) {
        return new MediaException(name(), reason, maybe);
    }

    private String name() {
        return "Frame %d of the stream".formatted(read);
    }
}
