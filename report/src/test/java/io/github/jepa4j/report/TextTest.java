package io.github.jepa4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0", "0.0213|0.0213", "1.5|1.5", "12300|12,300", "0.000031|3.1e-5", "0.0008|8e-4",
                "20000000|2e7", "-4.25|-4.25", "100|100", "99.96|100", "NaN|not a number", "Infinity|infinite"
            })
    void numbersHaveThreeDigits(double value, String text) {
        assertThat(Text.number(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.0000123|12.3 µs", "0.028|28 ms", "1.93|1.93 s", "421|7 min 1 s", "7260|2 h 1 min", "NaN|—"})
    void secondsHaveTheUnitAReaderWouldChoose(double seconds, String text) {
        assertThat(Text.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void largeCountsHaveAPrefix() {
        assertThat(Text.prefixed(1_579_008)).isEqualTo("1.58 M");
        assertThat(Text.prefixed(999)).isEqualTo("999");
        assertThat(Text.prefixed(999_700)).isEqualTo("1 M");
    }

    @Test
    void everyCharacterThatCouldDoHarmIsEscaped() {
        assertThat(Text.escape("<img src=x onerror='a()'>&\""))
                .isEqualTo("&lt;img src=x onerror=&#39;a()&#39;&gt;&amp;&quot;");
    }

    @Test
    void charactersThatHideOrReverseTextAreShown() {
        assertThat(Text.escape("a\u0000b\u202Ec\uD800")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(Text.escape("épée 東京 😀")).isEqualTo("épée 東京 😀");
    }

    @Test
    void numbersAreTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Text.number(1.5)).isEqualTo("1.5");
            assertThat(Text.percent(0.883)).isEqualTo("88.3 %");
        } finally {
            Locale.setDefault(before);
        }
    }
}
