package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private final RandomGenerator random = new Seed(1).generator();

    private Interval drawn() {
        double a = random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4));
        return new Interval(a, a + Math.abs(random.nextGaussian()));
    }

    private double from(Interval interval) {
        double share = random.nextDouble();
        double number = interval.low() + share * (interval.high() - interval.low());
        return Math.clamp(number, interval.low(), interval.high());
    }

    /// The exact result, for BigDecimal knows no rounding in sums and products.
    private static void assertHolds(Interval result, BigDecimal exact) {
        assertThat(new BigDecimal(result.low())).isLessThanOrEqualTo(exact);
        assertThat(new BigDecimal(result.high())).isGreaterThanOrEqualTo(exact);
    }

    @Test
    void sumsDifferencesAndProductsHoldTheExactResultOfWhateverIsInside() {
        for (int i = 0; i < 20_000; i++) {
            Interval a = drawn();
            Interval b = drawn();
            BigDecimal x = new BigDecimal(from(a));
            BigDecimal y = new BigDecimal(from(b));
            assertHolds(a.plus(b), x.add(y));
            assertHolds(a.minus(b), x.subtract(y));
            assertHolds(a.times(b), x.multiply(y));
            assertHolds(a.times(b.low()), x.multiply(new BigDecimal(b.low())));
            assertHolds(a.squared(), x.multiply(x));
            assertHolds(a.negated(), x.negate());
        }
    }

    @Test
    void aQuotientTimesItsDivisorHoldsTheDividend() {
        for (int i = 0; i < 20_000; i++) {
            Interval a = drawn();
            Interval b = drawn();
            if (!b.contains(0)) {
                double x = from(a);
                double y = from(b);
                Interval quotient = a.over(b);
                assertThat(quotient.contains(x / y)).isTrue();
            }
        }
        assertThatThrownBy(() -> Interval.of(1).over(new Interval(-1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds 0");
    }

    @Test
    void hullHoldsBothAndMeetOnlyWhatIsInBoth() {
        Interval low = new Interval(0, 2);
        Interval high = new Interval(1, 3);
        assertThat(low.hull(high)).isEqualTo(new Interval(0, 3));
        assertThat(low.meet(high)).isEqualTo(new Interval(1, 2));
        assertThat(low.meets(new Interval(2.5, 3))).isFalse();
        assertThat(new Interval(-7, 6).clamped(5)).isEqualTo(new Interval(-5, 5));
        assertThat(new Interval(-7, 6).magnitude()).isEqualTo(7);
        assertThat(new Interval(-7, 6).leastMagnitude()).isZero();
        assertThat(new Interval(2, 6).leastMagnitude()).isEqualTo(2);
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        assertThat(Interval.of(0).times(Interval.ALL)).isEqualTo(Interval.ALL);
        assertThat(Interval.ALL.minus(Interval.ALL)).isEqualTo(Interval.ALL);
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).hasMessageContaining("NaN");
    }
}
