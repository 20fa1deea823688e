package io.github.jepa4j.cli;

import io.github.jepa4j.media.GifWriter;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Images and videos on the disk, and files that say how to learn from them in a few seconds.
///
/// @param folder where everything is
record Seen(Path folder) {

    private static final int SIDE = 16;

    static final String SMALL = """
              backbone: {widths: [4, 8], blocks: 1, patch: 2}
              projector: [16, 16]
              optimisation: {steps: 6, batch: 8, checkpoint: 2, log: 1, threads: 1}
            """;

    /// Photos of two classes that differ in colour, of two sizes, in `photos/<part>/<class>`.
    Path photos(String part, int ofEach) throws IOException {
        for (String colour : new String[] {"blue", "red"}) {
            Path into = Files.createDirectories(
                    folder.resolve("photos").resolve(part).resolve(colour));
            var random = new Seed(7).split(part + colour).generator();
            for (int i = 0; i < ofEach; i++) {
                int side = i % 2 == 0 ? SIDE : 2 * SIDE;
                var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
                for (int pixel = 0; pixel < side * side; pixel++) {
                    int strong = 160 + random.nextInt(90);
                    int weak = random.nextInt(60);
                    int red = colour.equals("red") ? strong : weak;
                    int blue = colour.equals("red") ? weak : strong;
                    image.setRGB(pixel % side, pixel / side, red << 16 | random.nextInt(60) << 8 | blue);
                }
                ImageIO.write(
                        image, "png", into.resolve("%02d.png".formatted(i)).toFile());
            }
        }
        return folder.resolve("photos");
    }

    /// A file for `train` on photos.
    ///
    /// @param more lines below `images`
    Path imageFile(String more) throws IOException {
        return Files.writeString(folder.resolve("image.yaml"), """
                images:
                  path: photos
                  rows: 16
                  columns: 16
                %spretraining:
                  method: vicreg
                %s""".formatted(more, SMALL));
    }

    /// A video of a square that moves to the right by two pixels a frame, on a height of its own.
    ///
    /// @param jump the frame at which it is elsewhere all of a sudden; 0 for none
    static Clip square(int frames, int height, int jump) {
        int side = 24;
        byte[] values = new byte[frames * 3 * side * side];
        for (int t = 0; t < frames; t++) {
            boolean isElsewhere = jump > 0 && t >= jump;
            int left = (isElsewhere ? 2 * t + 11 : 2 * t) % (side - 5);
            int top = isElsewhere ? (height + 12) % (side - 6) : height;
            for (int i = 0; i < 3 * 36; i++) {
                int at = (t * 3 + i / 36) * side * side + (top + i / 6 % 6) * side + left + i % 6;
                values[at] = (byte) 255;
            }
        }
        return new Clip(frames, 3, side, side, values);
    }

    /// Videos of squares in `videos`.
    Path videos(int count) throws IOException {
        Path into = Files.createDirectories(folder.resolve("videos"));
        for (int i = 0; i < count; i++) {
            GifWriter.write(square(12, i % 18, 0), 10, into.resolve("%02d.gif".formatted(i)));
        }
        return into;
    }

    TinyRun.Answer train(Path file, String run, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "train";
        arguments[1] = file.toString();
        arguments[2] = "--run";
        arguments[3] = folder.resolve(run).toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return TinyRun.command(arguments);
    }
}
