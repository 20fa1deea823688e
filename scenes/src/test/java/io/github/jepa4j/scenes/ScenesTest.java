package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// In possible scenes the laws hold, by the states that go with them. Lengths are pictures' widths.
class ScenesTest {

    private static final int SEEDS = 200;
    private static final double ROUNDING = 1e-12;

    /// Downward, per frame squared.
    private static final double PULL = 0.35 / 48;

    private final Scenes scenes = new Scenes(SceneStyle.training());

    @ParameterizedTest
    @EnumSource
    void thingsKeepTheirShapeColourAndSizeAndNoneAppears(Law law) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<List<Sighting>> states = scenes.possible(law, new Seed(seed)).states();
            for (List<Sighting> state : states) {
                assertThat(state).hasSameSizeAs(states.getFirst());
                for (int i = 0; i < state.size(); i++) {
                    Sighting now = state.get(i);
                    Sighting then = states.getFirst().get(i);
                    assertThat(now.shape()).isEqualTo(then.shape());
                    assertThat(now.rgb()).isEqualTo(then.rgb());
                    assertThat(now.radius()).isEqualTo(then.radius());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PERMANENCE", "CONTINUITY", "SHAPE_CONSTANCY", "COLOUR_CONSTANCY", "INERTIA"})
    void whatIsFreeGoesStraightOnAtItsSpeedSeenOrNot(Law law) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Scene scene = scenes.possible(law, new Seed(seed));
            for (int i = 0; i < scene.states().getFirst().size(); i++) {
                for (double bend : bends(xs(scene, i))) {
                    assertThat(bend).isEqualTo(0, within(ROUNDING));
                }
                for (double bend : bends(ys(scene, i))) {
                    assertThat(bend).isEqualTo(0, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void someThingsGoOutOfSightAndAreWhereTheyWouldBe() {
        int hidden = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            for (List<Sighting> state :
                    scenes.possible(Law.CONTINUITY, new Seed(seed)).states()) {
                for (Sighting thing : state) {
                    boolean inside = thing.x() > 0.15 && thing.x() < 0.85;
                    hidden += inside && thing.visible() < 0.01 ? 1 : 0;
                    assertThat(thing.visible()).isBetween(0.0, 1.0);
                }
            }
        }
        assertThat(hidden).isGreaterThan(SEEDS / 4);
    }

    @Test
    void nothingIsPulledButDownwardAndNoStronger() {
        int falls = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Scene scene = scenes.possible(Law.GRAVITY, new Seed(seed));
            for (double bend : bends(ys(scene, 0))) {
                assertThat(bend).isLessThan(PULL + ROUNDING);
                falls += Math.abs(bend - PULL) < ROUNDING ? 1 : 0;
            }
        }
        assertThat(falls).isGreaterThan(9 * SEEDS);
    }

    @Test
    void whatRollsOverAnEdgeFallsAndWhatHasGroundBelowItDoesNot() {
        int fallen = 0;
        int stayed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] ys = ys(scenes.possible(Law.SUPPORT, new Seed(seed)), 0);
            for (int time = 1; time < ys.length; time++) {
                assertThat(ys[time]).isGreaterThanOrEqualTo(ys[time - 1]);
            }
            boolean falls = ys[ys.length - 1] > ys[0] + 0.1;
            fallen += falls ? 1 : 0;
            stayed += ys[ys.length - 1] == ys[0] ? 1 : 0;
        }
        assertThat(fallen).isGreaterThan(SEEDS / 4);
        assertThat(stayed).isGreaterThan(SEEDS / 8);
    }

    @Test
    void momentumAndEnergyArePassedOnWhole() {
        int met = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Scene scene = scenes.possible(Law.COLLISION, new Seed(seed));
            double[] left = rates(xs(scene, 0));
            double[] right = rates(xs(scene, 1));
            for (int time = 1; time < left.length; time++) {
                assertThat(left[time] + right[time]).isEqualTo(left[0] + right[0], within(ROUNDING));
                assertThat(left[time] * left[time] + right[time] * right[time])
                        .isEqualTo(left[0] * left[0] + right[0] * right[0], within(ROUNDING));
            }
            met += Math.abs(left[left.length - 1] - left[0]) > 0.01 ? 1 : 0;
        }
        assertThat(met).isGreaterThan(SEEDS / 2);
    }

