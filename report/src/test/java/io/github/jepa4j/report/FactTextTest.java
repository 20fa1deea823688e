package io.github.jepa4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactTextTest {

    @Test
    void keysAreReadAsWords() {
        assertThat(FactText.name("dataHash")).isEqualTo("data hash");
        assertThat(FactText.name("code_version")).isEqualTo("code version");
        assertThat(FactText.withoutUnit("heap bytes")).isEqualTo("heap");
        assertThat(FactText.withoutUnit("bytes")).isEqualTo("bytes");
    }

    @Test
    void valuesAreAsLongAsPeopleNeedThem() {
        assertThat(FactText.value("heap bytes", "6320816128")).isEqualTo("5.9 GiB");
        assertThat(FactText.value("heap bytes", "unknown")).isEqualTo("unknown");
        assertThat(FactText.value("data hash", "0123456789abcdef".repeat(4))).isEqualTo("0123456789ab…");
        assertThat(FactText.value("created", "2026-11-24T15:18:26.552962325Z")).isEqualTo("2026-11-24 15:18:26 UTC");
        assertThat(FactText.value("seed", "42")).isEqualTo("42");
    }
}
