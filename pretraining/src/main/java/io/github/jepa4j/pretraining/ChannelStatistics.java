package io.github.jepa4j.pretraining;

import io.github.jepa4j.pretrained.ImageNormalisation;

/// Means and deviations of the pixels that are learned from, channel by channel, and the normalisation by
/// them.
record ChannelStatistics(ImageNormalisation normalisation) {

    private static final int MOST_IMAGES = 20_000;

    /// Fewer than of images: a clip has many frames, and some are generated when they are looked at.
    private static final int MOST_CLIPS = 2_000;

    ChannelStatistics(float[] mean, float[] std) {
        this(new ImageNormalisation(mean, std));
    }

    /// Measured on images that lie evenly among all, 20,000 at most; of clips of several frames on 2,000 at
    /// most. A channel that never varies gets the deviation 1.
    static ChannelStatistics of(LabelledClips images) {
        int channels = images.channels();
        int area = images.rows() * images.columns();
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        int measured = Math.min(images.size(), images.frames() > 1 ? MOST_CLIPS : MOST_IMAGES);
        for (int n = 0; n < measured; n++) {
            byte[] image = images.clips().get((int) ((long) n * images.size() / measured));
            for (int i = 0; i < image.length; i++) {
                int value = image[i] & 0xFF;
                sum[i / area % channels] += value;
                squares[i / area % channels] += (long) value * value;
            }
        }
        float[] mean = new float[channels];
        float[] std = new float[channels];
        double count = (double) measured * images.frames() * area;
        for (int c = 0; c < channels; c++) {
            double average = sum[c] / count;
            double variance = Math.max(0, squares[c] / count - average * average);
            mean[c] = (float) (average / 255);
            std[c] = variance == 0 ? 1 : (float) (Math.sqrt(variance) / 255);
        }
        return new ChannelStatistics(mean, std);
    }

    /// `[C]`, in [0, 1].
    float[] mean() {
        return normalisation.mean();
    }

    /// `[C]`, above 0.
    float[] std() {
        return normalisation.std();
    }

    /// Normalises frames of values in [0, 1] in place.
    ///
    /// @param frames `[T, C, area]`
    void normalise(float[] frames, int area) {
        normalisation.normalise(frames, area);
    }
}
