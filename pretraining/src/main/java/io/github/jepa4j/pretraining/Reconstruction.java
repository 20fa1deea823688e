package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.network.PixelDecoder;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;

/// What methods that make pixels share.
final class Reconstruction {

    private Reconstruction() {}

    /// From the backbone's last map to its image.
    static PixelDecoder decoder(Networks networks, ResNetSpec spec) {
        int doublings = Integer.numberOfTrailingZeros(spec.rows() / spec.lastRows());
        return new PixelDecoder(networks.parameters(), "decoder", spec.dimension(), doublings, spec.channels());
    }

    /// Standard normal values in the shape of images `[B, C, Y, X]`.
    static Tensor noise(Tensor like, Seed seed) {
        var random = seed.split("noise").generator();
        float[] values = new float[Math.toIntExact(like.numel())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Natives.of(values, like.shape());
    }
}
