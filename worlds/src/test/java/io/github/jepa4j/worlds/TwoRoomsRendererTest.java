package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.world.Pixels;
import org.junit.jupiter.api.Test;

/// The golden pixels are those of the reference environment.
class TwoRoomsRendererTest {

    private static final int DOT = 0;
    private static final int WALLS = 1;

    private final TwoRoomsRenderer renderer = new TwoRoomsRenderer(Layout.FIXED);

    @Test
    void aDotOnAPixelHasTheReferencesGreyLevels() {
        Pixels image = renderer.render(new Position(32, 32));

        assertThat(levels(image, 32, 32, 6)).containsExactly(255, 189, 78, 17, 2, 0);
        assertThat(levels(image, 33, 32, 5)).containsExactly(189, 141, 58, 13, 1);
        assertThat(levels(image, 34, 32, 4)).containsExactly(78, 58, 23, 5);
        assertThat(levels(image, 35, 32, 4)).containsExactly(17, 13, 5, 1);
        assertThat(sum(image)).isEqualTo(2675);
        assertThat(lit(image, DOT)).isEqualTo(61);
    }

    @Test
    void aDotBetweenPixelsHasTheReferencesGreyLevels() {
        Pixels image = renderer.render(new Position(20.3, 41.75));

        assertThat(levels(image, 40, 18, 6)).containsExactly(21, 62, 100, 89, 43, 11);
        assertThat(levels(image, 41, 18, 6)).containsExactly(45, 130, 210, 186, 91, 24);
        assertThat(levels(image, 42, 18, 6)).containsExactly(52, 151, 243, 216, 106, 28);
        assertThat(levels(image, 43, 18, 6)).containsExactly(33, 97, 156, 138, 68, 18);
        assertThat(levels(image, 44, 18, 6)).containsExactly(11, 34, 55, 49, 24, 6);
        assertThat(sum(image)).isEqualTo(2665);
        assertThat(lit(image, DOT)).isEqualTo(59);
    }

    @Test
    void everyLayoutLights418PixelsOfWallAndLeavesItsDoorOpen() {
        for (int wall = 20; wall <= 44; wall++) {
            for (int door = 10; door <= 54; door++) {
                Pixels image = new TwoRoomsRenderer(new Layout(wall, door)).render(new Position(10, 10));

                assertThat(lit(image, WALLS)).isEqualTo(418);
                for (int column = wall - 1; column <= wall + 1; column++) {
                    assertThat(image.at(WALLS, door - 5, column)).isEqualTo(255);
                    assertThat(image.at(WALLS, door - 4, column)).isZero();
                    assertThat(image.at(WALLS, door + 4, column)).isZero();
                    assertThat(image.at(WALLS, door + 5, column)).isEqualTo(255);
                }
            }
        }
    }

    @Test
    void aDotAtTheEdgeOfTheImageIsCutOffThere() {
        Pixels image = renderer.render(new Position(0, 64));

        assertThat(image.at(DOT, 64, 0)).isEqualTo(255);
        assertThat(image.at(DOT, 63, 1)).isEqualTo(141);
        assertThat(lit(image, DOT))
                .as("the corner's quarter of the 61 pixels, with both axes")
                .isEqualTo(20);
    }

    @Test
    void renderingOnceMoreDoesNotChangeAnEarlierImage() {
        Pixels first = renderer.render(new Position(20, 20));
        byte[] before = first.values().clone();

        renderer.render(new Position(22, 20));

        assertThat(first.values()).isEqualTo(before);
    }

    private static int[] levels(Pixels image, int row, int column, int count) {
        int[] levels = new int[count];
        for (int i = 0; i < count; i++) {
            levels[i] = image.at(DOT, row, column + i);
        }
        return levels;
    }

    private static int sum(Pixels image) {
        int sum = 0;
        for (int row = 0; row < Layout.SIZE; row++) {
            for (int column = 0; column < Layout.SIZE; column++) {
                sum += image.at(DOT, row, column);
            }
        }
        return sum;
    }

    private static int lit(Pixels image, int channel) {
        int lit = 0;
        for (int row = 0; row < Layout.SIZE; row++) {
            for (int column = 0; column < Layout.SIZE; column++) {
                lit += image.at(channel, row, column) > 0 ? 1 : 0;
            }
        }
        return lit;
    }
}
