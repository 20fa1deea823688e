package io.github.jepa4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.tensor.Seed;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNeighboursTest {

    private static final Seed SEED = new Seed(23);

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @ParameterizedTest
    @CsvSource({"1,0.07", "7,0.07", "20,0.5", "60,0.07", "60,10"})
    void itVotesAsPlainLoopsDo(int neighbours, double temperature) {
        Examples known = Clouds.of(60, 5, 4, 1.5, SEED.split("known"));
        float[] judged = Clouds.of(700, 5, 4, 1.5, SEED.split("judged")).features(); // more than go at once

        int[] chosen = new NearestNeighbours(known, neighbours, temperature).classify(judged);

        int[] plain = IntStream.range(0, 700)
                .map(n -> plain(known, java.util.Arrays.copyOfRange(judged, n * 5, n * 5 + 5), neighbours, temperature))
                .toArray();
        assertThat(Accuracy.of(chosen, plain)).isEqualTo(1);
    }

    private static int plain(Examples known, float[] row, int neighbours, double temperature) {
        int[] nearest = IntStream.range(0, known.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -cosine(known.features(), i * 5, row)))
                .mapToInt(Integer::intValue)
                .limit(neighbours)
                .toArray();
        double[] votes = new double[known.classes()];
        for (int i : nearest) {
            votes[known.labels()[i]] += Math.exp(cosine(known.features(), i * 5, row) / temperature);
        }
        return IntStream.range(0, votes.length)
                .boxed()
                .max(Comparator.comparingDouble(c -> votes[c]))
                .orElseThrow();
    }

    private static double cosine(float[] features, int begin, float[] row) {
        double dot = 0;
        double one = 0;
        double other = 0;
        for (int d = 0; d < row.length; d++) {
            dot += (double) features[begin + d] * row[d];
            one += (double) features[begin + d] * features[begin + d];
            other += (double) row[d] * row[d];
        }
        return dot / Math.sqrt(one * other);
    }

    @Test
    void theLengthOfFeaturesDoesNotMatter() {
        Examples known = Clouds.of(60, 5, 3, 1, SEED.split("known"));
        float[] judged = Clouds.of(100, 5, 3, 1, SEED.split("judged")).features();
        float[] longer = judged.clone();
        for (int i = 0; i < longer.length; i++) {
            longer[i] *= 4;
        }

        assertThat(NearestNeighbours.of(known).classify(longer))
                .isEqualTo(NearestNeighbours.of(known).classify(judged));
    }

    @Test
    void cloudsInDifferentDirectionsAreToldApart() {
        Examples known = Clouds.of(90, 6, 3, 15, SEED.split("known"));

        assertThat(NearestNeighbours.of(known).accuracy(Clouds.of(90, 6, 3, 15, SEED.split("judged"))))
                .isEqualTo(1);
    }

    @Test
    void aTemperatureNearZeroLetsTheNearestAloneDecide() {
        Examples known = Clouds.of(60, 5, 4, 1, SEED.split("known"));
        float[] judged = Clouds.of(100, 5, 4, 1, SEED.split("judged")).features();

        assertThat(new NearestNeighbours(known, 30, 1e-6).classify(judged))
                .isEqualTo(new NearestNeighbours(known, 1, 0.07).classify(judged));
    }

    @Test
    void fewExamplesAllVote() {
        Examples known = Clouds.of(4, 3, 2, 9, SEED);

        assertThat(NearestNeighbours.of(known).neighbours()).isEqualTo(4);
        assertThat(NearestNeighbours.of(known).accuracy(known)).isEqualTo(1);
    }

    @Test
    void aFeatureVectorOfZerosGetsAClassAllTheSame() {
        Examples known = Clouds.of(30, 3, 2, 9, SEED);

        assertThat(NearestNeighbours.of(known).classify(new float[3])).hasSize(1);
        assertThat(NearestNeighbours.of(new Examples(new float[6], new int[] {0, 1}))
                        .classify(new float[3]))
                .hasSize(1);
    }

    @Test
    void whatCannotVoteIsRefused() {
        Examples known = Clouds.of(30, 3, 2, 9, SEED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NearestNeighbours(known, 31, 0.07))
                .withMessageContainingAll("31 neighbours of 30", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NearestNeighbours(known, 0, 0.07))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NearestNeighbours(known, 3, 0))
                .withMessageContaining("\nMaybe");
        NearestNeighbours voters = NearestNeighbours.of(known);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> voters.classify(new float[4]))
                .withMessageContainingAll("4 numbers", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> voters.accuracy(Clouds.of(30, 6, 2, 9, SEED)))
                .withMessageContainingAll("6 features", "\nMaybe");
    }
}
