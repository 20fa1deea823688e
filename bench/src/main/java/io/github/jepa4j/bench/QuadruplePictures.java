package io.github.jepa4j.bench;

import io.github.jepa4j.media.GifWriter;
import io.github.jepa4j.scenes.Quadruple;
import io.github.jepa4j.world.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Writes quadruples to look at, an animated GIF of each of their four clips, in the size in which they
/// judge.
///
/// @param folder where to, made where it is not there; what has the same name in it is replaced
record QuadruplePictures(Path folder) {

    /// Slow enough to be followed.
    private static final double FRAMES_PER_SECOND = 8;

    /// Writes them, and says of each from which frame on the impossible clips are others than their
    /// possible twins.
    ///
    /// @return a row for each quadruple
    Table write(SurpriseExam exam) throws IOException {
        Files.createDirectories(folder);
        Table table = new Table(
                "quadruples: " + folder + "/NAME-possible-1.gif, ...",
                "name",
                "other from frame",
                "impossible ones have the same frames");
        for (List<Quadruple> all : exam.quadruples().values()) {
            for (int i = 0; i < all.size(); i++) {
                Quadruple quadruple = all.get(i);
                String name = name(quadruple, i + 1);
                write(name + "-possible", quadruple.possible());
                write(name + "-impossible", quadruple.impossible());
                table.row(name, quadruple.event(), quadruple.law().sharesFrames(quadruple.setting()) ? "yes" : "no");
            }
        }
        return table;
    }

    private static String name(Quadruple quadruple, int number) {
        return "%s-%s-%d"
                .formatted(quadruple.law(), quadruple.setting(), number)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private void write(String name, List<Clip> clips) throws IOException {
        for (int i = 0; i < clips.size(); i++) {
            GifWriter.write(clips.get(i), FRAMES_PER_SECOND, folder.resolve("%s-%d.gif".formatted(name, i + 1)));
        }
    }
}
