package io.github.jepa4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.inference.DistinctMinima.Config;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DistinctMinimaTest {

    @Nested
    class TheWell implements EnergyContract {
        @Override
        public Energy energy() {
            return KnownEnergies.TILTED_WELL;
        }
    }

    @Nested
    class Himmelblau implements EnergyContract {
        @Override
        public Energy energy() {
            return KnownEnergies.HIMMELBLAU;
        }
    }

    @Nested
    class Rastrigin implements EnergyContract {
        @Override
        public Energy energy() {
            return KnownEnergies.RASTRIGIN;
        }
    }

    @Test
    void bothWellsAreFoundAndAreMirrorImages() {
        Minima minima = minimaOf(KnownEnergies.DOUBLE_WELL, 2);

        assertThat(minima.found()).hasSize(2).allSatisfy(minimum -> {
            assertThat(minimum.energy()).isCloseTo(0, within(1e-15));
            assertThat(Math.abs(minimum.point()[0])).isCloseTo(1, within(1e-8));
            assertThat(minimum.point()[1]).isCloseTo(0, within(1e-8));
            assertThat(minimum.share()).isBetween(0.3, 0.7);
        });
        assertThat(minima.found().get(0).point()[0])
                .isCloseTo(-minima.found().get(1).point()[0], within(1e-8));
    }

    @Test
    void theDeeperWellComesFirst() {
        List<Minimum> found = minimaOf(KnownEnergies.TILTED_WELL, 2).found();

        // Where x^3 - x + 1/20 = 0, by Viète: 2 / sqrt(3) cos(angle - 2 pi k / 3) for k = 2 and 0.
        double angle = Math.acos(-0.075 * Math.sqrt(3)) / 3;
        double deeper = 2 / Math.sqrt(3) * Math.cos(angle - 4 * Math.PI / 3);
        double other = 2 / Math.sqrt(3) * Math.cos(angle);
        assertThat(found).hasSize(2);
        assertThat(found.get(0).point()[0]).isCloseTo(deeper, within(1e-8));
        assertThat(found.get(1).point()[0]).isCloseTo(other, within(1e-8));
        assertThat(found.get(0).energy()).isLessThan(found.get(1).energy());
    }

    @Test
    void himmelblausFourAreAllFound() {
        Minima minima = minimaOf(KnownEnergies.HIMMELBLAU, 5);

        assertThat(minima.found()).hasSize(4).allMatch(minimum -> minimum.energy() < 1e-14);
        assertThat(minima.found().stream().map(minimum -> rounded(minimum.point())))
                .containsExactlyInAnyOrder(
                        "3.000000 2.000000", "-2.805118 3.131313", "-3.779310 -3.283186", "3.584428 -1.848127");
        double shares = minima.found().stream().mapToDouble(Minimum::share).sum();
        assertThat(shares)
                .isCloseTo(1 - (minima.unfinished() + minima.saddles()) / (double) minima.starts(), within(1e-12));
    }

    @Test
    void rastriginsNineMiddleOnesAreFoundInOrder() {
        Config many = new Config(400, 500, 0.1, 1e-8, Distance.euclidean());
        double[] low = {-1.5, -1.5};
        double[] high = {1.5, 1.5};
        Minima minima = new DistinctMinima(many).find(KnownEnergies.RASTRIGIN, low, high, new Seed(1));

        List<Minimum> middle = minima.found().stream()
                .filter(minimum -> Arrays.stream(minimum.point()).allMatch(x -> Math.abs(x) < 1.4))
                .toList();
        // Beside 0 a minimum is where 2 x + 20 pi sin(2 pi x) = 0: x = 0.99495863, at 0.99495906 more.
        assertThat(middle.stream().map(minimum -> rounded(minimum.point())))
                .hasSize(9)
                .startsWith("0.000000 0.000000");
        assertThat(middle.stream().mapToDouble(Minimum::energy).toArray()).isSorted();
        assertThat(middle.get(1).energy()).isCloseTo(0.99495906, within(1e-7));
        assertThat(middle.get(8).energy()).isCloseTo(2 * 0.99495906, within(1e-7));
        assertThat(Math.abs(middle.get(8).point()[1])).isCloseTo(0.99495863, within(1e-7));
    }

    @Test
    void aSaddleIsLevelButNoMinimum() {
        // From the ridge between the wells the slope leads to the saddle and nowhere else.
        Minima minima = new DistinctMinima().find(KnownEnergies.DOUBLE_WELL, List.of(new double[] {0, 1}));

        assertThat(minima).isEqualTo(new Minima(List.of(), 1, 0, 1, 0));
        assertThat(minima.within(1)).isEmpty();
    }

    @Test
    void whatMeansNothingIsSteppedBackFromAndAStartThereIsCounted() {
        List<double[]> starts = List.of(new double[] {0.05, 1}, new double[] {5, -3}, new double[] {-1, 0});
        Minima minima = new DistinctMinima().find(KnownEnergies.HALF_PLANE, starts);

        assertThat(minima.unknown()).isOne();
        assertThat(minima.found()).hasSize(1);
        assertThat(minima.found().getFirst().energy()).isCloseTo(1, within(1e-12));
        assertThat(minima.found().getFirst().share()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void aDescentCutShortIsNoAnswer() {
        Config hasty = new Config(8, 1, 0.01, 1e-8, Distance.euclidean());
        double[] low = {2, 2};
        double[] high = {3, 3};
        Minima minima = new DistinctMinima(hasty).find(KnownEnergies.RASTRIGIN, low, high, new Seed(2));

        assertThat(minima.unfinished()).isEqualTo(8);
        assertThat(minima.found()).isEmpty();
    }

    @Test
    void theDistanceSaysWhatIsTheSame() {
        // Mirror images are the same to who looks at sizes only.
        Distance sizes = (one, other) -> Math.abs(Math.abs(one[0]) - Math.abs(other[0]));
        Config config = new Config(32, 500, 0.01, 1e-8, sizes);
        double[] low = {-2, -2};
        double[] high = {2, 2};
        Minima minima = new DistinctMinima(config).find(KnownEnergies.DOUBLE_WELL, low, high, new Seed(3));

        assertThat(minima.found()).hasSize(1);
        assertThat(minima.found().getFirst().share()).isEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameMinima() {
        assertThat(minimaOf(KnownEnergies.HIMMELBLAU, 5)).isEqualTo(minimaOf(KnownEnergies.HIMMELBLAU, 5));
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        DistinctMinima finder = new DistinctMinima();
        Seed seed = new Seed(4);
        double[] two = {1, 1};
        assertThatThrownBy(() -> finder.find(KnownEnergies.RASTRIGIN, new double[1], two, seed))
                .hasMessageContaining("has 1 numbers, but the energy is of 2")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> finder.find(KnownEnergies.RASTRIGIN, two, new double[2], seed))
                .hasMessageContaining("from 1.0 to 0.0 along axis 0");
        assertThatThrownBy(() -> finder.find(KnownEnergies.RASTRIGIN, List.of()))
                .hasMessageContaining("number of starts is 0");
        assertThatThrownBy(() -> new Config(1, 1, Double.NaN, 1, Distance.euclidean()))
                .hasMessageContaining("distance of distinct minima is NaN");
        assertThatThrownBy(() ->
                        finder.find(KnownEnergies.DOUBLE_WELL, List.of(two)).within(-1))
                .hasMessageContaining("excess over the least energy is -1.0");
    }

    private static Minima minimaOf(Energy energy, double reach) {
        double[] low = {-reach, -reach};
        double[] high = {reach, reach};
        return new DistinctMinima().find(energy, low, high, new Seed(5));
    }

    private static String rounded(double[] point) {
        // Adding 0 turns -0 into 0.
        return String.format(
                Locale.ROOT,
                "%.6f %.6f",
                Math.round(point[0] * 1e6) / 1e6 + 0.0,
                Math.round(point[1] * 1e6) / 1e6 + 0.0);
    }
}
