package io.github.jepa4j.worldmodel;

/// The sizes of a [CategoricalWorldModel].
///
/// @param latentDimension `D`, at least 1
/// @param actionDimension `A`, at least 1
/// @param values          `N`, how many values the latent variable has, at least 2: it carries at most `log2 N`
///     bits a step
/// @param price           of information, at least 0: by how much the energy of a value must be less for each nat by
///     which it is less likely than another
/// @param hidden          units in each hidden layer of the predictor, at least 1
/// @param layers          hidden layers of the predictor, at least 1
/// @param chanceHidden    units in each of the two hidden layers that tell how likely the values are, at least 1
/// @param frequencies     `F`, of the waves by which the latent is told to those; 0 where it is told as it is
public record CategoricalSpec(
        int latentDimension,
        int actionDimension,
        int values,
        double price,
        int hidden,
        int layers,
        int chanceHidden,
        int frequencies) {

    /// Hidden layers that tell how likely values are.
    public static final int CHANCE_LAYERS = 2;

    public CategoricalSpec {
        if (values < 2 || chanceHidden < 1 || frequencies < 0 || !(price >= 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException(
                    "A latent variable of %d values, of which a nat costs %s and whose chances %d hidden units tell by %d waves, makes no sense; there must be at least 2 values and 1 unit, no fewer than 0 waves, and the price be finite and at least 0.\nMaybe a model without one was meant."
                            .formatted(values, price, chanceHidden, frequencies));
        }
        new ResidualSpec(latentDimension, actionDimension + values, hidden, layers); // refuses the others
    }

    /// Of the predictor, to which the variable is one more action: a one where its value is.
    public ResidualSpec predictor() {
        return new ResidualSpec(latentDimension, actionDimension + values, hidden, layers);
    }
}
