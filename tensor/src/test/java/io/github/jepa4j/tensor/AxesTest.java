package io.github.jepa4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AxesTest {

    @Test
    void lettersAreBoundOnceAndKnownAfterwards() {
        Axes axes = Axes.bind("D", "now", 512).and("K H A", "actions", 64, 12, 2);

        assertThat(axes.size("D")).isEqualTo(512);
        assertThat(axes.size("H")).isEqualTo(12);
    }

    @Test
    void aDisagreementNamesTheLetterBothSizesAndWhoBoundIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Axes.bind("B D", "latents", 64, 512).and("B H A", "actions", 32, 12, 2))
                .withMessageContainingAll("actions", "[B, H, A]", "B=64", "latents", "[32, 12, 2]", "Maybe");
    }

    @Test
    void aForgottenAxisIsCounted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Axes.bind("B D", "latents", 512))
                .withMessageContainingAll("[B, D]", "2 axes", "[512]", "Maybe");
    }

    @Test
    void aNumberAsksForThatVerySize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Axes.bind("C 3 3", "kernel", 16, 5, 5))
                .withMessageContainingAll("3=3", "[16, 5, 5]");
    }
}
