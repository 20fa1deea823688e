package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.inference.DistinctMinima;
import io.github.jepa4j.inference.Energy;
import io.github.jepa4j.inference.EnergyContract;
import io.github.jepa4j.inference.Minima;
import io.github.jepa4j.inference.Minimum;
import io.github.jepa4j.inference.Rivalry;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeckerCubeTest {

    private static final double TURN = 0.5;
    private static final double TILT = 0.35;
    private static final NeckerCube CUBE = NeckerCube.drawn(TURN, TILT, 100, 128);

    @Nested
    class WithoutACue implements EnergyContract {
        @Override
        public Energy energy() {
            return new NeckerCubeDepths(CUBE, 0);
        }
    }

    @Nested
    class WithACue implements EnergyContract {
        @Override
        public Energy energy() {
            return new NeckerCubeDepths(CUBE.withDashed(3).withDashed(8), 0.7);
        }
    }

    @Test
    void theDrawingTellsHowLongTheEdgesAre() {
        assertThat(CUBE.edgeLength()).isCloseTo(100, within(1e-9));
        assertThat(IntStream.range(0, NeckerCube.EDGES).map(edge -> 10 * NeckerCube.begin(edge) + NeckerCube.end(edge)))
                .containsExactlyInAnyOrder(1, 23, 45, 67, 2, 13, 46, 57, 4, 15, 26, 37);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.35", "0.3, 0.25", "0.785, 0.6", "0.2, 0.7"})
    void aDrawingHasTwoReadingsThatAreMirrorImagesInDepth(double turn, double tilt) {
        Minima minima = readings(NeckerCube.drawn(turn, tilt, 100, 128), 0);

        assertThat(minima.found()).hasSize(2).allSatisfy(reading -> {
            assertThat(reading.energy()).isCloseTo(0, within(1e-15));
            assertThat(reading.share()).isBetween(0.35, 0.65);
        });
        double[] one = minima.found().get(0).point();
        double[] other = minima.found().get(1).point();
        double[] truth = trueDepths(turn, tilt);
        double sign = Math.signum(truth[3] * one[3]);
        for (int corner = 0; corner < NeckerCube.CORNERS; corner++) {
            assertThat(one[corner]).isCloseTo(-other[corner], within(1e-7));
            assertThat(sign * one[corner]).isCloseTo(truth[corner], within(1e-7));
        }
        NeckerCubeDepths energy = new NeckerCubeDepths(CUBE, 0);
        double[] any = {0.3, -1, 0.2, 0.9, -0.4, 0, 0.7, 1.1};
        assertThat(energy.value(Arrays.stream(any).map(depth -> -depth).toArray()))
                .isEqualTo(energy.value(any));
    }

    @Test
    void aDashedEdgeSaysWhichReadingIsRight() {
        List<Minimum> found = readings(CUBE.withDashed(hiddenEdge()), 1).found();

        double[] truth = trueDepths(TURN, TILT);
        assertThat(found).hasSize(2);
        assertThat(found.get(0).energy()).isCloseTo(0, within(1e-15));
        assertThat(found.get(1).energy()).isGreaterThan(0.01);
        for (int corner = 0; corner < NeckerCube.CORNERS; corner++) {
            assertThat(found.get(0).point()[corner]).isCloseTo(truth[corner], within(1e-7));
            assertThat(found.get(1).point()[corner]).isCloseTo(-truth[corner], within(0.1));
        }
    }

    @Test
    void bothReadingsTakeTurnsUntilACueDecides() {
        assertThat(changes(readings(CUBE, 0).within(1e-6))).isGreaterThan(10);
        assertThat(changes(readings(CUBE.withDashed(hiddenEdge()), 1).found())).isZero();
    }

    @Test
    void whatIsNoCubeIsRefused() {
        assertThatThrownBy(() -> new NeckerCube(new double[14], new boolean[12]))
                .hasMessageContaining("has 14 coordinates and 12 edges")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new NeckerCube(new double[16], new boolean[12]))
                .hasMessageContaining("not all at one place");
        assertThatThrownBy(() -> NeckerCube.drawn(Double.NaN, 0, 1, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new NeckerCubeDepths(CUBE, -1)).hasMessageContaining("weight of dashed edges is -1.0");
    }

    /// In 4000 steps; what is better by less than 0.02 would be left after a while.
    private static long changes(List<Minimum> readings) {
        Rivalry rivalry = Rivalry.between(readings, 0.03, 0.01, 100);
        Rivalry.State state = rivalry.fresh();
        long changes = 0;
        for (int step = 0; step < 4000; step++) {
            Rivalry.State next = rivalry.step(state);
            changes += next.believed() == state.believed() ? 0 : 1;
            state = next;
        }
        return changes;
    }

    private static Minima readings(NeckerCube cube, double cue) {
        double[] low = new double[NeckerCube.CORNERS];
        Arrays.fill(low, -1);
        double[] high = new double[NeckerCube.CORNERS];
        Arrays.fill(high, 1);
        return new DistinctMinima().find(new NeckerCubeDepths(cube, cue), low, high, new Seed(1));
    }

    /// An edge whose middle is furthest away in the cube that was drawn.
    private static int hiddenEdge() {
        double[] depths = trueDepths(TURN, TILT);
        int furthest = 0;
        for (int edge = 1; edge < NeckerCube.EDGES; edge++) {
            furthest = middle(edge, depths) > middle(furthest, depths) ? edge : furthest;
        }
        return furthest;
    }

    private static double middle(int edge, double[] depths) {
        return (depths[NeckerCube.begin(edge)] + depths[NeckerCube.end(edge)]) / 2;
    }

    private static double[] trueDepths(double turn, double tilt) {
        double[] depths = new double[NeckerCube.CORNERS];
        for (int corner = 0; corner < depths.length; corner++) {
            double[] place = {(corner & 1) - 0.5, (corner >> 1 & 1) - 0.5, (corner >> 2) - 0.5};
            depths[corner] = NeckerCube.turned(place, turn, tilt)[2];
        }
        return depths;
    }
}
