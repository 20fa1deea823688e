package io.github.jepa4j.worldmodel;

/// A world model that was trained together with an encoder and imagines in pure Java.
public sealed interface LatentPredictor extends WorldModel permits GruWorldModel, ResidualWorldModel {

    /// Its sizes.
    PredictorSpec spec();

    /// The same model, each of whose calls shares the candidates out over so many threads of the common pool.
    /// Changes no bit of any result.
    ///
    /// @param threads at least 1
    LatentPredictor withThreads(int threads);
}
