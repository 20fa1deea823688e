package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.world.Pixels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureSizeTest {

    private static Pixels row(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Pixels(1, 1, values.length, bytes);
    }

    @Test
    void anImageOfTheSizeIsNotTouched() {
        Pixels image = MovingSquare.frame(3, 10, 20);

        assertThat(new PictureSize(10, 20).fit(image)).isSameAs(image);
    }

    @Test
    void onePlainColourStaysItInAnySize() {
        for (int[] size : new int[][] {{1, 1}, {7, 3}, {40, 90}, {13, 13}}) {
            Pixels fitted = new PictureSize(size[0], size[1]).fit(Made.plain(17, 23, 200, 255, 3));

            assertThat(fitted).isEqualTo(Made.plain(size[0], size[1], 200, 255, 3));
        }
    }

    /// Four rows of equal pixels, so that only columns matter.
    private static Pixels tall(Pixels row) {
        byte[] values = new byte[row.columns() * row.columns()];
        for (int y = 0; y < row.columns(); y++) {
            System.arraycopy(row.values(), 0, values, y * row.columns(), row.columns());
        }
        return new Pixels(1, row.columns(), row.columns(), values);
    }

    /// Half the size: a pixel's middle is between two old ones; those at half a pixel weigh 3/4, those at
    /// one and a half 1/4, over a sum of 2, or of 7/4 at the edges, where one is missing.
    @Test
    void halvingWeighsWithATriangle() {
        Pixels half = new PictureSize(3, 3).fit(tall(row(0, 80, 160, 240, 40, 200)));

        int first = Math.round((0.75f * 0 + 0.75f * 80 + 0.25f * 160) / 1.75f);
        int middle = Math.round((0.25f * 80 + 0.75f * 160 + 0.75f * 240 + 0.25f * 40) / 2);
        int last = Math.round((0.25f * 240 + 0.75f * 40 + 0.75f * 200) / 1.75f);
        assertThat(Arrays.copyOf(half.values(), 3)).containsExactly(first, middle, last);
    }

    @Test
    void doublingInterpolatesBetweenNeighbours() {
        Pixels doubled = new PictureSize(4, 4).fit(tall(row(0, 100)));

        assertThat(Arrays.copyOf(doubled.values(), 4)).containsExactly(0, 25, 75, 100);
    }

    @Test
    void stripesFinerThanTheNewPixelsBecomeTheirMeanAndDoNotAlias() {
        int[] stripes = new int[96];
        for (int i = 0; i < 96; i += 2) {
            stripes[i] = 255;
        }
        Pixels fitted = new PictureSize(10, 10).fit(tall(row(stripes)));

        // A filter that only looked at the nearest two would give anything between 0 and 255.
        for (byte value : fitted.values()) {
            assertThat(value & 0xFF).isBetween(120, 135);
        }
    }

    @Test
    void theMiddleIsCutToTheWantedRatio() {
        byte[] values = new byte[2 * 8];
        Arrays.fill(values, (byte) 9);
        for (int y = 0; y < 2; y++) {
            for (int x = 3; x < 5; x++) {
                values[8 * y + x] = (byte) (100 + 10 * y + x);
            }
        }
        Pixels wide = new Pixels(1, 2, 8, values);

        assertThat(new PictureSize(2, 2).fit(wide).values()).containsExactly(103, 104, 113, 114);
        assertThat(new PictureSize(1, 1)
                        .fit(new Pixels(1, 8, 1, new byte[] {1, 1, 1, 1, 50, 1, 1, 1}))
                        .values())
                .hasSize(1);
    }

    @Test
    void noSizeBelowOne() {
        assertThatThrownBy(() -> new PictureSize(0, 5)).hasMessageContaining("0 rows and 5 columns");
    }
}
