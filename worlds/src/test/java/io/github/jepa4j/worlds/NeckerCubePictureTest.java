package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.inference.DistinctMinima;
import io.github.jepa4j.inference.Minimum;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A cube is drawn, and found again in the picture alone.
class NeckerCubePictureTest {

    @ParameterizedTest
    @CsvSource({"0.5, 0.35, 3", "0.3, 0.25, 2", "0.7, 0.6, 3", "0.25, 0.7, 4", "0.6, 0.3, 1.5"})
    void cornersAreFoundToHalfAPixelAndJoinedAsTheyWere(double turn, double tilt, double stroke) {
        NeckerCube drawn = NeckerCube.drawn(turn, tilt, 110, 128);
        NeckerCube read = NeckerCubePicture.read(NeckerCubePicture.draw(drawn, 256, stroke));

        int[] same = new int[NeckerCube.CORNERS];
        for (int corner = 0; corner < same.length; corner++) {
            same[corner] = nearest(read, drawn, corner);
            assertThat(distance(read, same[corner], drawn, corner)).isLessThan(0.5);
        }
        for (int edge = 0; edge < NeckerCube.EDGES; edge++) {
            int bits = same[NeckerCube.begin(edge)] ^ same[NeckerCube.end(edge)];
            assertThat(Integer.bitCount(bits)).isEqualTo(1);
        }
    }

    @Test
    void whatIsReadFromThePictureHasTwoReadingsOfEqualEnergy() {
        NeckerCube drawn = NeckerCube.drawn(0.5, 0.35, 110, 128);
        NeckerCube read = NeckerCubePicture.read(NeckerCubePicture.draw(drawn, 256, 3));
        double[] low = new double[NeckerCube.CORNERS];
        Arrays.fill(low, -1);
        double[] high = new double[NeckerCube.CORNERS];
        Arrays.fill(high, 1);
        List<Minimum> found = new DistinctMinima()
                .find(new NeckerCubeDepths(read, 0), low, high, new Seed(1))
                .within(1e-4);
        assertThat(found)
                .hasSize(2)
                .allSatisfy(reading -> assertThat(reading.energy()).isLessThan(1e-3));
        for (int corner = 0; corner < NeckerCube.CORNERS; corner++) {
            double sum = found.get(0).point()[corner] + found.get(1).point()[corner];
            assertThat(Math.abs(sum)).isLessThan(1e-6);
        }
    }

    @Test
    void aPictureOfAnythingElseIsRefused() {
        byte[] values = new byte[64 * 64];
        Arrays.fill(values, (byte) 255);
        assertThatThrownBy(() -> NeckerCubePicture.read(new Pixels(1, 64, 64, values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 lines")
                .hasMessageContaining("\nMaybe");
        RandomGenerator random = new Seed(1).generator();
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(256);
        }
        assertThatThrownBy(() -> NeckerCubePicture.read(new Pixels(1, 64, 64, values)))
                .isInstanceOf(IllegalArgumentException.class);
        NeckerCube straight = NeckerCube.drawn(0, 0, 60, 64);
        assertThatThrownBy(() -> NeckerCubePicture.read(NeckerCubePicture.draw(straight, 128, 3)))
                .hasMessageContaining("Maybe two edges lie on one another");
        assertThatThrownBy(() -> NeckerCubePicture.draw(straight, 64, 3)).hasMessageContaining("all corners inside");
    }

    private static int nearest(NeckerCube cube, NeckerCube to, int corner) {
        int nearest = 0;
        for (int other = 1; other < NeckerCube.CORNERS; other++) {
            nearest = distance(cube, other, to, corner) < distance(cube, nearest, to, corner) ? other : nearest;
        }
        return nearest;
    }

    private static double distance(NeckerCube one, int corner, NeckerCube other, int otherCorner) {
        return Math.hypot(
                one.corners()[2 * corner] - other.corners()[2 * otherCorner],
                one.corners()[2 * corner + 1] - other.corners()[2 * otherCorner + 1]);
    }
}
