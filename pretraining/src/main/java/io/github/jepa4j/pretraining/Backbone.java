package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import org.bytedeco.pytorch.Tensor;

/// The network that a method trains and that stays when it is done: normalised images to features.
sealed interface Backbone permits ResNetBackbone {

    /// `D`.
    int dimension();

    /// @param images `[B, C, Y, X]`, normalised, channels last in memory
    /// @return `[B, D]`
    Tensor features(Tensor images, Mode mode);
}
