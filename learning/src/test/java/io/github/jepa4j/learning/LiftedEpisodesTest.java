package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A bead that goes 1 a step. A place nobody sees takes it far away, now here and now there, and whoever pushes it then
/// pushes on by where it came out.
class LiftedEpisodesTest {

    private static final int SPAN = 4;
    private static final int LENGTH = 16;
    private static final int BEFORE = 6; // steps, the last of which is the leap

    private static Level level;

    /// Hardly learned: what its networks tell differs by what they are told, and that is enough here.
    @BeforeAll
    static void learn() {
        LevelConfig hardly = LevelConfig.defaults()
                .with("span=" + SPAN, "codes=2", "hidden=8", "frequencies=4", "unrolled=1")
                .with("macroUpdates=1", "updates=1", "windows=8");
        level = new LevelTrainer(hardly, 1).train(plain(), 1, 1, new Seed(1), (_, _) -> {});
    }

    private static List<LatentEpisode> plain() {
        List<LatentEpisode> episodes = new ArrayList<>();
        for (int e = 0; e < 10; e++) {
            episodes.add(episode(Float.NaN, 1));
        }
        return episodes;
    }

    /// @param outlet where the leap leads; none where that is no number
    /// @param after  what is done from then on
    private static LatentEpisode episode(float outlet, float after) {
        float[] latents = new float[LENGTH + 1];
        float[] actions = new float[LENGTH];
        for (int time = 0; time < LENGTH; time++) {
            actions[time] = time < BEFORE ? 1 + 0.1f * time : after;
            boolean leaps = time == BEFORE - 1 && Float.isFinite(outlet);
            latents[time + 1] = leaps ? outlet : latents[time] + (time < BEFORE ? 1 : Math.signum(after));
        }
        return new LatentEpisode(latents, actions);
    }

    private static LatentEpisode endingAtLeaps(LatentEpisode episode) {
        List<LatentEpisode> all = plain();
        all.addFirst(episode);
        return LiftedEpisodes.endingAtLeaps(level, all).getFirst();
    }

    @Test
    void aStepEndsWhereTheLevelBelowLeapsAndTheNextBeginsThere() {
        LatentEpisode lifted = endingAtLeaps(episode(50, 1));

        assertThat(lifted.latents()).containsExactly(level.encodeAll(new float[] {0, 4, 50, 54, 58}));
        float[] done = {1, 1.1f, 1.2f, 1.3f, 1.4f, 1.5f, 1.5f, 1.5f, 1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(lifted.actions()).containsExactly(level.macros(done));
    }

    @Test
    void whereOneCameOutIsNotToldByTheMacroActionThatLedThere() {
        LatentEpisode here = episode(50, 1);
        LatentEpisode there = episode(-50, -1);

        assertThat(ofTheLeap(endingAtLeaps(here))).containsExactly(ofTheLeap(endingAtLeaps(there)));
        assertThat(ofTheLeap(LiftedEpisodes.of(level, List.of(here)).getFirst()))
                .isNotEqualTo(ofTheLeap(LiftedEpisodes.of(level, List.of(there)).getFirst()));
    }

    private static float[] ofTheLeap(LatentEpisode lifted) {
        int axes = level.spec().macroDimension();
        return Arrays.copyOfRange(lifted.actions(), axes, 2 * axes);
    }

    @Test
    void withoutLeapsAllStepsAreWhole() {
        List<LatentEpisode> whole = LiftedEpisodes.of(level, plain());
        List<LatentEpisode> ending = LiftedEpisodes.endingAtLeaps(level, plain());
        assertThat(ending).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(ending.get(i).latents()).containsExactly(whole.get(i).latents());
            assertThat(ending.get(i).actions()).containsExactly(whole.get(i).actions());
        }
    }

    @Test
    void aMissingReadingIsNoLeapAndWhatIsTooShortIsLeftOut() {
        LatentEpisode missing = episode(Float.NaN, 1);
        missing.latents()[5] = Float.NaN;
        assertThat(endingAtLeaps(missing).actions())
                .hasSize(LENGTH / SPAN * level.spec().macroDimension());

        LatentEpisode brief = new LatentEpisode(new float[SPAN], new float[SPAN - 1]);
        assertThat(LiftedEpisodes.endingAtLeaps(level, List.of(brief))).isEmpty();
    }
}
