package io.github.jepa4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.Position;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class ChartsTest {

    private static final double ROUNDING = 1e-9;

    @Test
    void anAxisMapsItsEndsToItsEnds() {
        Axis straight = new Axis(2, 4, 100, 20, false);
        assertThat(straight.at(2)).isEqualTo(100);
        assertThat(straight.at(3)).isEqualTo(60);
        Axis logarithmic = new Axis(0.01, 100, 0, 80, true);
        assertThat(logarithmic.at(0.01)).isCloseTo(0, within(ROUNDING));
        assertThat(logarithmic.at(1)).isCloseTo(40, within(ROUNDING));
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(new Axis(0, 1, 0, 1, false).ticks(4)).hasSize(6).contains(0.0, 1.0);
        assertThat(new Axis(0, 3000, 0, 1, false).ticks(4)).containsExactly(0.0, 1000.0, 2000.0, 3000.0);
        assertThat(new Axis(0.002, 300, 0, 1, true).ticks(4)).containsExactly(0.01, 0.1, 1.0, 10.0, 100.0);
        assertThat(new Axis(0.3, 3, 0, 1, true).ticks(4)).containsExactly(0.5, 1.0, 2.0);
    }

    @Test
    void anAxisAroundEqualOrAbsentValuesStillHasAnExtent() {
        assertThat(Axis.around(5, 5, 0, 1, false))
                .satisfies(axis -> assertThat(axis.low()).isLessThan(axis.high()));
        assertThat(Axis.around(0, 0, 0, 1, true))
                .satisfies(axis -> assertThat(axis.low()).isLessThan(axis.high()));
        assertThat(Axis.around(Double.NaN, Double.NaN, 0, 1, true)).isEqualTo(new Axis(0, 1, 0, 1, false));
    }

    @Test
    void aLineGoesThroughItsPoints() {
        Axis across = Axis.linear(0, 2, 0, 200);
        Axis up = Axis.linear(0, 10, 100, 0);

        String path = Curve.line(thinned(0, 5, 10), across, up);

        assertThat(path).isEqualTo("M0 100L100 50L200 0");
    }

    @Test
    void notANumberIsAGapAndALonePointADot() {
        Axis across = Axis.linear(0, 5, 0, 50);
        Axis up = Axis.linear(0, 10, 100, 0);

        String path = Curve.line(thinned(0, 10, Double.NaN, 10, Double.NaN, 0), across, up);

        assertThat(path).isEqualTo("M0 100L10 0M30 0h0M50 100h0");
    }

    @Test
    void aHundredThousandPointsAreThinnedWithoutLosingASpike() {
        double[] steps = new double[100_000];
        double[] values = new double[100_000];
        Arrays.setAll(steps, step -> step);
        Arrays.fill(values, 1);
        values[70_123] = 50;
        values[20_001] = Double.NaN;
        Series series = new Series("loss.total", steps, values);

        Thinned thinned = Thinned.of(series, 200);

        assertThat(thinned.size()).isEqualTo(200);
        assertThat(thinned.steps()[199]).isEqualTo(99_999);
        assertThat(thinned.greatest()[140]).isEqualTo(50);
        assertThat(thinned.means()[140]).isCloseTo(1 + 49 / 500.0, within(ROUNDING));
        assertThat(thinned.means()[40]).as("the NaN stays visible").isNaN();
        assertThat(Arrays.stream(thinned.means()).filter(Double::isNaN).count()).isEqualTo(1);
        LineChart.Line line = new LineChart.Line("", "c1", series);
        String svg = new LineChart("Total", "update", List.of(line), null, LineChart.Range.VALUES).svg();
        assertThat(svg).hasSizeLessThan(20_000);
    }

    @Test
    void aSeriesWithoutAnyNumberStillDrawsItsAxes() {
        Series series = new Series("x", new double[] {1, 2}, new double[] {Double.NaN, Double.NaN});

        String svg = new LineChart(
                        "X", "update", List.of(new LineChart.Line("", "c1", series)), null, LineChart.Range.LOGARITHMIC)
                .svg();

        assertThat(svg).contains("class=\"base\"").doesNotContain("NaN");
    }

    @Test
    void aBarIsAsLongAsItsRate() {
        BarChart chart = new BarChart("Success", List.of(new BarChart.Bar("agent", new SuccessRate(3, 4), "c1")));

        double full = BarChart.RIGHT - BarChart.LEFT;
        assertThat(chart.svg())
                .contains("width=\"" + Text.place(0.75 * full) + "\"")
                .contains("75.0 %");
    }

    @Test
    void theLeastValueOfAHeatMapIsBrightest() throws DataFormatException {
        byte[] image = image(new HeatMap(2, 1, new float[] {0, 3}).image());

        assertThat(ByteBuffer.wrap(image, 16, 8).getInt()).as("width").isEqualTo(2);
        assertThat(raw(image)).startsWith(0, 0xFD, 0xE7, 0x25, 0xFF, 0x44, 0x01, 0x54, 0xFF);
        assertThat(HeatMap.colour(0.5)).isEqualTo(0xFF23908C);
    }

    @Test
    void whereAHeatMapHasNoNumberItIsTransparent() throws DataFormatException {
        byte[] image = image(new HeatMap(3, 1, new float[] {Float.NaN, Float.NaN, 3}).image());

        assertThat(raw(image))
                .as("nothing, then the colour of its neighbour, then a number")
                .containsExactly(0, 0, 0, 0, 0, 0xFD, 0xE7, 0x25, 0xFF, 0xFD, 0xE7, 0x25, 0xFF);
    }

    @Test
    void aRoomsViewIsInTheWorldsOwnUnits() {
        RoomsView view = new RoomsView(Scene.of(Layout.FIXED), "rooms")
                .path(List.of(new Position(10.123, 20), new Position(30, 40.5)), "way")
                .goal(new Position(50, 12), 4.5);

        assertThat(view.svg())
                .contains("viewBox=\"2.5 2.5 59 59\"")
                .contains("points=\"10.12,20 30,40.5\"")
                .contains("M31 4H33V14H31Z")
                .contains("M31 22H33V60H31Z")
                .contains("cx=\"50\" cy=\"12\" r=\"4.5\"");
    }

    private static Thinned thinned(double... values) {
        double[] steps = new double[values.length];
        Arrays.setAll(steps, step -> step);
        return Thinned.of(new Series("x", steps, values), 100);
    }

    private static byte[] image(String address) {
        String prefix = "data:image/png;base64,";
        assertThat(address).startsWith(prefix);
        return java.util.Base64.getDecoder().decode(address.substring(prefix.length()));
    }

    /// The unpacked rows of an image whose data chunk is the second one.
    private static int[] raw(byte[] image) throws DataFormatException {
        int data = 8 + 25;
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(image, data + 8, ByteBuffer.wrap(image, data, 4).getInt());
            byte[] rows = new byte[64];
            int length = inflater.inflate(rows);
            int[] unsigned = new int[length];
            Arrays.setAll(unsigned, index -> rows[index] & 0xFF);
            return unsigned;
        }
    }
}
