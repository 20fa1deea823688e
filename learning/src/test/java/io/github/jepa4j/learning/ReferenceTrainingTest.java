package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the loss is made of, and the peer's constants.
class ReferenceTrainingTest {

    /// Each has its own coefficient, so that none can stand in for another.
    private static final Map<String, Double> COEFFICIENTS =
            Map.of("prediction", 2.0, "variance", 3.0, "covariance", 5.0, "similarity", 7.0, "inverse_dynamics", 11.0);

    /// Five products in single precision.
    private static final double PERCENT = 1e-3;

    @TempDir
    Path folder;

    @Test
    void theLossIsTheSumOfItsTermsEachTimesItsOwnCoefficient() throws IOException {
        JepaConfig config = SmallWorld.config(3)
                .with(
                        "coefficients.prediction=2",
                        "coefficients.variance=3",
                        "coefficients.covariance=5",
                        "coefficients.similarity=7",
                        "coefficients.inverseDynamics=11");
        for (Metrics row : train(config)) {
            double sum = COEFFICIENTS.entrySet().stream()
                    .mapToDouble(term -> term.getValue() * row.values().get("loss." + term.getKey()))
                    .sum();
            assertThat(row.values().get("loss.total")).isCloseTo(sum, withinPercentage(PERCENT));
            assertThat(COEFFICIENTS.keySet())
                    .allSatisfy(
                            term -> assertThat(row.values().get("loss." + term)).isPositive());
        }
    }

    private List<Metrics> train(JepaConfig config) throws IOException {
        Path run = folder.resolve("run");
        try (EpisodeStore store = SmallWorld.collect(folder.resolve("data"), 6)) {
            new JepaTrainer(store, config, SmallWorld.SEED).train(run);
        }
        try (RunFolder made = RunFolder.view(run)) {
            List<Metrics> rows = MetricsLog.read(made.metricsFile()).rows();
            assertThat(rows).hasSize(3);
            return rows;
        }
    }

    /// EB-JEPA (arXiv 2602.03604), two rooms, as its code trains: AdamW at 1e-3 with a weight decay of 1e-5, a tenth of
    /// 3,120 updates of 384 windows to warm up, down to 1e-5, gradients cut at 2.
    @Test
    void theReferenceTrainingHasThePeersConstants() {
        JepaConfig config = JepaConfig.reference();
        assertThat(config.coefficients()).isEqualTo(new JepaConfig.Coefficients(1, 16, 8, 12, 1, 0));
        assertThat(config.model().widths()).containsExactly(16, 32, 32);
        assertThat(config.model().predictor()).isEqualTo(JepaConfig.PredictorKind.GRU);
        assertThat(config.model().latentDimension()).isEqualTo(512);
        assertThat(config.steps()).isEqualTo(3120);
        assertThat(config.windows()).isEqualTo(384);
        assertThat(config.frames()).isEqualTo(17);
        assertThat(config.unrolled()).isEqualTo(8);
        assertThat(config.encodedFrames()).hasSize(17);
        assertThat(List.of(
                        config.learningRate(), config.lastRate(), config.warmup(), config.weightDecay(), config.clip()))
                .containsExactly(1e-3, 1e-5, 0.1, 1e-5, 2.0);
    }
}
