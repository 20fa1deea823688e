package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.pretraining.VideoJepaConfig.Variation;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What keeps latents of clips from collapse.
class VideoJepaTest {

    private static final int SIDE = Tiny.SIDE;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @Test
    void whereOnlyChangesCountWhatRestsHasNoVarianceAndWhatMovesHas() {
        LabelledClips moving = Tiny.clips(32, Tiny.SEED);
        double changes = shortfall(moving, Variation.CHANGES);

        assertThat(shortfall(Tiny.still(32), Variation.CHANGES)).isCloseTo(1, within(0.02));
        assertThat(shortfall(Tiny.still(32), Variation.LATENTS)).isLessThan(0.95);
        assertThat(changes).isLessThan(0.95).isGreaterThan(shortfall(moving, Variation.LATENTS));
    }

    /// How much of a deviation of 1 is missing before anything is learned.
    private static double shortfall(LabelledClips clips, Variation variation) {
        try (Scope scope = Scope.open()) {
            VideoJepaConfig config = VideoJepaConfig.small().with("variation=" + variation);
            var networks = FrameNetworks.begin(new FrameSpec(1, SIDE, SIDE, 8, 10), Target.LATENT, Tiny.SEED);
            Lesson lesson = new Lesson(clips, clips.drawn(0, 16, Tiny.SEED), ChannelStatistics.of(clips), Tiny.SEED);
            return Objects.requireNonNull(new VideoJepa(networks, config)
                            .look(lesson)
                            .loss()
                            .parts()
                            .get("variance"))
                    .item_float();
        }
    }
}