    @Test
    void twoThingsThatFollowEachOtherKeepTheirDistance() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Thing> pair = Meeting.control(new Draw(SceneStyle.training(), 20, new Seed(seed)))
                    .things();
            double before = apart(pair, 0);
            assertThat(before).isGreaterThan(2 * pair.getFirst().halfWidth() + 2 - ROUNDING);
            for (int time = 1; time < 20; time++) {
                assertThat(apart(pair, time)).isEqualTo(before, within(ROUNDING));
            }
        }
    }

    private static double apart(List<Thing> pair, int time) {
        return pair.getLast().path().at(time).x()
                - pair.getFirst().path().at(time).x();
    }

    @Test
    void whatMeetsAWallComesBackAndWhatMeetsNoneGoesOn() {
        int back = 0;
        int through = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Scene scene = scenes.possible(Law.SOLIDITY, new Seed(seed));
            double[] xs = rates(xs(scene, 0));
            double last = xs[xs.length - 1];
            back += last != 0 && Math.abs(last + xs[0]) < ROUNDING ? 1 : 0;
            through += last != 0 && Math.abs(last - xs[0]) < ROUNDING ? 1 : 0;
        }
        assertThat(back).isGreaterThan(SEEDS / 4);
        assertThat(through).isBetween(SEEDS / 12, SEEDS / 4);
    }

    @Test
    void whatIsHeldOutIsNeverLearnedFromNorChosenBy() {
        requireNothingShared(SceneStyle.heldOut(), SceneStyle.training());
        requireNothingShared(SceneStyle.validation(), SceneStyle.training());
        requireNothingShared(SceneStyle.heldOut(), SceneStyle.validation());
    }

    private static void requireNothingShared(SceneStyle one, SceneStyle other) {
        assertThat(one.shapes()).doesNotContainAnyElementsOf(other.shapes());
        assertThat(one.colours()).doesNotContainAnyElementsOf(other.colours());
        assertThat(one.tints()).doesNotContainAnyElementsOf(other.tints());
        for (Span mine : one.speeds()) {
            assertThat(other.speeds()).noneMatch(mine::overlaps);
        }
        for (Span mine : one.radii()) {
            assertThat(other.radii()).noneMatch(mine::overlaps);
        }
    }

    @Test
    void aMixHasAllLawsAndEverythingOfTheStyle() {
        Set<Law> laws = EnumSet.noneOf(Law.class);
        List<Figure> shapes = new ArrayList<>();
        Set<Integer> colours = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Scene scene = scenes.possible(new Seed(seed));
            laws.add(scene.law());
            scene.states().getFirst().forEach(thing -> {
                shapes.add(thing.shape());
                colours.add(thing.rgb());
            });
        }
        assertThat(laws).hasSize(Law.values().length);
        assertThat(shapes).containsAll(SceneStyle.training().shapes());
        assertThat(colours)
                .containsAll(SceneStyle.training().colours().stream()
                        .map(Colour::rgb)
                        .toList());
        assertThat(shapes.stream().filter(MadeUp.class::isInstance).count())
                .as("half are made up")
                .isBetween(shapes.size() * 2L / 5, shapes.size() * 3L / 5);
    }

    /// A change of these says that models must be trained again, or that the machine computes otherwise.
    @Test
    void theBytesAreTheSameAsEver() {
        CRC32 sum = new CRC32();
        for (int seed = 0; seed < 20; seed++) {
            sum.update(scenes.possible(new Seed(seed)).clip().values());
        }
        assertThat(sum.getValue()).isEqualTo(20_261_124L);
    }

    /// A change of these says that figures of how surprised a model is are of other clips.
    @Test
    void theBytesOfWhatJudgesAreTheSameAsEver() {
        CRC32 sum = new CRC32();
        Scenes heldOut = new Scenes(SceneStyle.heldOut());
        for (Law law : Law.values()) {
            for (Setting setting : law.settings()) {
                Quadruple quadruple = heldOut.quadruple(law, setting, new Seed(1));
                quadruple.possible().forEach(clip -> sum.update(clip.values()));
                quadruple.impossible().forEach(clip -> sum.update(clip.values()));
            }
        }
        assertThat(sum.getValue()).isEqualTo(2_896_260_679L);
    }

    @Test
    void scenesThatCannotShowWhatHappensAreRefused() {
        assertThatThrownBy(() -> new Scenes(SceneStyle.training(), 48, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("48 frames of 20 px")
                .hasMessageContaining("Maybe frames and side are exchanged");
    }

    private static double[] xs(Scene scene, int thing) {
        return scene.states().stream()
                .mapToDouble(state -> state.get(thing).x())
                .toArray();
    }

    private static double[] ys(Scene scene, int thing) {
        return scene.states().stream()
                .mapToDouble(state -> state.get(thing).y())
                .toArray();
    }

    private static double[] rates(double[] places) {
        double[] rates = new double[places.length - 1];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = places[i + 1] - places[i];
        }
        return rates;
    }

    private static double[] bends(double[] places) {
        return rates(rates(places));
    }
}
