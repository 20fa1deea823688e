package io.github.jepa4j.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClipTest {

    private static final Pixels DARK = new Pixels(1, 1, 2, new byte[] {0, 1});
    private static final Pixels BRIGHT = new Pixels(1, 1, 2, new byte[] {(byte) 254, (byte) 255});

    @Test
    void framesGoInAndComeOutInOrder() {
        Clip clip = Clip.of(List.of(DARK, BRIGHT, DARK));

        assertThat(clip.frames()).isEqualTo(3);
        assertThat(clip.frame(1)).isEqualTo(BRIGHT);
        assertThat(clip.frame(2)).isEqualTo(DARK);
    }

    @Test
    void framesOfDifferentShapesAreNoClip() {
        Pixels wide = new Pixels(1, 1, 3, new byte[3]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clip.of(List.of(DARK, wide)))
                .withMessageContaining("Frame 1")
                .withMessageContaining("Maybe");
        assertThatIllegalArgumentException().isThrownBy(() -> Clip.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Clip(2, 1, 1, 2, new byte[3]));
    }
}
