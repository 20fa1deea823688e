package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.FrameEncoder;
import io.github.jepa4j.network.FramePredictor;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PixelDecoder;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The networks that watch a clip frame by frame.
///
/// @param target  what they predict
/// @param decoder of predicted pixels; without effect on other targets
record FrameNetworks(
        FrameSpec spec,
        Target target,
        Parameters parameters,
        Buffers buffers,
        FrameEncoder encoder,
        FramePredictor predictor,
        PixelDecoder decoder) {

    private static final int DOUBLINGS = Integer.numberOfTrailingZeros(FrameSpec.PLACE);

    /// Whether a parameter is of what tells how wrong the prediction will be.
    static boolean tellsError(String parameter) {
        return parameter.startsWith("predictor.doubt.") || parameter.startsWith("predictor.log_error.");
    }

    static FrameNetworks begin(FrameSpec spec, Target target, Seed seed) {
        return begin(spec, target, new Parameters(seed));
    }

    /// @param parameters none yet
    static FrameNetworks begin(FrameSpec spec, Target target, Parameters parameters) {
        Buffers buffers = new Buffers();
        FrameNetworks networks = new FrameNetworks(
                spec,
                target,
                parameters,
                buffers,
                new FrameEncoder(parameters, buffers, "encoder", spec),
                new FramePredictor(parameters, "predictor", spec),
                new PixelDecoder(parameters, "decoder", spec.width(), DOUBLINGS, spec.channels()));
        parameters.freeze(name -> target != Target.PIXELS && name.startsWith("decoder.")
                || target == Target.RANDOM_LATENT && name.startsWith("encoder."));
        return networks;
    }

    /// How far what came is from what was foreseen, place by place: the mean over channels of the absolute
    /// difference; of pixels, the mean over those of a place.
    ///
    /// @param next `[B, width, Y', X']`, the map that was foreseen
    /// @param came the map that came; where pixels are predicted, the frame: `[B, C, Y, X]`
    /// @return `[B, 1, Y', X']`
    Tensor error(Tensor next, Tensor came) {
        boolean ofPixels = target == Target.PIXELS;
        Tensor expected = ofPixels ? decoder.forward(next) : next;
        Tensor error = expected.sub(came).abs().mean(1).unsqueeze(1);
        return ofPixels ? torch.avg_pool2d(error, FrameSpec.PLACE, FrameSpec.PLACE) : error;
    }

    /// The latent maps of frames.
    ///
    /// @param frames `[B, C, Y, X]`, normalised
    /// @return `[B, width, Y', X']`
    Tensor encode(Tensor frames, Mode mode) {
        boolean isFixed = target == Target.RANDOM_LATENT;
        return encoder.forward(frames.contiguous(torch.MemoryFormat.ChannelsLast), isFixed ? Mode.INFERENCE : mode);
    }
}
