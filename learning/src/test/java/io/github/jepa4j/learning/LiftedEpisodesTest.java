package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A bead that goes 1 a step along the first of two axes. A place nobody sees takes it far away, now here and now
/// there, and whoever pushes it then pushes on by where it came out. An action is the push, and its number.
class LiftedEpisodesTest {

    private static final int SPAN = 8;
    private static final int LENGTH = 32;
    private static final int BEFORE = 12; // steps, the last of which is the leap

    private static Level level;
    private static Level above;

    /// Hardly learned: what its networks tell differs by what they are told, and that is enough here.
    @BeforeAll
    static void learn() {
        LevelConfig hardly = LevelConfig.defaults()
                .with("span=" + SPAN, "codes=2", "hidden=8", "frequencies=4", "unrolled=1")
                .with("macroUpdates=1", "updates=1", "windows=8");
        level = new LevelTrainer(hardly, 1).train(plain(), 2, 2, new Seed(1), (_, _) -> {});
        List<LatentEpisode> lifted = LiftedEpisodes.of(level, plain());
        above = new LevelTrainer(hardly.with("span=2"), 1).train(lifted, 3, 2, new Seed(2), (_, _) -> {});
    }

    private static List<LatentEpisode> plain() {
        List<LatentEpisode> episodes = new ArrayList<>();
        for (int e = 0; e < 20; e++) {
            episodes.add(episode(Float.NaN, 1));
        }
        return episodes;
    }

    /// @param outlet where the leap leads; none where that is no number
    /// @param after  what is done from then on
    private static LatentEpisode episode(float outlet, float after) {
        float[] latents = new float[2 * (LENGTH + 1)];
        float[] actions = new float[2 * LENGTH];
        for (int time = 0; time < LENGTH; time++) {
            actions[2 * time] = time < BEFORE ? 1 : after;
            actions[2 * time + 1] = time < BEFORE ? time : after * time;
            boolean leaps = time == BEFORE - 1 && Float.isFinite(outlet);
            latents[2 * time + 2] = leaps ? outlet : latents[2 * time] + (time < BEFORE ? 1 : Math.signum(after));
        }
        return new LatentEpisode(latents, actions);
    }

    private static List<LatentEpisode> endingAtLeaps(LatentEpisode episode) {
        List<LatentEpisode> all = plain();
        all.addFirst(episode);
        List<LatentEpisode> lifted = LiftedEpisodes.endingAtLeaps(level, all);
        return lifted.subList(
                0, lifted.size() - LiftedEpisodes.of(level, plain()).size());
    }

    private static float[] at(float... places) {
        float[] latents = new float[2 * places.length];
        for (int i = 0; i < places.length; i++) {
            latents[2 * i] = places[i];
        }
        return level.encodeAll(latents);
    }

    @Test
    void aStepEndsWhereTheLevelBelowLeapsAndAnEpisodeBeginsThere() {
        List<LatentEpisode> lifted = endingAtLeaps(episode(50, 1));

        assertThat(lifted).hasSize(2 * SPAN); // from each of eight steps before the leap, and as many after
        LatentEpisode before = lifted.getFirst();
        assertThat(before.latents()).containsExactly(at(0, 8, 50, 58));
        float[] done = new float[2 * 2 * SPAN];
        for (int time = 0; time < 2 * SPAN; time++) {
            done[2 * time] = 1;
            done[2 * time + 1] = time < BEFORE ? time : 10.5f; // of the last quarter of a step: 10 and 11
        }
        assertThat(Arrays.copyOf(before.actions(), 2 * level.spec().macroDimension()))
                .containsExactly(level.macros(done));
        assertThat(lifted.get(SPAN).latents()).containsExactly(at(50, 58, 66));
    }

    @Test
    void everyStepBeforeALeapLeadsThereOnceForEachPlaceItBeganAt() {
        List<LatentEpisode> lifted = endingAtLeaps(episode(50, 1)).subList(0, SPAN);
        for (int first = 0; first < SPAN; first++) {
            float[] places = first < 4 ? new float[] {first, first + 8, 50, 58} : new float[] {first, 50, 58};
            assertThat(lifted.get(first).latents()).containsExactly(at(places));
        }
    }

    @Test
    void whereOneCameOutIsNotToldByTheMacroActionThatLedThere() {
        LatentEpisode here = episode(50, 1);
        LatentEpisode there = episode(-50, -1);

        assertThat(second(endingAtLeaps(here))).containsExactly(second(endingAtLeaps(there)));
        assertThat(second(LiftedEpisodes.of(level, List.of(here))))
                .isNotEqualTo(second(LiftedEpisodes.of(level, List.of(there))));
    }

    private static float[] second(List<LatentEpisode> lifted) {
        int axes = level.spec().macroDimension();
        return Arrays.copyOfRange(lifted.getFirst().actions(), axes, 2 * axes);
    }

    @Test
    void norByThatOfALevelAbove() {
        List<LatentEpisode> here = twice(episode(50, 1));
        List<LatentEpisode> there = twice(episode(-50, -1));

        int axes = above.spec().macroDimension();
        assertThat(Arrays.copyOf(here.getFirst().actions(), axes))
                .containsExactly(Arrays.copyOf(there.getFirst().actions(), axes));
        assertThat(here.getFirst().latents()).isNotEqualTo(there.getFirst().latents());
    }

    private static List<LatentEpisode> twice(LatentEpisode episode) {
        return LiftedEpisodes.endingAtLeaps(above, endingAtLeaps(episode));
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
    void whereNearlyAllStandStillAStepIsNoLeap() {
        List<LatentEpisode> standing = new ArrayList<>();
        for (int e = 0; e < 50; e++) {
            standing.add(new LatentEpisode(new float[2 * (LENGTH + 1)], new float[2 * LENGTH]));
        }
        standing.addFirst(episode(Float.NaN, 1));
        assertThat(LiftedEpisodes.endingAtLeaps(level, standing).getFirst().latents())
                .containsExactly(at(0, 8, 16, 24, 32));
    }

    @Test
    void aMissingReadingIsNoLeapAndWhatIsTooShortIsLeftOut() {
        LatentEpisode missing = episode(Float.NaN, 1);
        missing.latents()[10] = Float.NaN;
        assertThat(endingAtLeaps(missing)).hasSize(SPAN);

        LatentEpisode brief = new LatentEpisode(new float[2 * SPAN], new float[2 * (SPAN - 1)]);
        assertThat(LiftedEpisodes.endingAtLeaps(level, List.of(brief))).isEmpty();
    }

    @Test
    void anEpisodeOfAnotherLevelIsRefused() {
        LatentEpisode other = new LatentEpisode(new float[3 * (LENGTH + 1)], new float[2 * LENGTH]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiftedEpisodes.of(level, List.of(other)))
                .withMessageContainingAll("99 latent and 64 action numbers", "\nMaybe");
    }
}
