package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import org.junit.jupiter.api.Test;

/// Views of a world of three places, `[C, Y, X] = [3, 1, 3]`: what moves, what stays, what is seen.
class RecentViewsTest {

    private static final int STAYS = 1;

    /// @param lit such as `110`: the first two places are seen
    private static Pixels view(String moves, String stays, String lit) {
        byte[] values = new byte[9];
        for (int place = 0; place < 3; place++) {
            boolean seen = lit.charAt(place) == '1';
            values[place] = (byte) (seen ? moves.charAt(place) - '0' : 0);
            values[3 + place] = (byte) (seen ? stays.charAt(place) - '0' : 0);
            values[6 + place] = (byte) (seen ? 255 : 0);
        }
        return new Pixels(3, 1, 3, values);
    }

    private static Pixels known(String moves, String stays) {
        byte[] values = new byte[6];
        for (int place = 0; place < 3; place++) {
            values[place] = (byte) (moves.charAt(place) - '0');
            values[3 + place] = (byte) (stays.charAt(place) - '0');
        }
        return new Pixels(2, 1, 3, values);
    }

    @Test
    void whatStaysIsFilledInFromEarlierViewsAndWhatMovesIsNot() {
        var views = new RecentViews(8, STAYS);
        views.see(view("700", "123", "100"));
        views.see(view("070", "123", "010"));

        assertThat(views.known()).isEqualTo(known("070", "120"));
    }

    @Test
    void theLatestViewOfAPlaceCounts() {
        var views = new RecentViews(8, STAYS);
        views.see(view("000", "111", "111"));
        views.see(view("000", "222", "110"));
        views.see(view("000", "333", "100"));

        assertThat(views.known()).isEqualTo(known("000", "321"));
    }

    @Test
    void aRingOfOneViewRemembersNothing() {
        var views = new RecentViews(1, STAYS);
        views.see(view("000", "111", "111"));
        views.see(view("050", "222", "010"));

        assertThat(views.known()).isEqualTo(known("050", "020"));
        assertThat(views.oldest()).isEqualTo(view("050", "222", "010"));
    }

    @Test
    void theOldestMakesRoom() {
        var views = new RecentViews(2, STAYS);
        for (int life = 1; life <= 3; life++) {
            views.see(view("000", "" + life + life + life, "111"));
        }

        assertThat(views.size()).isEqualTo(2);
        assertThat(views.oldest()).isEqualTo(view("000", "222", "111"));
        views.clear();
        assertThatThrownBy(views::known)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("see(view)");
    }

    @Test
    void anEncoderThatRemembersPerceivesTheWorldAsItIsKnown() {
        Encoder brightness = new Encoder() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public Latent encode(Observation observation) {
                float sum = 0;
                for (byte value : ((Pixels) observation).values()) {
                    sum += value;
                }
                return new Latent(new float[] {sum});
            }
        };
        var encoder = new RememberingEncoder(brightness, new RecentViews(8, STAYS));

        assertThat(encoder.encode(view("000", "111", "111")).values()).containsExactly(3);
        assertThat(encoder.encode(view("500", "111", "100")).values()).containsExactly(8); // 5 and the three that stay
        assertThatThrownBy(() -> encoder.encode(new Signals(new float[3]))).hasMessageContaining("pictures");
    }

    @Test
    void viewsOfAnotherSizeAndRingsOfNothingAreRefused() {
        var views = new RecentViews(8, STAYS);
        views.see(view("000", "111", "111"));

        assertThatThrownBy(() -> views.see(new Pixels(3, 1, 4, new byte[12]))).hasMessageContaining("another camera");
        assertThatThrownBy(() -> new RecentViews(8, STAYS).see(new Pixels(2, 1, 3, new byte[6])))
                .hasMessageContaining("last channel");
        assertThatThrownBy(() -> new RecentViews(0)).hasMessageContaining("0 views");
        assertThatThrownBy(() -> new RecentViews(1, -1)).hasMessageContaining("-1");
    }
}
