package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// A picture is painted from front to back.
class CanvasTest {

    private static final int SIDE = 32;

    /// Soft borders over- and undershoot a curved outline a little.
    private static final double SOFT = 0.02;

    @Test
    void theInkOfADiscIsItsAreaWhereverItIs() {
        for (double shift : new double[] {0, 0.3, 0.5, 0.9}) {
            Canvas canvas = new Canvas(1, SIDE, SIDE);
            canvas.figure(Shape.DISC, new Pose(16 + shift, 16 - shift, 5, 0), 0xFFFFFF);
            assertThat(sum(finished(canvas, 0)) / 255).isEqualTo(25 * Math.PI, within(SOFT * 25 * Math.PI));
        }
    }

    @Test
    void aThingHalfBehindAScreenIsHalfSeen() {
        Canvas canvas = new Canvas(3, SIDE, SIDE);
        canvas.box(new Box(16, 0, 32, 32), 0x808080);
        double seen = canvas.figure(Shape.DISC, new Pose(16, 16, 5, 0), 0xFF0000);
        assertThat(seen).isEqualTo(0.5, within(SOFT));
        assertThat(canvas.figure(Shape.SQUARE, new Pose(26, 16, 4, 0), 0xFF0000))
                .isZero();

        byte[] values = finished(canvas, 0);
        assertThat(at(values, 0, 16, 13)).isEqualTo(255);
        assertThat(at(values, 1, 16, 13)).isZero();
        assertThat(at(values, 0, 16, 18)).isEqualTo(128);
    }

    @Test
    void aThingHalfOutsideThePictureIsHalfSeenAndOneOutsideIsNot() {
        Canvas canvas = new Canvas(1, SIDE, SIDE);
        assertThat(canvas.figure(Shape.SQUARE, new Pose(0, 16, 4, 0), 255)).isEqualTo(0.5, within(SOFT));
        assertThat(canvas.figure(Shape.SQUARE, new Pose(-20, 16, 4, 0), 255)).isZero();
    }

    @Test
    void aBoxCoversPixelsInPartAndIsGoneInTheNextPicture() {
        Canvas canvas = new Canvas(1, SIDE, SIDE);
        canvas.box(new Box(2.25, 3, 4.5, 3.5), 200);
        byte[] values = finished(canvas, 0);
        assertThat(at(values, 0, 3, 2)).isEqualTo(75);
        assertThat(at(values, 0, 3, 3)).isEqualTo(100);
        assertThat(at(values, 0, 3, 4)).isEqualTo(50);
        assertThat(sum(finished(canvas, 7))).isEqualTo(7 * SIDE * SIDE);
    }

    @Test
    void aSquareTurnedByAnEighthIsADiamond() {
        Canvas canvas = new Canvas(1, SIDE, SIDE);
        canvas.figure(Shape.SQUARE, new Pose(16, 16, 6, Math.PI / 4), 255);
        byte[] turned = finished(canvas, 0);
        canvas.figure(Shape.DIAMOND, new Pose(16, 16, 6, 0), 255);
        byte[] diamond = finished(canvas, 0);
        for (int i = 0; i < turned.length; i++) {
            assertThat(turned[i] & 0xFF).isCloseTo(diamond[i] & 0xFF, within(1));
        }
    }

    private static byte[] finished(Canvas canvas, int ground) {
        byte[] values = new byte[3 * SIDE * SIDE];
        canvas.finish(ground, values, 0);
        return values;
    }

    private static int at(byte[] values, int channel, int row, int column) {
        return values[(channel * SIDE + row) * SIDE + column] & 0xFF;
    }

    private static double sum(byte[] values) {
        double sum = 0;
        for (byte value : values) {
            sum += value & 0xFF;
        }
        return sum;
    }
}
