package io.github.jepa4j.media;

import io.github.jepa4j.world.Clip;
import java.util.HashMap;
import java.util.Map;

/// The colours of a frame, at most 256, and which pixel has which.
///
/// @param colours `0xRRGGBB`
/// @param entries `[Y * X]` indices into them
record GifPalette(int[] colours, byte[] entries) {

    private static final int MOST = 256;

    static GifPalette of(Clip clip, int time) {
        int[] pixels = pixels(clip, time);
        Map<Integer, Integer> index = new HashMap<>();
        for (int rgb : pixels) {
            index.putIfAbsent(rgb, index.size());
            if (index.size() > MOST) {
                return rounded(pixels);
            }
        }
        int[] colours = new int[index.size()];
        index.forEach((rgb, at) -> colours[at] = rgb);
        byte[] entries = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            entries[i] = index.getOrDefault(pixels[i], 0).byteValue();
        }
        return new GifPalette(colours, entries);
    }

    /// How many bits an index has; a GIF has no fewer than 2.
    int bits() {
        return Math.max(2, 32 - Integer.numberOfLeadingZeros(colours.length - 1));
    }

    private static int[] pixels(Clip clip, int time) {
        int size = clip.rows() * clip.columns();
        int begin = time * clip.channels() * size;
        int[] pixels = new int[size];
        for (int i = 0; i < size; i++) {
            for (int c = 0; c < 3; c++) {
                int channel = clip.channels() == 1 ? 0 : c;
                pixels[i] = pixels[i] << 8 | clip.values()[begin + channel * size + i] & 0xFF;
            }
        }
        return pixels;
    }

    private static GifPalette rounded(int[] pixels) {
        int[] colours = new int[6 * 7 * 6];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = i / 42 * 51 << 16 | Math.round(i / 6 % 7 * 42.5f) << 8 | i % 6 * 51;
        }
        byte[] entries = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int red = level(pixels[i] >> 16, 5);
            int green = level(pixels[i] >> 8, 6);
            int blue = level(pixels[i], 5);
            entries[i] = (byte) (red * 42 + green * 6 + blue);
        }
        return new GifPalette(colours, entries);
    }

    private static int level(int value, int highest) {
        return ((value & 0xFF) * highest + 127) / 255;
    }
}
