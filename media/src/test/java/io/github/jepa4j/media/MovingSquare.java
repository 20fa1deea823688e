package io.github.jepa4j.media;

import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A film of which every pixel is known: colours that change slowly over the picture, and a bright square
/// that moves two columns and one row with each frame.
final class MovingSquare {

    private static final int SIDE = 12;

    private MovingSquare() {}

    static Pixels frame(int time, int rows, int columns) {
        byte[] values = new byte[3 * rows * columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                boolean inside = x >= 2 * time && x < 2 * time + SIDE && y >= time && y < time + SIDE;
                int pixel = y * columns + x;
                values[pixel] = (byte) (inside ? 250 : 20 + 3 * x);
                values[rows * columns + pixel] = (byte) (inside ? 240 : 30 + 4 * y);
                values[2 * rows * columns + pixel] = (byte) (inside ? 230 : 100);
            }
        }
        return new Pixels(3, rows, columns, values);
    }

    static Clip clip(int frames, int rows, int columns) {
        List<Pixels> all = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            all.add(frame(t, rows, columns));
        }
        return Clip.of(all);
    }

    /// Writes `[T, Y, X, C]` raw, for other programs to make films of.
    ///
    /// @param arguments file, frames, rows, columns
    static void main(String[] arguments) throws IOException {
        int frames = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        int columns = Integer.parseInt(arguments[3]);
        byte[] raw = new byte[frames * rows * columns * 3];
        for (int i = 0; i < raw.length; i++) {
            int pixel = i / 3 % (rows * columns);
            Pixels frame = frame(i / 3 / (rows * columns), rows, columns);
            raw[i] = (byte) frame.at(i % 3, pixel / columns, pixel % columns);
        }
        Files.write(Path.of(arguments[0]), raw);
    }
}
