package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {

    /// The published values have four decimals.
    private static final double PUBLISHED = 5e-5;

    /// The ends solve a quadratic in double precision.
    private static final double EXACT = 1e-12;

    @ParameterizedTest
    @CsvSource({"0, 20, 0, 0.1611", "20, 20, 0.8389, 1", "10, 20, 0.2993, 0.7007", "81, 263, 0.2553, 0.3662"})
    void knownCountsHaveTheirKnownIntervals(long successes, long episodes, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, episodes);

        assertThat(interval.low()).isCloseTo(low, within(PUBLISHED));
        assertThat(interval.high()).isCloseTo(high, within(PUBLISHED));
    }

    @Test
    void theEndsAreTheRatesThatTheScoreTestJustDoesNotReject() {
        double rate = 47.0 / 130;
        WilsonInterval interval = WilsonInterval.of(47, 130);

        for (double end : new double[] {interval.low(), interval.high()}) {
            double score = (rate - end) / Math.sqrt(end * (1 - end) / 130);
            assertThat(Math.abs(score)).isCloseTo(1.959963984540054, within(EXACT));
        }
    }

    @Test
    void ofNoEpisodesNothingIsKnown() {
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
        assertThat(new SuccessRate(0, 0)).hasToString("no episodes");
    }

    @Test
    void aRatePrintsItselfWithItsInterval() {
        assertThat(new SuccessRate(291, 300)).hasToString("291/300 = 97.0 % [94.4, 98.4]");
    }

    @Test
    void moreSuccessesThanEpisodesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WilsonInterval.of(5, 4))
                .withMessageContaining("5 successes among 4 episodes")
                .withMessageContaining("\nMaybe ");
    }
}
