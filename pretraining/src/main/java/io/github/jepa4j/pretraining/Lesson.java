package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The images or clips of one step of training, and what may be looked at of them. Its tensors belong to
/// the open scope.
final class Lesson {

    private final LabelledClips clips;
    private final int[] drawn;
    private final ChannelStatistics statistics;
    private final Seed seed;

    /// @param drawn which of them
    /// @param seed  of this step
    Lesson(LabelledClips clips, int[] drawn, ChannelStatistics statistics, Seed seed) {
        this.clips = clips;
        this.drawn = drawn;
        this.statistics = statistics;
        this.seed = seed;
    }

    /// Of this step.
    Seed seed() {
        return seed;
    }

    /// How many, `B`.
    int size() {
        return drawn.length;
    }

    /// A view of each: of a clip, all frames are seen alike.
    ///
    /// @param name views of other names are other views
    /// @return of images `[B, C, Y, X]`, channels last in memory; of clips `[B, T, C, Y, X]`; normalised
    Tensor view(ViewSettings settings, String name) {
        Views views = new Views(clips.channels(), clips.rows(), clips.columns(), settings);
        Seed split = seed.split(name);
        int size = clips.values();
        float[] values = new float[Math.multiplyExact(drawn.length, size)];
        float[] view = new float[size];
        for (int b = 0; b < drawn.length; b++) {
            views.draw(clips.clips().get(drawn[b]), split.split(b), view);
            statistics.normalise(view, clips.rows() * clips.columns());
            System.arraycopy(view, 0, values, b * size, size);
        }
        return clips.frames() == 1
                ? Natives.of(values, drawn.length, clips.channels(), clips.rows(), clips.columns())
                        .contiguous(torch.MemoryFormat.ChannelsLast)
                : Natives.of(values, drawn.length, clips.frames(), clips.channels(), clips.rows(), clips.columns());
    }

    /// The same, but that clips are not mirrored: for methods that tell by a label, or by another view of the
    /// same clip. What turns clockwise would turn the other way, and whoever is to find both alike learns not
    /// to look.
    Tensor viewOfSides(ViewSettings settings, String name) {
        return view(clips.frames() > 1 ? settings.unmirrored() : settings, name);
    }

    /// The class of each, `[B]`, whole numbers.
    Tensor labels() {
        long[] labels = new long[drawn.length];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = clips.labels()[drawn[b]];
        }
        return Tensor.create(labels, drawn.length);
    }
}
