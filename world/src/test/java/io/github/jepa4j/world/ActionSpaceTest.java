package io.github.jepa4j.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionSpaceTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final ActionSpace BOX = new ActionSpace.Box(new float[] {-1, 2}, new float[] {3, 2.5f});
    private static final ActionSpace BALL = new ActionSpace.Ball(2, 1.8f);

    @Test
    void whatIsAllowedStaysAsItIs() {
        assertThat(projected(BOX, 0.5f, 2.25f)).containsExactly(0.5f, 2.25f);
        assertThat(projected(BALL, 1, -1)).containsExactly(1, -1);
        assertThat(projected(BALL, 0, 0)).containsExactly(0, 0);
    }

    @Test
    void aBoxCutsEachAxisAndABallTheLength() {
        assertThat(projected(BOX, -7, 9)).containsExactly(-1, 2.5f);
        assertThat(projected(BALL, 3, 4)).containsExactly(new float[] {1.08f, 1.44f}, within(1e-6f));
    }

    @Test
    void notANumberBecomesTheCentre() {
        assertThat(projected(BOX, Float.NaN, Float.NaN)).containsExactly(1, 2.25f);
        assertThat(projected(BALL, Float.NaN, 1)).containsExactly(0, 1);
    }

    @Test
    void anAxisWithoutLimitsHasNoCentreAndGets0OrWhatIsNearest() {
        var half = new ActionSpace.Box(new float[] {-INFINITY, 2, -INFINITY}, new float[] {INFINITY, INFINITY, -3});
        assertThat(projected(half, Float.NaN, Float.NaN, Float.NaN)).containsExactly(0, 2, -3);
        assertThat(projected(half, 1e30f, 1e30f, -1e30f)).containsExactly(1e30f, 1e30f, -1e30f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE})
    void howeverFarAwayTheResultIsAnAction(float far) {
        for (ActionSpace space : new ActionSpace[] {BOX, BALL}) {
            float[] values = projected(space, far, far);
            assertThat(new Action(values).dimension()).isEqualTo(2);
            assertThat(projected(space, values.clone())).containsExactly(values, within(1e-6f));
        }
    }

    @Test
    void samplesAreAllowedAndFillTheSpace() {
        RandomGenerator random = new Seed(3).generator();
        double furthest = 0;
        for (int i = 0; i < 1000; i++) {
            for (ActionSpace space : new ActionSpace[] {BOX, BALL}) {
                float[] values = space.sample(random).values();
                assertThat(projected(space, values.clone())).containsExactly(values, within(1e-6f));
                furthest = space == BALL ? Math.max(furthest, Math.hypot(values[0], values[1])) : furthest;
            }
        }
        assertThat(furthest).isBetween(1.7, 1.8001);
    }

    @Test
    void oneSpaceRepeatedIsOneForEach() {
        ActionSpace twice = new ActionSpace.Repeated(BALL, 2);
        assertThat(twice.dimension()).isEqualTo(4);
        float[] values = projected(twice, 30, 40, 0.5f, Float.NaN);
        assertThat(values).containsExactly(new float[] {1.08f, 1.44f, 0.5f, 0}, within(1e-5f));
        assertThat(twice.sample(new Seed(1).generator()).dimension()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionSpace.Repeated(BOX, 0))
                .withMessageContaining("\nMaybe");
    }

    @Test
    void limitsThatMakeNoSpaceAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionSpace.Box(new float[] {1}, new float[] {-1}))
                .withMessageContainingAll("axis 0", "1.0", "-1.0", "Maybe they were swapped");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionSpace.Box(new float[] {Float.NaN}, new float[] {1}))
                .withMessageContainingAll("NaN", "Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionSpace.Ball(2, Float.NaN))
                .withMessageContainingAll("NaN", "Maybe");
    }

    @Test
    void anActionThatIsNotANumberIsRefusedByItsAxis() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Action(0, Float.NaN))
                .withMessageContainingAll("axis 1", "NaN", "finite", "Maybe");
        assertThat(new Action(0, 0)).isEqualTo(new Action(0f, 0f));
    }

    private static float[] projected(ActionSpace space, float... values) {
        space.project(values, 0);
        return values;
    }
}
