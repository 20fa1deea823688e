package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import org.bytedeco.pytorch.Tensor;

/// A vision transformer; its features are the mean of its tokens, as I-JEPA's.
record VitBackbone(VisionTransformer network) implements Backbone {

    VitBackbone(Parameters parameters, VitSpec spec) {
        this(new VisionTransformer(parameters, Networks.BACKBONE, spec));
    }

    @Override
    public int dimension() {
        return network.spec().dimension();
    }

    @Override
    public Tensor tokens(Tensor images, Mode mode) {
        return network.forward(images);
    }
}
