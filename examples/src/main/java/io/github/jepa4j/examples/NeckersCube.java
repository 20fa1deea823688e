package io.github.jepa4j.examples;

import io.github.jepa4j.inference.DistinctMinima;
import io.github.jepa4j.inference.Minimum;
import io.github.jepa4j.inference.Rivalry;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worlds.NeckerCube;
import io.github.jepa4j.worlds.NeckerCubeDepths;
import io.github.jepa4j.worlds.NeckerCubePicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sees a drawing that can be read in two ways, finds both, and goes from one to the other as people do.
/// From pixels alone: lines are found in the picture, corners where they meet, and then all depths of the
/// corners that explain the drawing. Writes `necker.png`.
final class NeckersCube {

    private static final int STEPS = 700;

    private NeckersCube() {}

    static void main() throws IOException {
        // What is seen. From here on the cube that was drawn is forgotten.
        Pixels picture = NeckerCubePicture.draw(NeckerCube.drawn(0.5, 0.35, 112, 109), 219, 3);

        NeckerCube found = NeckerCubePicture.read(picture);
        List<Minimum> readings = readings(found);
        for (Minimum reading : readings) {
            System.out.printf("A reading: depths %s%n", words(reading));
        }

        Rivalry rivalry = Rivalry.between(readings, 0.03, 0.01, 100);
        List<Rivalry.State> course = new ArrayList<>(List.of(rivalry.fresh()));
        while (course.size() < STEPS) {
            course.add(rivalry.step(course.getLast()));
        }
        long changes = changes(course);
        System.out.printf("In %d steps, one reading gave way to the other %d times.%n", STEPS, changes);

        Path file = Path.of("necker.png");
        new RivalryPicture(picture, found, readings).write(rivalry, course, file);
        System.out.printf("Written to %s%n", file);
    }

    /// All minima of the energy of eight depths that are as good as the best.
    private static List<Minimum> readings(NeckerCube drawing) {
        double[] near = new double[NeckerCube.CORNERS];
        Arrays.fill(near, -1);
        double[] far = new double[NeckerCube.CORNERS];
        Arrays.fill(far, 1);
        return new DistinctMinima()
                .find(new NeckerCubeDepths(drawing, 0), near, far, new Seed(1))
                .within(1e-4);
    }

    private static long changes(List<Rivalry.State> course) {
        long changes = 0;
        for (int step = 1; step < course.size(); step++) {
            changes += course.get(step).believed() == course.get(step - 1).believed() ? 0 : 1;
        }
        return changes;
    }

    private static String words(Minimum reading) {
        StringBuilder words = new StringBuilder();
        for (double depth : reading.point()) {
            words.append("%+.2f ".formatted(depth));
        }
        return words + "in edges, energy %.1e".formatted(reading.energy());
    }
}
