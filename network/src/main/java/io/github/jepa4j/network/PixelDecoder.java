package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Makes an image from a map: each stage doubles rows and columns by repeating, then convolves and
/// rectifies; the last convolution gives the channels. The counterpart of [ResNet], for methods that
/// reconstruct.
public final class PixelDecoder {

    private final List<Conv2d> stages = new ArrayList<>();
    private final Conv2d last;

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    ///
    /// @param width    `D` of the map
    /// @param doublings how often rows and columns are doubled, at least 0; each time the width is
    ///     halved, to 16 at least
    /// @param channels `C` of the image
    public PixelDecoder(Parameters parameters, String prefix, int width, int doublings, int channels) {
        int in = width;
        for (int s = 0; s < doublings; s++) {
            int out = Math.max(16, in / 2);
            stages.add(new Conv2d(parameters, prefix + "." + s, in, out, 3, 1));
            in = out;
        }
        last = new Conv2d(parameters, prefix + ".last", in, channels, 3, 1);
    }

    /// `[B, D, Y', X']` to `[B, C, Y, X]`.
    public Tensor forward(Tensor map) {
        Tensor image = map;
        for (Conv2d stage : stages) {
            long[] doubled = {image.size(2) * 2, image.size(3) * 2};
            image = stage.forward(torch.upsample_nearest2d(image, doubled)).relu_();
        }
        return last.forward(image);
    }
}
