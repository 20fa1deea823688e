package io.github.jepa4j.learning;

/// Whether what a latent variable says may come is what then does, one step ahead, and how much the variable tells.
public sealed interface VariableCalibration permits ChanceCalibration, SpreadCalibration {

    /// How many recorded steps were looked at.
    int steps();

    /// Of how many of them, or of their latent numbers, chance decides.
    int unsure();

    /// How far off, of all, 0 to 1.
    double error();

    /// How far off, of the unsure alone; NaN where there are none.
    double unsureError();

    /// Bits a step, that the variable tells.
    double rate();

    /// The mean over `D` of the squared gaps to what happened, with what was inferred from it.
    double energy();
}
