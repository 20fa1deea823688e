package io.github.jepa4j.worldmodel;

/// The sizes of a [Quasimetric].
///
/// @param latentDimension `D` of the latents between which it measures
/// @param seen            how many of its numbers, the first, it looks at: of a model of signals these are the signals
/// @param frequencies     of waves of these, which tell places apart that a wall divides; 0 for none
/// @param hidden          units in each hidden layer of its encoder, at least 1
/// @param layers          of them, at least 1
/// @param components      `C`, distances of which the greatest and the mean count, at least 1
/// @param intervals       of each of them, at least 1
/// @param scale           steps per unit of them, above 0
public record QuasimetricSpec(
        int latentDimension,
        int seen,
        int frequencies,
        int hidden,
        int layers,
        int components,
        int intervals,
        float scale) {

    public QuasimetricSpec {
        require(latentDimension >= 1, "latent dimensions", latentDimension);
        require(seen >= 1 && seen <= latentDimension, "numbers that it looks at", seen);
        require(frequencies >= 0, "waves", frequencies);
        require(hidden >= 1, "hidden units", hidden);
        require(layers >= 1, "hidden layers", layers);
        require(components >= 1, "components", components);
        require(intervals >= 1, "intervals", intervals);
        require(scale > 0 && scale < Float.POSITIVE_INFINITY, "steps per unit", scale);
    }

    private static void require(boolean holds, String what, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The quasimetric has %s %s; it needs at least 1, no more numbers to look at than there are, at least 0 waves, and of steps per unit some finite number above 0.\nMaybe one was left at 0."
                            .formatted(value, what));
        }
    }

    Feedforward.Sizes encoder() {
        return new Feedforward.Sizes(seen + 2 * frequencies, 0, hidden, layers, components * intervals);
    }
}
