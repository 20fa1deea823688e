package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The images of one step of training, and what may be looked at of them. Its tensors belong to the open scope.
final class ImageLesson {

    private final LabelledImages images;
    private final int[] drawn;
    private final ChannelStatistics statistics;
    private final Seed seed;

    /// @param drawn which of the images
    /// @param seed  of this step
    ImageLesson(LabelledImages images, int[] drawn, ChannelStatistics statistics, Seed seed) {
        this.images = images;
        this.drawn = drawn;
        this.statistics = statistics;
        this.seed = seed;
    }

    /// Of this step.
    Seed seed() {
        return seed;
    }

    /// How many images, `B`.
    int size() {
        return drawn.length;
    }

    /// A view of each image.
    ///
    /// @param name views of other names are other views
    /// @return `[B, C, Y, X]`, normalised, channels last in memory
    Tensor view(ViewSettings settings, String name) {
        Views views = new Views(images.channels(), images.rows(), images.columns(), settings);
        Seed split = seed.split(name);
        int size = images.channels() * images.rows() * images.columns();
        float[] values = new float[drawn.length * size];
        float[] view = new float[size];
        for (int b = 0; b < drawn.length; b++) {
            views.draw(images.images().get(drawn[b]), split.split(b).generator(), view);
            statistics.normalise(view);
            System.arraycopy(view, 0, values, b * size, size);
        }
        return Natives.of(values, drawn.length, images.channels(), images.rows(), images.columns())
                .contiguous(torch.MemoryFormat.ChannelsLast);
    }

    /// The class of each image, `[B]`, whole numbers.
    Tensor labels() {
        long[] labels = new long[drawn.length];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = images.labels()[drawn[b]];
        }
        return Tensor.create(labels, drawn.length);
    }
}
