package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentCodecTest {

    private static Moment decode(byte[] bytes) {
        return MomentCodec.decode(ByteBuffer.wrap(bytes), Double.NaN);
    }

    @Test
    void everyPartComesBackAndSoDoesItsAbsence() {
        Moment whole = Moments.numbered(13, 5);
        assertThat(decode(MomentCodec.encode(whole))).isEqualTo(whole);
        Moment bare = Moments.at("é😀", 0, Float.NaN, Float.NEGATIVE_INFINITY, -0f);
        assertThat(decode(MomentCodec.encode(bare))).isEqualTo(bare);
        Moment idle = bare.from(new Signals(new float[0])).following(new ActionSequence(0, 2, new float[0]));
        assertThat(decode(MomentCodec.encode(idle))).isEqualTo(idle);
    }

    /// Moments on disk outlive the program: what version 1 wrote must be read for ever.
    @Test
    void theBytesOfVersionOneAreTheseAndAreRead() {
        Moment moment = Moments.at("e", 2, 1)
                .feeling(new Moment.Felt(0.5, Double.NaN, Map.of("m", -1.0)))
                .following(new ActionSequence(1, 2, new float[] {3, 4}));
        String golden = "01" + "01000000" + "65" + "05000000" + "7265616368" // version, episode, task
                + "02000000" + "0200000000000000" // step, instant
                + "01000000" + "0000803f" // latent seen
                + "02000000" + "0000000000000000" // action
                + "ffffffff" + "ffffffff" // no signals, nothing foreseen
                + "000000000000e03f" + "000000000000f87f" // energy, surprise
                + "01000000" + "01000000" + "6d" + "000000000000f0bf" // margins
                + "01000000" + "02000000" + "0000404000008040"; // plan
        assertThat(HexFormat.of().formatHex(MomentCodec.encode(moment))).isEqualTo(golden);
        assertThat(decode(HexFormat.of().parseHex(golden))).isEqualTo(moment);
    }

    @Test
    void bytesCutOffAnywhereAreCalledDamaged() {
        byte[] whole = MomentCodec.encode(Moments.numbered(13, 5));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(cut))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void bytesThatWereChangedAreReadAsSomethingElseOrRefusedAndNothingWorse() {
        byte[] whole = MomentCodec.encode(Moments.numbered(13, 5));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                decode(changed);
            } catch (MemoryException e) {
                assertThat(e).hasMessageContaining("Maybe");
            }
        }
    }

    @Test
    void anotherVersionIsRefusedByName() {
        byte[] bytes = MomentCodec.encode(Moments.numbered(13, 5));
        bytes[0] = 2;
        assertThatThrownBy(() -> decode(bytes)).hasMessageContaining("of version 2; this program reads version 1");
    }

    @Test
    void whatIsTooLargeIsRefusedWhenItIsRemembered() {
        Moment huge = Moments.at("e", 0, 1).from(new Signals(new float[1 << 24]));
        assertThatThrownBy(() -> MomentCodec.encode(huge)).hasMessageContaining("at most 67108864 are remembered");
    }

    @Test
    void momentsThatContradictThemselvesAreRefused() {
        Moment moment = Moments.at("e", 0, 1);
        assertThatThrownBy(() -> moment.foreseenAs(new Latent(new float[2]))).hasMessageContaining("has 2 dimensions");
        assertThatThrownBy(() -> moment.following(new ActionSequence(1, 3, new float[3])))
                .hasMessageContaining("with 3 axes");
        assertThatThrownBy(() -> moment.endedWith(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> Moments.at("", 0, 1)).hasMessageContaining("episode");
        assertThatThrownBy(() -> Moments.at("x".repeat(1001), 0, 1)).hasMessageContaining("1001 characters");
        assertThatThrownBy(() -> Moments.at("e", -1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Moment.Felt(0, 0, Map.of("", 1.0))).hasMessageContaining("guardrail");
    }
}
