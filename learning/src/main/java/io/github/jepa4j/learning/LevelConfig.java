package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.worldmodel.LevelSpec;
import java.util.List;

/// How a level of abstraction is learned.
///
/// @param span            `S`, how many steps of the level below one of its own takes, at least 2
/// @param latentDimension `D` of its latents
/// @param contextDimension how many of them, the last, are its context: what does not change within an episode, such as
///     where walls are that are elsewhere in each; 0 where all episodes are of one world
/// @param macroDimension  `M`, axes of a macro-action
/// @param codes           `C`, macro-actions that are proposed
/// @param frequencies     of the waves by which it is told what can be done where
/// @param waveScale       deviation of their frequencies, per unit of latent
/// @param hidden          units in each hidden layer
/// @param unrolled        `K`, how many of its own steps the predictor is unrolled
/// @param macroUpdates    by which macro-actions are learned, before all else
/// @param updates         of everything else
/// @param windows         `B`, in each update
/// @param noise           deviation of what is added to macro-actions while they are learned: what they tell has to be
///     told above it
/// @param inverse         what it weighs that the macro-action between two latents can be told from
///     them: else a level may be of what never changes in an episode, which is the easiest to foresee;
///     0 leaves it out
/// @param decoding        what it weighs, while the encoder is learned, that what changes in the level below can be
///     told from its own latents, as a part of its variance: else places between which nothing was done, such as
///     those on both sides of a wall, may come to lie side by side; 0 leaves it out
/// @param steadiness      what it weighs, while the encoder is learned, how far what moves does so within one step of
///     the level below, squared, as a part of how far it does in all that is unrolled: else what comes and goes, such
///     as how fast something moves, is told as well as where it is; 0 leaves it out
/// @param motion          what it weighs that what moves has a deviation of 1 within what is unrolled: beside a large
///     context it else shrinks to next to nothing; 0 leaves it out
/// @param outlier         an error of prediction above this, a root mean square over latents whose deviation is 1,
///     counts little more: what nobody can foresee, such as where a teleporter leads, else draws together what it
///     may lead to; 0 where errors count by their squares, however large
/// @param learningRate    the highest; falls to nothing by a cosine
public record LevelConfig(
        int span,
        int latentDimension,
        int contextDimension,
        int macroDimension,
        int codes,
        int frequencies,
        double waveScale,
        int hidden,
        int unrolled,
        int macroUpdates,
        int updates,
        int windows,
        double noise,
        double inverse,
        double decoding,
        double steadiness,
        double motion,
        double outlier,
        double learningRate) {

    public LevelConfig {
        require(span >= 2, "span", span, "at least 2");
        require(unrolled >= 1, "number of steps unrolled", unrolled, "at least 1");
        require(macroUpdates >= 1, "number of updates of macro-actions", macroUpdates, "at least 1");
        require(updates >= 1, "number of updates", updates, "at least 1");
        require(windows >= 2, "number of windows", windows, "at least 2");
        require(waveScale > 0 && waveScale < 1e6, "scale of waves", waveScale, "above 0");
        require(noise >= 0 && noise < 1e6, "noise", noise, "at least 0");
        require(inverse >= 0 && inverse < 1e6, "weight of inverse dynamics", inverse, "at least 0");
        require(decoding >= 0 && decoding < 1e6, "weight of decoding", decoding, "at least 0");
        require(steadiness >= 0 && steadiness < 1e6, "weight of steadiness", steadiness, "at least 0");
        require(motion >= 0 && motion < 1e6, "weight of motion", motion, "at least 0");
        require(outlier >= 0 && outlier < 1e6, "error of an outlier", outlier, "at least 0");
        require(learningRate > 0 && learningRate < 1, "learning rate", learningRate, "above 0 and below 1");
        var _ = new LevelSpec( // the others
                1, 1, span, latentDimension, contextDimension, macroDimension, codes, frequencies, hidden);
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The level's %s is %s; it must be %s.\nMaybe two settings were swapped."
                    .formatted(name, value, expected));
        }
    }

    /// Tried on OGBench's point mazes, not tuned.
    public static LevelConfig defaults() {
        return new LevelConfig(20, 3, 0, 2, 32, 64, 8, 256, 4, 2000, 6000, 192, 0.3, 1, 0.3, 0, 0, 0.5, 1e-3);
    }

    /// How many of the world's actions in a row levels learn from, at most.
    ///
    /// @param levels from the one above the model up
    public static int window(List<LevelConfig> levels) {
        int steps = 1;
        int longest = 1;
        for (LevelConfig level : levels) {
            steps *= level.span();
            longest = Math.max(longest, steps * level.unrolled());
        }
        return longest;
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record: `span=10`
    /// @throws ConfigurationException when a key is not known or a value cannot be used
    public LevelConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }
}
