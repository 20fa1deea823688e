package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HourForecastTest {

    private static final int FORTNIGHT = 14 * 24;

    @Test
    void aWeeklyTariffIsForecastWithoutError() {
        double[] price = IntStream.range(0, FORTNIGHT + 24)
                .mapToDouble(hour -> hour / 24 % 7 < 5 && hour % 24 >= 16 ? 0.54 : 0.22)
                .toArray();

        HourForecast learned = HourForecast.learn(price, FORTNIGHT);

        assertThat(learned.basis()).isEqualTo(HourForecast.Basis.LAST_WEEK);
        assertThat(learned.of(price, FORTNIGHT - 1, 24))
                .containsExactly(Arrays.copyOfRange(price, FORTNIGHT, FORTNIGHT + 24));
    }

    @Test
    void amongNoisyDaysTheirMeanIsChosen() {
        RandomGenerator random = new Seed(1).generator();
        double[] load = IntStream.range(0, FORTNIGHT)
                .mapToDouble(hour -> 2 + (hour % 24) / 24.0 + 0.5 * random.nextGaussian())
                .toArray();

        HourForecast learned = HourForecast.learn(load, FORTNIGHT);

        assertThat(learned.basis()).isEqualTo(HourForecast.Basis.MEAN_OF_WEEK);
        assertThat(learned.memory()).isLessThan(0.2);
    }

    @Test
    void whatIsLeftOfAnErrorFades() {
        double[] past = new double[FORTNIGHT + 1];
        Arrays.fill(past, 2);
        past[FORTNIGHT] = 3;

        double[] hours = new HourForecast(HourForecast.Basis.YESTERDAY, 0.5).of(past, FORTNIGHT, 2);

        assertThat(hours[0]).isCloseTo(2.5, within(1e-12));
        assertThat(hours[1]).isCloseTo(2.25, within(1e-12));
    }

    @Test
    void theFutureIsNotLookedAt() {
        RandomGenerator random = new Seed(2).generator();
        double[] signal = random.doubles(FORTNIGHT + 48).toArray();
        double[] other = signal.clone();
        Arrays.fill(other, FORTNIGHT, other.length, 99);

        HourForecast learned = HourForecast.learn(signal, FORTNIGHT);

        assertThat(HourForecast.learn(other, FORTNIGHT)).isEqualTo(learned);
        assertThat(learned.of(other, FORTNIGHT - 1, 24)).containsExactly(learned.of(signal, FORTNIGHT - 1, 24));
    }

    @Test
    void tooShortAPastIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HourForecast.learn(new double[300], 100))
                .withMessageContainingAll("100 hours", "Maybe");
    }
}
