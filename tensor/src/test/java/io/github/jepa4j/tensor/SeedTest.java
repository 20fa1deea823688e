package io.github.jepa4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

    private static final Seed SEED = new Seed(17);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1000})
    void anOrderHasEveryNumberOnce(int n) {
        int[] sorted = SEED.permutation(n);
        Arrays.sort(sorted);

        assertThat(sorted).isEqualTo(IntStream.range(0, n).toArray());
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherSeedAnother() {
        assertThat(SEED.permutation(100)).isEqualTo(new Seed(17).permutation(100));
        assertThat(SEED.permutation(100)).isNotEqualTo(SEED.split("other").permutation(100));
    }

    /// Trainings that are under way take their batches in these orders.
    @Test
    void theOrderOfASeedStaysWhatItWas() {
        assertThat(new Seed(1).permutation(8)).containsExactly(5, 4, 7, 6, 2, 0, 3, 1);
    }

    @Test
    void allOrdersOfThreeComeAboutEquallyOften() {
        int draws = 60_000;
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < draws; i++) {
            counts.merge(Arrays.toString(SEED.split(i).permutation(3)), 1, Integer::sum);
        }

        assertThat(counts).hasSize(6);
        // five standard deviations of a binomial count of probability 1/6
        int tolerance = (int) Math.round(5 * Math.sqrt(draws * (1.0 / 6) * (5.0 / 6)));
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(draws / 6, within(tolerance)));
    }

    @Test
    void anOrderOfFewerThanNoNumbersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SEED.permutation(-1))
                .withMessageContainingAll("-1 numbers", "\nMaybe");
    }
}
