package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.learning.JepaConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What figures are made of.
class FiguresTest {

    /// The published sums are given to three digits.
    private static final double GFLOP = 5;

    @Test
    void theMedianIsInTheMiddleAndTheLeastTimeIsTheHighestRate() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(Spread.of(1, 2, 4).rateOf(8)).isEqualTo(new Spread(2, 4, 8));
        assertThatThrownBy(Spread::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe");
    }

    @Test
    void memoryThatGrowsIsNotFlatAndItsSlopeIsThatOfTheLine() {
        List<MemorySample> growing = List.of(sample(100, 1000), sample(200, 1010), sample(300, 1021));
        Trend trend = Trend.of(growing, MemorySample::residentKb);
        assertThat(trend.flat()).isFalse();
        assertThat(trend.perThousand()).isCloseTo(105, within(1e-9));
        List<MemorySample> still = List.of(sample(100, 1000), sample(200, 1019), sample(300, 981));
        assertThat(Trend.of(still, MemorySample::residentKb).flat()).isTrue();
    }

    @Test
    void theReferenceTrainingStepTakesThePublishedArithmetic() {
        StepArithmetic step = new StepArithmetic(JepaConfig.reference());
        // Encoder 1328, predictor 14.6, inverse dynamics 12.1, covariance 10.3 GFLOP, where the first convolution was
        // counted as if its input had a gradient.
        assertThat((step.flop() + step.frames() * step.stem()) / Options.GIGA)
                .isCloseTo(1328 + 14.6 + 12.1 + 10.3, within(GFLOP));
    }

    @Test
    void aPlannerIsReadWithItsLoop() {
        PlannerSetting setting = PlannerSetting.parse("cem:candidates=64,iterations=6@H=40,replan=5,warm=no");
        assertThat(setting.spec().name()).isEqualTo("cem");
        assertThat(setting.spec().parameters()).isEqualTo(Map.of("candidates", 64.0, "iterations", 6.0));
        assertThat(setting.loop().horizon()).isEqualTo(40);
        assertThat(setting.loop().replanInterval()).isEqualTo(5);
        assertThat(setting.loop().warmStart()).isFalse();
    }

    @Test
    void thePeersPlannersPlanAsThePeerDoesUnlessToldOtherwise() {
        PlannerSetting peer = PlannerSetting.parse("cem-reference");
        assertThat(peer.loop()).isEqualTo(io.github.jepa4j.agent.Agent.Config.reference());
        assertThat(PlannerSetting.parse("cem").loop().warmStart()).isTrue();
    }

    @Test
    void aPlannerThatCannotBeReadIsRefusedWithTheReason() {
        assertThatThrownBy(() -> PlannerSetting.parse("cem@horizont=3"))
                .hasMessageContaining("horizont")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> PlannerSetting.parse("cem:candidates")).hasMessageContaining("'candidates'");
        assertThatThrownBy(() -> PlannerSetting.parse("cem:candidates=many")).hasMessageContaining("many");
        assertThatThrownBy(() -> PlannerSetting.parse("cem@H=3,replan=4")).hasMessageContaining("replan interval is 4");
    }

    private static MemorySample sample(long done, double residentKb) {
        return new MemorySample(done, residentKb, 1, 1, 1);
    }
}
