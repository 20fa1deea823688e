package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Everything about a training but its data and its seed.
///
/// @param model        the networks' sizes
/// @param coefficients how much each term of the loss counts
/// @param steps        updates in all, at least 2
/// @param windows      `B`, windows in a batch, at least 2
/// @param frames       `T`, frames in a window, above `unrolled`
/// @param unrolled     `K`, how many steps the predictor is unrolled, at least 1
/// @param encoded      `M`, which frames of a window are encoded, counted from 0 and increasing: the first, at least
///     one of the `K` after it, and at least two in a row; none stands for all `T`. The others are only acted through
/// @param learningRate the peak rate, above 0
/// @param lastRate     the rate at the end, at least 0
/// @param warmup       the part of all updates in which the rate climbs, in [0, 1)
/// @param weightDecay  at least 0
/// @param clip         the longest gradient of the encoder's parameters, and of the predictor's, above 0
/// @param checkpoint   updates between checkpoints, at least 1
/// @param log          updates between measurements, at least 1
/// @param threads      threads of the training engine, 0 for a thread per core
public record JepaConfig(
        ModelConfig model,
        Coefficients coefficients,
        long steps,
        int windows,
        int frames,
        int unrolled,
        int[] encoded,
        double learningRate,
        double lastRate,
        double warmup,
        double weightDecay,
        double clip,
        long checkpoint,
        int log,
        int threads) {

    public JepaConfig {
        require(steps >= 2, "steps", steps, "at least 2");
        require(windows >= 2, "windows", windows, "at least 2");
        require(unrolled >= 1, "unrolled", unrolled, "at least 1");
        require(frames > unrolled, "frames", frames, "above unrolled (" + unrolled + ")");
        require(
                encoded.length == 0 || isSubsequence(encoded, frames, unrolled),
                "encoded",
                Arrays.toString(encoded),
                "increasing from 0 to below frames (%d), with one in 1 to unrolled (%d) and two in a row"
                        .formatted(frames, unrolled));
        require(learningRate > 0 && learningRate < 1, "learningRate", learningRate, "above 0 and below 1");
        require(lastRate >= 0 && lastRate <= learningRate, "lastRate", lastRate, "from 0 to learningRate");
        require(warmup >= 0 && warmup < 1, "warmup", warmup, "at least 0 and below 1");
        require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "at least 0 and below 1");
        require(clip > 0 && Double.isFinite(clip), "clip", clip, "above 0 and finite");
        require(checkpoint >= 1, "checkpoint", checkpoint, "at least 1");
        require(log >= 1, "log", log, "at least 1");
        require(threads >= 0, "threads", threads, "at least 0");
    }

    /// Which frames of a window are encoded, written out.
    public int[] encodedFrames() {
        return encoded.length == 0 ? IntStream.range(0, frames).toArray() : encoded.clone();
    }

    /// Whether latents that have collapsed at this step are an alarm: while the rate still climbs they may.
    ///
    /// @param step from 0
    public boolean isWatched(long step) {
        return step >= steps * warmup;
    }

    private static boolean isSubsequence(int[] encoded, int frames, int unrolled) {
        boolean increasing = encoded[0] == 0 && encoded[encoded.length - 1] < frames;
        boolean inARow = false;
        for (int i = 1; i < encoded.length; i++) {
            increasing &= encoded[i] > encoded[i - 1];
            inARow |= encoded[i] == encoded[i - 1] + 1;
        }
        return increasing && inARow && encoded[1] <= unrolled;
    }

    /// What predicts the next latent.
    public enum PredictorKind {
        /// The two-rooms peers': `GruWorldModel`.
        GRU,
        /// Ours, which learns walls in fewer updates (docs/experiments/0002): `ResidualWorldModel`.
        RESIDUAL
    }

    /// The networks' sizes.
    ///
    /// @param widths          channels of each stack of the encoder; of signals, units of each hidden layer
    /// @param blocks          residual blocks in each stack, at least 1; of signals, without effect
    /// @param firstStride     1, 2 or 4: how much the first convolution shrinks the image; of signals, likewise
    /// @param latentDimension `D`, at least 2; of signals, the learned dimensions beside theirs
    /// @param predictor       what predicts the next latent
    /// @param hidden          `M`, units in each hidden layer of a residual predictor, at least 1; 0 with a GRU
    /// @param layers          hidden layers of a residual predictor, at least 1; 0 with a GRU
    public record ModelConfig(
            int[] widths,
            int blocks,
            int firstStride,
            int latentDimension,
            PredictorKind predictor,
            int hidden,
            int layers) {

        public ModelConfig {
            require(widths.length >= 1, "model.widths", Arrays.toString(widths), "a width for each stack");
            for (int width : widths) {
                require(width >= 1, "model.widths", Arrays.toString(widths), "at least 1 each");
            }
            require(blocks >= 1, "model.blocks", blocks, "at least 1");
            require(
                    firstStride == 1 || firstStride == 2 || firstStride == 4,
                    "model.firstStride",
                    firstStride,
                    "1, 2 or 4");
            require(latentDimension >= 2, "model.latentDimension", latentDimension, "at least 2");
            boolean gru = predictor == PredictorKind.GRU;
            require(gru == (hidden == 0) && hidden >= 0, "model.hidden", hidden, gru ? "0 with a GRU" : "at least 1");
            require(gru == (layers == 0) && layers >= 0, "model.layers", layers, gru ? "0 with a GRU" : "at least 1");
        }

        /// The sizes of the predictor for actions of so many axes.
        public PredictorSpec predictorSpec(int actionDimension) {
            return predictorSpec(latentDimension, actionDimension);
        }

        /// The sizes of the predictor of latents of so many dimensions, for actions of so many axes.
        PredictorSpec predictorSpec(int dimension, int actionDimension) {
            return predictor == PredictorKind.GRU
                    ? new GruSpec(dimension, actionDimension)
                    : new ResidualSpec(dimension, actionDimension, hidden, layers);
        }

        /// The peer's: 1.43 million parameters in the encoder, 0.79 in the predictor.
        public static ModelConfig reference() {
            return new ModelConfig(new int[] {16, 32, 32}, 2, 1, 512, PredictorKind.GRU, 0, 0);
        }

        /// Ours, for signals.
        public static ModelConfig signals() {
            return new ModelConfig(new int[] {64}, 1, 1, 8, PredictorKind.RESIDUAL, 128, 2);
        }

        /// Ours, for two cores.
        public static ModelConfig compact() {
            return new ModelConfig(new int[] {16, 32}, 1, 4, 256, PredictorKind.RESIDUAL, 256, 2);
        }
    }

    /// How much each term counts; 0 takes it out of the sum; it is measured all the same.
    ///
    /// @param prediction      of the multi-step prediction error
    /// @param variance        of [VarianceLoss]
    /// @param covariance      of [CovarianceLoss]
    /// @param similarity      of [TemporalSimilarityLoss]
    /// @param inverseDynamics of [InverseDynamicsLoss]
    /// @param motion          of [MotionLoss], which at 0 is not even measured
    public record Coefficients(
            double prediction,
            double variance,
            double covariance,
            double similarity,
            double inverseDynamics,
            double motion) {

        public Coefficients {
            require(prediction >= 0 && Double.isFinite(prediction), "prediction", prediction, "at least 0 and finite");
            require(variance >= 0 && Double.isFinite(variance), "variance", variance, "at least 0 and finite");
            require(covariance >= 0 && Double.isFinite(covariance), "covariance", covariance, "at least 0 and finite");
            require(similarity >= 0 && Double.isFinite(similarity), "similarity", similarity, "at least 0 and finite");
            require(
                    inverseDynamics >= 0 && Double.isFinite(inverseDynamics),
                    "inverseDynamics",
                    inverseDynamics,
                    "at least 0 and finite");
            require(motion >= 0 && Double.isFinite(motion), "motion", motion, "at least 0 and finite");
        }

        /// The peer's best.
        public static Coefficients reference() {
            return new Coefficients(1, 16, 8, 12, 1, 0);
        }
    }

    /// The peer's training, with windows of 17 frames; about half a day on two cores by estimate, and
    /// 10 GB of memory.
    public static JepaConfig reference() {
        return new JepaConfig(
                ModelConfig.reference(),
                Coefficients.reference(),
                3120,
                384,
                17,
                8,
                new int[0],
                1e-3,
                1e-5,
                0.1,
                1e-5,
                2,
                100,
                10,
                0);
    }

    /// Ours, for two cores.
    public static JepaConfig compact() {
        return new JepaConfig(
                ModelConfig.compact(),
                Coefficients.reference(),
                9500,
                160,
                17,
                16,
                new int[] {0, 1, 6, 16},
                2e-3,
                1e-5,
                0.1,
                1e-5,
                2,
                250,
                20,
                0);
    }

    /// Ours, for signals: every frame of a window is encoded, since that costs little.
    public static JepaConfig signals() {
        return new JepaConfig(
                ModelConfig.signals(),
                new Coefficients(1, 1, 0.1, 0, 0.1, 0),
                6000,
                256,
                17,
                16,
                new int[0],
                2e-3,
                1e-5,
                0.1,
                1e-5,
                2,
                500,
                50,
                0);
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value` or `section.key=value`, the keys being the components of this
    ///     record: `steps=500`, `model.latentDimension=128`
    /// @throws ConfigurationException when a key is not known or a value cannot be used
    public JepaConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The training's %s is %s; it must be %s.\nMaybe a digit was lost."
                    .formatted(name, value, expected));
        }
    }
}
