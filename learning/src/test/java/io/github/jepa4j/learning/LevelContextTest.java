package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A bead on a wire from -2 to 2, with a gate in the middle that is open in some episodes and closed in others, as the
/// latent's second number tells all along. Where it is closed the bead turns round before it.
class LevelContextTest {

    private static final float PACE = 0.1f;
    private static final float OPEN = 1;
    private static final float CLOSED = -1;
    private static final LevelConfig CONFIG = LevelConfig.defaults()
            .with("span=4", "macroDimension=1", "latentDimension=2", "contextDimension=1", "codes=6", "hidden=48")
            .with("unrolled=2", "macroUpdates=300", "updates=700", "windows=96", "learningRate=3e-3")
            .with("waveScale=3", "frequencies=16");

    private static Level level;

    @BeforeAll
    static void learn() {
        List<LatentEpisode> walks = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            walks.add(walk(new Seed(1).split(number).generator()));
        }
        level = new LevelTrainer(CONFIG, 1).train(walks, 2, 1, new Seed(2), (_, _) -> {});
    }

    private static LatentEpisode walk(RandomGenerator random) {
        int length = 60;
        float[] latents = new float[2 * (length + 1)];
        float[] actions = new float[length];
        float gate = random.nextBoolean() ? OPEN : CLOSED;
        float side = random.nextBoolean() ? 1 : -1;
        float place = side * random.nextFloat(0.6f, 2);
        float way = random.nextBoolean() ? 1 : -1;
        for (int time = 0; time <= length; time++) {
            latents[2 * time] = place;
            latents[2 * time + 1] = gate;
            if (time < length) {
                boolean isBeforeAGate = gate == CLOSED && side * place < 0.6f;
                way = Math.abs(place) > 1.8f ? -Math.signum(place) : isBeforeAGate ? side : way;
                actions[time] = way + 0.1f * (float) random.nextGaussian();
                place += PACE * actions[time];
            }
        }
        return new LatentEpisode(latents, actions);
    }

    private static float[] at(float place, float gate) {
        return level.encodeAll(new float[] {place, gate});
    }

    @Test
    void theContextTellsTheGateFromAnyPlace() {
        for (float place = -1.6f; place < 1.7f; place += 0.8f) {
            float open = at(place, OPEN)[1] - at(0.8f, OPEN)[1];
            float between = at(place, CLOSED)[1] - at(0.8f, OPEN)[1];
            assertThat(Math.abs(open)).isLessThan(0.25f * Math.abs(between));
        }
    }

    @Test
    void aMacroActionLeavesItAsItIs() {
        float[] now = at(1, OPEN);
        float[] next = level.step(now, new ActionBatch(1, 1, 1, level.code(0)));
        assertThat(next[1]).isEqualTo(now[1]);
        assertThat(next[0]).isNotEqualTo(now[0]);
    }

    @Test
    void whatHasSupportDependsOnIt() {
        assertThat(level.support(at(0, OPEN))[0]).isGreaterThan(0.4f);
        assertThat(level.support(at(0, CLOSED))[0]).isLessThan(0.2f);
        assertThat(level.support(at(1, CLOSED))[0]).isGreaterThan(0.4f);
    }

    @Test
    void whatIsProposedDependsOnIt() {
        assertThat(onAcross(OPEN)).isGreaterThan(0.2f);
        assertThat(onAcross(CLOSED)).isLessThan(0.1f);
    }

    /// How often the bead goes on towards the gate from before it.
    private static float onAcross(float gate) {
        float[] now = at(0.6f, gate);
        float[] often = level.affordances(now);
        float on = 0;
        for (int code = 0; code < often.length; code++) {
            float[] next = level.step(now, new ActionBatch(1, 1, 1, level.code(code)));
            on += level.decodeAll(next)[0] < 0.4f ? often[code] : 0;
        }
        return on;
    }

    @Test
    void aContextThatLeavesNothingBesideIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CONFIG.with("contextDimension=2"))
                .withMessageContainingAll("2 latent dimensions 2 are context", "\nMaybe");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CONFIG.with("contextDimension=-1"))
                .withMessageContaining("\nMaybe");
    }
}
