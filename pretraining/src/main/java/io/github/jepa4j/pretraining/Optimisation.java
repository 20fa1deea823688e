package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.Muon;
import io.github.jepa4j.network.Optimiser;
import io.github.jepa4j.network.Parameters;

/// How long and how fast something is learned, with a warm-up and half a cosine.
/// Weight decay is of all that is trained alike, biases and the gains of normalisations included, which most
/// published trainings leave alone.
///
/// @param steps        updates, at least 1
/// @param batch        images or clips of one update, at least 2
/// @param learningRate the highest, above 0
/// @param warmup       the part of the updates in which it climbs, in [0, 1)
/// @param weightDecay  at least 0
/// @param clip         the longest gradient, above 0
/// @param checkpoint   one every so many updates
/// @param log          metrics every so many updates
/// @param threads      of the engine; 0 for all cores
/// @param descent      how parameters are moved
public record Optimisation(
        long steps,
        int batch,
        double learningRate,
        double warmup,
        double weightDecay,
        double clip,
        int checkpoint,
        int log,
        int threads,
        Descent descent) {

    /// How parameters are moved.
    public enum Descent {
        /// By [AdamW].
        ADAMW,
        /// By [Muon], heads by [AdamW].
        MUON
    }

    private static final double LAST_RATE_PART = 1e-3;

    public Optimisation {
        check("steps", steps, steps >= 1, "at least 1");
        check("batch", batch, batch >= 2, "at least 2");
        check("learningRate", learningRate, learningRate > 0 && learningRate < 1, "above 0 and below 1");
        check("warmup", warmup, warmup >= 0 && warmup < 1, "at least 0 and below 1");
        check("weightDecay", weightDecay, weightDecay >= 0 && weightDecay < 1, "at least 0 and below 1");
        check("clip", clip, clip > 0 && Double.isFinite(clip), "above 0 and finite");
        check("checkpoint", checkpoint, checkpoint >= 1, "at least 1");
        check("log", log, log >= 1, "at least 1");
        check("threads", threads, threads >= 0, "at least 0");
    }

    /// For images of 32 pixels. Batch, rate and descent were chosen by VICReg's features after five minutes, on images
    /// that judged nothing else; experiment 17 has what was tried.
    public static Optimisation ofImages() {
        return new Optimisation(10_000, 128, 4e-3, 0.1, 1e-4, 10, 1000, 20, 0, Descent.MUON);
    }

    /// For transformers that see images of 32 pixels: a smaller batch than that of residual networks, and so more
    /// updates in the same time.
    public static Optimisation ofTransformers() {
        return new Optimisation(20_000, 64, 4e-3, 0.1, 1e-4, 10, 2000, 20, 0, Descent.MUON);
    }

    /// For clips of 20 frames.
    public static Optimisation ofClips() {
        return ofClips(32);
    }

    /// The same with another batch.
    static Optimisation ofClips(int batch) {
        return new Optimisation(5000, batch, 8e-3, 0.1, 1e-4, 10, 250, 20, 0, Descent.MUON);
    }

    /// For foreseeing clips of 16 frames of 32 pixels.
    public static Optimisation ofForesight() {
        return new Optimisation(5000, 16, 3e-3, 0.1, 1e-4, 10, 250, 20, 0, Descent.ADAMW);
    }

    Optimiser optimiser(Parameters parameters) {
        var config = new AdamW.Config(0.9, 0.999, 1e-8, weightDecay);
        return switch (descent) {
            case ADAMW -> new AdamW(parameters, config);
            case MUON -> new Muon(parameters, Networks::isHead, config);
        };
    }

    /// The learning rate at the end.
    double lastRate() {
        return learningRate * LAST_RATE_PART;
    }

    /// Updates in which the rate climbs.
    long warmupSteps() {
        return Math.min(steps - 1, Math.round(warmup * steps));
    }

    /// Threads of the engine, all cores where none are said.
    int threadsOrAll() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private static void check(String name, Object value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The optimisation's %s is %s; it must be %s.\nMaybe a digit was lost."
                    .formatted(name, value, expected));
        }
    }
}
