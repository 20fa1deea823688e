package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.pretraining.Tiny.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The ceiling, on clips.
class SupervisedTest {

    private static final int FRAMES = 8;
    private static final int UPDATES = 100;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @Test
    void whetherThingsMoveToTheLeftOrToTheRightIsLearned() {
        var config = Tiny.config(
                Method.SUPERVISED,
                UPDATES,
                "backbone.kind=VIT",
                "backbone.widths=[24]",
                "backbone.blocks=2",
                "backbone.patch=4",
                "backbone.heads=2");
        try (Scope scope = Scope.open()) {
            double[] losses =
                    Work.begin(bothWays(128), config, Tiny.SEED.split("way")).run();

            assertThat(Tiny.mean(losses, 0, 4)).as("a guess").isBetween(0.5, 1.5);
            assertThat(Tiny.mean(losses, UPDATES - 10, UPDATES))
                    .as("mirrored, a clip's label would be that of the other class, and nothing better than a guess")
                    .isLessThan(0.5 * Math.log(2));
        }
    }

    /// Each clip is there forwards and backwards, so that only the order of its frames tells its class.
    private static LabelledClips bothWays(int count) {
        List<byte[]> clips = new ArrayList<>();
        int[] labels = new int[2 * count];
        for (int n = 0; n < count; n++) {
            RandomGenerator random = Tiny.SEED.split(n).generator();
            int top = random.nextInt(Tiny.SIDE - 4);
            int left = random.nextInt(4);
            int bright = 100 + random.nextInt(150);
            clips.add(Tiny.clip(FRAMES, (t, frame) -> Tiny.square(frame, top, left + t, bright)));
            clips.add(Tiny.clip(FRAMES, (t, frame) -> Tiny.square(frame, top, left + FRAMES - 1 - t, bright)));
            labels[2 * n + 1] = 1;
        }
        return new LabelledClips(FRAMES, 1, Tiny.SIDE, Tiny.SIDE, clips, labels, List.of("right", "left"));
    }
}
