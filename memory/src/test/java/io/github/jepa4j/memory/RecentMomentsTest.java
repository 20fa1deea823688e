package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentMomentsTest implements MemoryContract {

    @Override
    public Memory memory() {
        return new RecentMoments(1000);
    }

    @Test
    void theOldestMakesRoomAndTheRingGoesRound() {
        RecentMoments ring = new RecentMoments(3);
        for (int step = 0; step < 10; step++) {
            Receipt receipt = ring.remember(Moments.at("e", step, step));
            assertThat(receipt.number()).isEqualTo(step);
            assertThat(ring.acknowledged().covers(receipt)).isTrue();
            int now = step;
            assertThat(ring.recent(5))
                    .extracting(moment -> moment.when().step())
                    .isEqualTo(IntStream.rangeClosed(0, Math.min(2, step))
                            .mapToObj(back -> now - back)
                            .toList());
        }
        assertThat(ring.size()).isEqualTo(3);
        assertThat(ring.capacity()).isEqualTo(3);
    }

    @Test
    void afterForgettingFromTheMiddleTheRingGoesOn() {
        RecentMoments ring = new RecentMoments(3);
        ring.remember(Moments.at("won", 0, 0));
        ring.remember(Moments.at("failed", 1, 0));
        ring.remember(Moments.at("won", 2, 0));
        ring.conclude("failed", 0);
        ring.forget(2, Forgetting.LEAST_USEFUL);
        ring.remember(Moments.at("next", 3, 0));
        ring.remember(Moments.at("next", 4, 0));
        assertThat(ring.recent(3)).extracting(moment -> moment.when().step()).containsExactly(4, 3, 2);
    }

    @Test
    void aRingOfNothingIsRefused() {
        assertThatThrownBy(() -> new RecentMoments(0)).hasMessageContaining("Maybe");
    }
}
