package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.PixelDecoder;
import io.github.jepa4j.network.ResNet;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The baseline that reconstructs what was hidden, for a convolutional backbone: patches are greyed in the
/// image, and the loss is the mean squared error of the pixels in them, normalised.
///
/// Source: Xie et al., *SimMIM*, 2022, equation 2 (which also masks the input and predicts raw pixels) and its
/// rate of 0.6. Differs from it: the error is squared, as that of He et al., *Masked Autoencoders*, 2022, whose
/// transformer leaves hidden patches out; a convolution cannot. The statistics of its batch normalisation are
/// therefore of greyed images, while features are taken of whole ones.
///
/// @param hidden how many of the patches, in (0, 1)
/// @param patch  rows and columns of a patch, in pixels
public record MaskedConvolutionalAutoencoder(double hidden, int patch) {

    public MaskedConvolutionalAutoencoder {
        Limits.check("The part of the patches that is hidden", hidden, hidden > 0 && hidden < 1, "between 0 and 1");
        Limits.atLeast("The side of a hidden patch", patch, 1);
    }

    /// The published rate.
    public static MaskedConvolutionalAutoencoder defaults() {
        return new MaskedConvolutionalAutoencoder(0.6, 4);
    }

    Learner learner(Networks networks, ViewSettings views) {
        return new Filling(networks, this, views);
    }

    private void requireFits(ResNetSpec spec) {
        int patches = spec.rows() / patch * (spec.columns() / patch);
        if (spec.rows() % patch != 0
                || spec.columns() % patch != 0
                || count(patches) == 0
                || count(patches) == patches) {
            throw new IllegalArgumentException(
                    "Of images of %d by %d pixels %s cannot be hidden in patches of %d; patches must fill the image, and some be hidden and some not.\nMaybe take a smaller patch."
                            .formatted(spec.rows(), spec.columns(), hidden, patch));
        }
    }

    private int count(int patches) {
        return (int) Math.round(hidden * patches);
    }

    /// 1 where a pixel is hidden: of every image as many patches, at places of its own.
    static float[] mask(long[] shape, MaskedConvolutionalAutoencoder config, Seed seed) {
        int rows = (int) shape[2];
        int columns = (int) shape[3];
        int across = columns / config.patch;
        int patches = rows / config.patch * across;
        float[] mask = new float[(int) shape[0] * rows * columns];
        for (int b = 0; b < shape[0]; b++) {
            boolean[] isHidden =
                    chosen(patches, config.count(patches), seed.split(b).generator());
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    int patch = y / config.patch * across + x / config.patch;
                    mask[(b * rows + y) * columns + x] = isHidden[patch] ? 1 : 0;
                }
            }
        }
        return mask;
    }

    private static boolean[] chosen(int size, int count, RandomGenerator random) {
        boolean[] chosen = new boolean[size];
        int left = count;
        for (int i = 0; i < size; i++) {
            if (random.nextInt(size - i) < left) {
                chosen[i] = true;
                left--;
            }
        }
        return chosen;
    }

    private static final class Filling implements Learner {

        private final ResNet network;
        private final PixelDecoder decoder;
        private final MaskedConvolutionalAutoencoder config;
        private final ViewSettings views;

        Filling(Networks networks, MaskedConvolutionalAutoencoder config, ViewSettings views) {
            network = networks.convolutional(Method.MASKED_CONVOLUTIONAL_AUTOENCODER);
            config.requireFits(network.spec());
            decoder = Reconstruction.decoder(networks, network.spec());
            this.config = config;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            Tensor view = lesson.view(views, "only");
            long[] shape = view.shape();
            Tensor mask = Natives.of(mask(shape, config, lesson.seed().split("mask")), shape[0], 1, shape[2], shape[3]);
            Tensor seen = view.mul(mask.neg().add(new Scalar(1.0)));
            Tensor map = network.map(seen.contiguous(torch.MemoryFormat.ChannelsLast), Mode.TRAINING);
            Tensor error = decoder.forward(map).sub(view).mul(mask).square().sum();
            Tensor hidden = mask.sum().mul(new Scalar((double) shape[1]));
            return new Outcome(Terms.of("reconstruction", error.div(hidden)), ResNet.pooled(map));
        }
    }
}
