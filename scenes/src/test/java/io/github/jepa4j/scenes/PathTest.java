package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Paths are known at any time.
class PathTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void whatIsThrownUpIsBackAfterTwiceItsSpeedOverThePull() {
        Path path = Path.through(3, 10, 20, Motion.flying(1, -2, 0.4));
        assertThat(path.at(3 + 5).y()).isEqualTo(20 - 5, within(ROUNDING));
        assertThat(path.at(3 + 10).y()).isEqualTo(20, within(ROUNDING));
        assertThat(path.at(3 + 10).x()).isEqualTo(20, within(ROUNDING));
    }

    @Test
    void aPathIsTheFirstLegBackwardsToo() {
        Path path = Path.through(8, 24, 30, Motion.rolling(2)).then(8, Motion.rolling(-2));
        assertThat(path.at(0).x()).isEqualTo(8);
        assertThat(path.at(8).x()).isEqualTo(24);
        assertThat(path.at(12).x()).isEqualTo(16);
    }

    @Test
    void pathsThatMeetAtAFrameAreThereToTheLastBit() {
        Path slow = Path.through(9, 23.7, 31.3, Motion.flying(1.1, 0.3, 0.35));
        Path fast = Path.through(9, 23.7, 31.3, Motion.flying(-3.3, -2.7, 0.35));
        assertThat(slow.at(9)).isEqualTo(fast.at(9));
    }
}
