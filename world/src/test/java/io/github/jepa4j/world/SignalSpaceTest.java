package io.github.jepa4j.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignalSpaceTest {

    private static final Signal TEMPERATURE = new Signal("temperature", "°C", 0, 200);
    private static final SignalSpace PLANT = SignalSpace.of(TEMPERATURE, Signal.unlimited("flow", "l/h"));

    @Test
    void aSignalIsReadByItsName() {
        assertThat(PLANT.dimension()).isEqualTo(2);
        assertThat(PLANT.index("flow")).isEqualTo(1);
        assertThat(PLANT.read(new Signals(new float[] {80, 12}), "flow")).isEqualTo(12);
    }

    @Test
    void aReadingIsBelievedWhenItIsANumberWithinTheLimits() {
        assertThat(TEMPERATURE.believable(200)).isTrue();
        assertThat(TEMPERATURE.believable(200.1f)).isFalse();
        assertThat(TEMPERATURE.believable(Float.NaN)).isFalse();
        assertThat(Signal.unlimited("flow", "l/h").believable(Float.POSITIVE_INFINITY))
                .isFalse();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> PLANT.index("temprature"))
                .hasMessageContainingAll("temprature", "temperature", "flow", "\nMaybe");
        assertThatThrownBy(() -> SignalSpace.of(TEMPERATURE, TEMPERATURE)).hasMessageContaining("'temperature'");
        assertThatThrownBy(SignalSpace::of).hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new Signal(" ", "", 0, 1)).hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new Signal("x", "m", 1, 0)).hasMessageContainingAll("x", "1.0", "0.0", "m");
        assertThatThrownBy(() -> PLANT.read(new Signals(new float[3]), "flow")).hasMessageContainingAll("3", "2");
    }
}
