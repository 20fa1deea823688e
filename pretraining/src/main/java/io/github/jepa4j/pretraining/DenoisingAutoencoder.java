package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.PixelDecoder;
import io.github.jepa4j.network.ResNet;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The baseline that reconstructs what noise was added to: mean squared error of the pixels, normalised.
///
/// Source: Vincent et al., *Extracting and Composing Robust Features with Denoising Autoencoders*, 2008,
/// with the Gaussian noise of their 2010 paper, section 3.2. The decoder begins at the backbone's last map.
/// The statistics of its batch normalisation are of noisy images, while features are taken of clean ones.
///
/// @param noise the standard deviation, in those of the pixels, at least 0; 0 is a plain autoencoder
public record DenoisingAutoencoder(double noise) {

    public DenoisingAutoencoder {
        Limits.weight("The noise", noise);
    }

    /// Noise half as strong as the image.
    public static DenoisingAutoencoder defaults() {
        return new DenoisingAutoencoder(0.5);
    }

    Learner learner(Networks networks, ViewSettings views) {
        return new Denoising(networks, noise, views);
    }

    private static final class Denoising implements Learner {

        private final ResNet network;
        private final PixelDecoder decoder;
        private final double noise;
        private final ViewSettings views;

        Denoising(Networks networks, double noise, ViewSettings views) {
            network = networks.convolutional(Method.DENOISING_AUTOENCODER);
            decoder = Reconstruction.decoder(networks, network.spec());
            this.noise = noise;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            Tensor view = lesson.view(views, "only");
            Tensor added = Reconstruction.noise(view, lesson.seed()).mul(new Scalar(noise));
            Tensor map = network.map(view.add(added).contiguous(torch.MemoryFormat.ChannelsLast), Mode.TRAINING);
            Tensor loss = decoder.forward(map).sub(view).square().mean();
            return new Outcome(Terms.of("reconstruction", loss), ResNet.pooled(map));
        }
    }
}
