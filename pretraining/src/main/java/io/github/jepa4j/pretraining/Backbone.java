package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import org.bytedeco.pytorch.Tensor;

/// The network that a method trains and that stays when it is done: normalised images to features.
sealed interface Backbone permits ResNetBackbone, SymbolBackbone, VitBackbone {

    /// `D`.
    int dimension();

    /// @param images `[B, C, Y, X]`, normalised, channels last in memory
    /// @return `[B, D]`
    default Tensor features(Tensor images, Mode mode) {
        return tokens(images, mode).mean(1);
    }

    /// The features place by place.
    ///
    /// @param images `[B, C, Y, X]`, normalised, channels last in memory
    /// @return `[B, N, D]`, row by row
    Tensor tokens(Tensor images, Mode mode);
}
