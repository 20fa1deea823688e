package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two clips that may be, two that may not, and nothing to tell them apart but what follows what.
class QuadrupleTest {

    private static final int SEEDS = 25;

    /// What a change must move at least, to be seen: a tenth of the smallest thing, by half the range.
    private static final int SEEN = 3 * 128 * 3;

    private record Case(SceneStyle style, Law law, Setting setting) {

        Quadruple quadruple(int seed) {
            return new Scenes(style).quadruple(law, setting, new Seed(seed));
        }

        @Override
        public String toString() {
            String name = style.equals(SceneStyle.training())
                    ? "training"
                    : style.equals(SceneStyle.validation()) ? "validation" : "held out";
            return law + ", " + setting + ", " + name;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (SceneStyle style : List.of(SceneStyle.training(), SceneStyle.validation(), SceneStyle.heldOut())) {
            for (Law law : Law.values()) {
                for (Setting setting : law.settings()) {
                    cases.add(new Case(style, law, setting));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anImpossibleClipIsItsTwinUpToTheEventAndSeenToBeAnotherSoonAfter(Case one) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Quadruple quadruple = one.quadruple(seed);
            int first = quadruple.possible().getFirst().frames();
            for (int pair = 0; pair < 2; pair++) {
                Clip possible = quadruple.possible().get(pair);
                Clip impossible = quadruple.impossible().get(pair);
                for (int time = 0; time < quadruple.event(); time++) {
                    assertThat(impossible.frame(time)).isEqualTo(possible.frame(time));
                }
                first = Math.min(first, firstSeen(possible, impossible));
            }
            assertThat(quadruple.event()).isBetween(4, 17);
            assertThat(first).isLessThanOrEqualTo(quadruple.event() + 3);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFramesAreTheSameInAnotherOrderWhereTheLawSaysSo(Case one) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Quadruple quadruple = one.quadruple(seed);
            boolean same = counted(quadruple.possible()).equals(counted(quadruple.impossible()));
            assertThat(same).isEqualTo(one.law().sharesFrames(one.setting()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePossibleTwinsAreTwo(Case one) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Quadruple quadruple = one.quadruple(seed);
            assertThat(quadruple.possible().getFirst())
                    .isNotEqualTo(quadruple.possible().getLast());
            assertThat(quadruple.impossible().getFirst())
                    .isNotEqualTo(quadruple.impossible().getLast());
            assertThat(quadruple.impossible()).doesNotContainAnyElementsOf(quadruple.possible());
        }
    }

    /// Behind the screen is where it happens: the possible twins look alike there.
    @ParameterizedTest
    @MethodSource("cases")
    void theTwinsLookAlikeRightBeforeTheEventUnlessItIsSeenToHappen(Case one) {
        if (one.setting() == Setting.HIDDEN) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Quadruple quadruple = one.quadruple(seed);
                Pixels first = quadruple.possible().getFirst().frame(quadruple.event() - 1);
                assertThat(quadruple.possible().getLast().frame(quadruple.event() - 1))
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        Scenes scenes = new Scenes(SceneStyle.training());
        for (Law law : Law.values()) {
            Quadruple once = scenes.quadruple(law, new Seed(3));
            assertThat(scenes.quadruple(law, new Seed(3))).isEqualTo(once);
            assertThat(scenes.quadruple(law, new Seed(4))).isNotEqualTo(once);
        }
    }

    @Test
    void clipsMayBeLongerOrShorterLargerOrSmaller() {
        for (int[] size : new int[][] {{12, 24}, {16, 64}, {33, 48}}) {
            Scenes scenes = new Scenes(SceneStyle.training(), size[0], size[1]);
            for (Law law : Law.values()) {
                for (Setting setting : law.settings()) {
                    Quadruple quadruple = scenes.quadruple(law, setting, new Seed(8));
                    Clip clip = quadruple.impossible().getFirst();
                    assertThat(List.of(clip.frames(), clip.channels(), clip.rows(), clip.columns()))
                            .containsExactly(size[0], 3, size[1], size[1]);
                    assertThat(quadruple.event()).isBetween(1, size[0] - 1);
                    assertThat(counted(quadruple.possible()).equals(counted(quadruple.impossible())))
                            .isEqualTo(law.sharesFrames(setting));
                }
            }
        }
    }

    @Test
    void aLawIsBrokenOnlyWhereItSaysSo() {
        Scenes scenes = new Scenes(SceneStyle.training());
        assertThatThrownBy(() -> scenes.quadruple(Law.COLLISION, Setting.HIDDEN, new Seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no quadruples of COLLISION in the setting HIDDEN")
                .hasMessageContaining("Maybe");
    }

    private static int firstSeen(Clip clip, Clip other) {
        int size = clip.values().length / clip.frames();
        for (int time = 0; time < clip.frames(); time++) {
            int moved = 0;
            for (int i = time * size; i < (time + 1) * size; i++) {
                moved += Math.abs((clip.values()[i] & 0xFF) - (other.values()[i] & 0xFF));
            }
            if (moved > SEEN) {
                return time;
            }
        }
        return clip.frames();
    }

    /// How often each frame is in the clips.
    private static Map<Pixels, Integer> counted(List<Clip> clips) {
        Map<Pixels, Integer> counts = new HashMap<>();
        for (Clip clip : clips) {
            for (int time = 0; time < clip.frames(); time++) {
                counts.merge(clip.frame(time), 1, Integer::sum);
            }
        }
        return counts;
    }
}
