package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.SymbolImageSpec;
import io.github.jepa4j.network.SymbolTransformer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A transformer that reads images or clips as symbols. Its features are the mean over places of what is made of them
/// halfway
/// through the blocks, where Chen et al. (*Generative Pretraining from Pixels*, 2020, section 4.3) found the best.
record SymbolBackbone(SymbolTransformer network, SymbolImageSpec spec) implements Backbone {

    /// Levels of normalised values are equally wide within this reach, and without end beyond: of four, a normal
    /// distribution falls into each about equally often.
    private static final double REACH = 1.5;

    SymbolBackbone(Parameters parameters, SymbolImageSpec spec) {
        this(new SymbolTransformer(parameters, Networks.BACKBONE, spec.symbols()), spec);
    }

    @Override
    public int dimension() {
        return spec.dimension();
    }

    @Override
    public Tensor tokens(Tensor images, Mode mode) {
        return network.hidden(symbols(images), Math.max(1, spec.size().layers() / 2));
    }

    /// The symbols of images or clips: the levels of each patch's mean, as the digits of a number.
    ///
    /// @param images `[B, C, Y, X]` or `[B, T, C, Y, X]`, normalised
    /// @return `[B, N]`, int64, frame after frame and row by row
    Tensor symbols(Tensor images) {
        Tensor frames = images.dim() == 5 ? images.flatten(0, 1) : images;
        Tensor means = torch.avg_pool2d(frames, spec.patch(), spec.patch());
        double scale = spec.levels() / (2 * REACH);
        Tensor levels = means.add(new Scalar(REACH))
                .mul(new Scalar(scale))
                .floor()
                .clamp_min(new Scalar(0.0))
                .clamp_max(new Scalar(spec.levels() - 1.0));
        Tensor number = torch.zeros_like(levels.select(1, 0));
        for (long c = 0; c < spec.channels(); c++) {
            number = number.mul(new Scalar((double) spec.levels())).add(levels.select(1, c));
        }
        return number.reshape(images.size(0), spec.symbols().length()).to(torch.ScalarType.Long);
    }
}
