package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.ResNet;
import io.github.jepa4j.network.ResNetSpec;
import org.bytedeco.pytorch.Tensor;

/// A residual network; its features are the mean of its last map.
record ResNetBackbone(ResNet network) implements Backbone {

    ResNetBackbone(Parameters parameters, Buffers buffers, ResNetSpec spec) {
        this(new ResNet(parameters, buffers, Networks.BACKBONE, spec));
    }

    @Override
    public int dimension() {
        return network.spec().dimension();
    }

    @Override
    public Tensor features(Tensor images, Mode mode) {
        return ResNet.pooled(network.map(images, mode));
    }

    @Override
    public Tensor tokens(Tensor images, Mode mode) {
        return network.map(images, mode).flatten(2, 3).transpose(1, 2);
    }
}
