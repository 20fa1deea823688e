package io.github.jepa4j.network;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// Moves what is trained against its gradients. Its whole state can be copied out and put back, so that a resumed
/// training is the uninterrupted one bit for bit.
public sealed interface Optimiser permits AdamW, Muon {

    /// Moves every parameter.
    ///
    /// @param gradients    one per parameter, in the parameters' order
    /// @param learningRate at least 0
    void step(List<Tensor> gradients, double learningRate);

    /// How many steps were taken.
    long steps();

    /// A copy of the whole state by name, but for the number of steps.
    Map<String, io.github.jepa4j.tensor.Tensor> copy();

    /// Puts a copied state back.
    ///
    /// @throws IllegalArgumentException where something of it is missing or of another size
    void load(Map<String, io.github.jepa4j.tensor.Tensor> state, long stepsTaken);
}
