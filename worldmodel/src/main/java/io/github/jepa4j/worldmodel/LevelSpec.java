package io.github.jepa4j.worldmodel;

/// The sizes of a [Level].
///
/// @param lowerDimension  latent dimensions of the level below, at least 1
/// @param lowerActions    action axes of the level below, at least 1
/// @param span            `S`, how many steps of the level below one of its own takes, at least 2
/// @param latentDimension `D`, at least 1
/// @param contextDimension how many of them, the last, are its context: what does not change within an episode, such as
///     where walls are; at least 0 and below `D`
/// @param macroDimension  axes of a macro-action, at least 1
/// @param codes           `C`, macro-actions that are proposed, at least 2
/// @param frequencies     of the waves by which it is told what can be done where, at least 1
/// @param hidden          units in each hidden layer of its networks, at least 1
public record LevelSpec(
        int lowerDimension,
        int lowerActions,
        int span,
        int latentDimension,
        int contextDimension,
        int macroDimension,
        int codes,
        int frequencies,
        int hidden) {

    public LevelSpec {
        require(lowerDimension >= 1, "latent dimensions of the level below", lowerDimension, 1);
        require(lowerActions >= 1, "action axes of the level below", lowerActions, 1);
        require(span >= 2, "steps of the level below in one of its own", span, 2);
        require(latentDimension >= 1, "latent dimensions", latentDimension, 1);
        require(contextDimension >= 0, "numbers of context", contextDimension, 0);
        if (contextDimension >= latentDimension) {
            throw new IllegalArgumentException(
                    "Of the level's %d latent dimensions %d are context; one at least must be none.\nMaybe latentDimension was meant to be without them."
                            .formatted(latentDimension, contextDimension));
        }
        require(macroDimension >= 1, "axes of a macro-action", macroDimension, 1);
        require(codes >= 2, "macro-actions that are proposed", codes, 2);
        require(frequencies >= 1, "waves", frequencies, 1);
        require(hidden >= 1, "hidden units", hidden, 1);
    }

    private static void require(boolean holds, String what, int value, int least) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The level has %d %s; it needs at least %d.\nMaybe one was left at its default."
                            .formatted(value, what, least));
        }
    }

    /// How many of its latents change within an episode, the first: how far apart latents are is told by these.
    public int movingDimension() {
        return latentDimension - contextDimension;
    }

    /// Layers of the networks that tell what can be done where, and what has support: with a context it takes two to
    /// tell what one thing means beside the other.
    public int placeLayers() {
        return contextDimension == 0 ? 1 : 2;
    }

    Feedforward.Sizes encoder() {
        return new Feedforward.Sizes(lowerDimension, 0, hidden, 1, latentDimension);
    }

    Feedforward.Sizes decoder() {
        return new Feedforward.Sizes(latentDimension, 0, hidden, 1, lowerDimension);
    }

    Feedforward.Sizes macro() {
        return new Feedforward.Sizes(span * lowerActions, 0, hidden, 1, macroDimension);
    }

    Feedforward.Sizes affordances() {
        return new Feedforward.Sizes(2 * frequencies, contextDimension, hidden, placeLayers(), codes);
    }

    Feedforward.Sizes support() {
        return new Feedforward.Sizes(2 * frequencies, contextDimension, hidden, placeLayers(), 1);
    }

    /// Of its predictor, whose actions are macro-actions.
    public ResidualSpec predictor() {
        return new ResidualSpec(latentDimension, macroDimension, hidden, 2);
    }
}
