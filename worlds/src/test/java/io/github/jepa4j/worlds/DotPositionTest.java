package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.world.Pixels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DotPositionTest {

    private static final TwoRoomsRenderer RENDERER = new TwoRoomsRenderer(Layout.PLDM_FIXED);

    @Test
    void theDotIsFoundWithinAFiftiethOfAPixelWhereverItCanBe() {
        SplittableRandom random = new SplittableRandom(1);
        double worst = 0;
        for (int i = 0; i < 2000; i++) {
            // All that a walk can reach: Layout.LOW to HIGH, and a start of a crossing a little outside.
            var place = new Position(random.nextDouble(4.01, 59.99), random.nextDouble(4.01, 59.99));
            worst = Math.max(worst, DotPosition.of(RENDERER.render(place)).distanceTo(place));
        }
        assertThat(worst).isLessThan(0.02);
    }

    @Test
    void wallsDoNotMoveIt() {
        var place = new Position(20.25, 31.5);
        assertThat(DotPosition.of(new TwoRoomsRenderer(Layout.FIXED).render(place)))
                .isEqualTo(DotPosition.of(RENDERER.render(place)));
    }

    @Test
    void aPictureWithoutADotIsRefused() {
        assertThatThrownBy(() -> DotPosition.of(new Pixels(2, 65, 65, new byte[2 * 65 * 65])))
                .hasMessageContaining("No dot is seen")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> DotPosition.of(new Pixels(1, 65, 65, new byte[65 * 65])))
                .hasMessageContaining("[2, 65, 65]")
                .hasMessageContaining("\nMaybe");
    }
}
