package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What may be looked at of what was drawn.
class LessonTest {

    private static final ViewSettings MIRRORED = new ViewSettings(1, 1, 0, 0, 0, 0, 0, 0, 0);

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @Test
    void aClipIsNotMirroredWhereItsLabelOrAnotherViewTellsLeftFromRight() {
        LabelledClips clips = Tiny.clips(3, Tiny.SEED);
        try (Scope scope = Scope.open()) {
            float[] asItIs = Natives.values(lesson(clips).view(ViewSettings.none(), "only"));

            assertThat(Natives.values(lesson(clips).viewOfSides(MIRRORED, "only")))
                    .isEqualTo(asItIs);
            assertThat(Natives.values(lesson(clips).view(MIRRORED, "only"))).isNotEqualTo(asItIs);
        }
    }

    @Test
    void anImageIsMirroredWhateverTells() {
        LabelledClips images = Tiny.shapes(3, Tiny.SEED);
        try (Scope scope = Scope.open()) {
            assertThat(Natives.values(lesson(images).viewOfSides(MIRRORED, "only")))
                    .isEqualTo(Natives.values(lesson(images).view(MIRRORED, "only")))
                    .isNotEqualTo(Natives.values(lesson(images).view(ViewSettings.none(), "only")));
        }
    }

    private static Lesson lesson(LabelledClips clips) {
        int[] all = IntStream.range(0, clips.size()).toArray();
        return new Lesson(clips, all, ChannelStatistics.of(clips), new Seed(4));
    }
}
