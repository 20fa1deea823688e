package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.tensor.Seed;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Clips of one shape in memory, to learn from and to be judged by; images are clips of one frame. Not
/// copied: the arrays are not written to again.
///
/// @param frames   `T`, 1 for images
/// @param channels `C`
/// @param rows     `Y`
/// @param columns  `X`
/// @param clips    each `[T, C, Y, X]`, unsigned bytes, row-major
/// @param labels   a class for each, from 0; only what is supervised, or judges, looks at them
/// @param classes  their names
public record LabelledClips(
        int frames, int channels, int rows, int columns, List<byte[]> clips, int[] labels, List<String> classes) {

    public LabelledClips {
        clips = clips instanceof Generated ? clips : List.copyOf(clips);
        if (frames < 1 || channels < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "Images or clips of shape [T, C, Y, X] = [%d, %d, %d, %d] are impossible; all must be at least 1.\nMaybe a size was left out."
                            .formatted(frames, channels, rows, columns));
        }
        if (clips.isEmpty() || clips.size() != labels.length) {
            throw new IllegalArgumentException(
                    "There are %d images or clips and %d labels; there must be as many, and at least one.\nMaybe the folder is empty."
                            .formatted(clips.size(), labels.length));
        }
        for (int i = 0; i < labels.length && !(clips instanceof Generated); i++) {
            if (clips.get(i).length != frames * channels * rows * columns
                    || labels[i] < 0
                    || labels[i] >= classes.size()) {
                throw new IllegalArgumentException(
                        "Number %d has %d bytes and class %d; [T, C, Y, X] = [%d, %d, %d, %d] and one of %d classes were expected.\nMaybe images of different sizes were mixed."
                                .formatted(
                                        i,
                                        clips.get(i).length,
                                        labels[i],
                                        frames,
                                        channels,
                                        rows,
                                        columns,
                                        classes.size()));
            }
        }
    }

    /// Clips that are made when they are looked at, and not kept; without labels.
    ///
    /// @param shape `[T, C, Y, X]`
    /// @param count how many there are to look at
    /// @param maker the clip of a number, the same whenever it is asked; used by one thread
    public static LabelledClips generated(int[] shape, int count, IntFunction<byte[]> maker) {
        return new LabelledClips(
                shape[0],
                shape[1],
                shape[2],
                shape[3],
                new Generated(count, shape[0] * shape[1] * shape[2] * shape[3], maker),
                new int[count],
                List.of("any"));
    }

    /// Made when looked at.
    private static final class Generated extends AbstractList<byte[]> {

        private final int count;
        private final int values;
        private final IntFunction<byte[]> maker;

        Generated(int count, int values, IntFunction<byte[]> maker) {
            this.count = count;
            this.values = values;
            this.maker = maker;
        }

        @Override
        public byte[] get(int index) {
            byte[] made = maker.apply(Objects.checkIndex(index, count));
            if (made.length != values) {
                throw new IllegalArgumentException(
                        "The generated clip %d has %d bytes; %d were expected.\nMaybe the generator makes another size."
                                .formatted(index, made.length, values));
            }
            return made;
        }

        @Override
        public int size() {
            return count;
        }
    }

    /// How many there are.
    public int size() {
        return labels.length;
    }

    /// The number of values of one, `T * C * Y * X`.
    int values() {
        return frames * channels * rows * columns;
    }

    /// @throws IllegalArgumentException when there are fewer than a batch
    void requireBatch(int batch) {
        if (size() < batch) {
            throw new IllegalArgumentException(
                    "There are %d images or clips, but a batch of %d.\nMaybe lower the batch, or look whether some were skipped."
                            .formatted(size(), batch));
        }
    }

    /// @param what needs more than one class
    /// @throws IllegalArgumentException when all are of one
    void requireTwoClasses(String what) {
        if (Arrays.stream(labels).distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "All %d images or clips are of one class, '%s'; %s needs two.\nMaybe they lie in one folder: the folder's name is the class."
                            .formatted(size(), classes.get(labels[0]), what));
        }
    }

    /// @throws IllegalArgumentException when they are of another shape than a network sees; single images
    ///     may be shown to one that sees clips, see [StillClips]
    void requireShape(VisionSpec spec) {
        if (channels != spec.channels()
                || (frames != spec.frames() && frames != 1)
                || rows != spec.rows()
                || columns != spec.columns()) {
            throw new IllegalArgumentException(
                    "The images or clips are [T, C, Y, X] = [%d, %d, %d, %d], but the model sees [%d, %d, %d, %d].\nMaybe read them at that size."
                            .formatted(
                                    frames,
                                    channels,
                                    rows,
                                    columns,
                                    spec.frames(),
                                    spec.channels(),
                                    spec.rows(),
                                    spec.columns()));
        }
    }

    /// Some of them, in this order; what they hold is shared.
    ///
    /// @param which from 0, at least one
    public LabelledClips part(int[] which) {
        return new LabelledClips(
                frames,
                channels,
                rows,
                columns,
                Arrays.stream(which).mapToObj(clips::get).toList(),
                Arrays.stream(which).map(i -> labels[i]).toArray(),
                classes);
    }

    /// SHA-256 of the shape, all bytes and labels: the same clips, in the same order, have the same.
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ints(frames, channels, rows, columns)); // the same bytes may be a tall picture or a wide one
            for (int i = 0; i < size(); i++) {
                digest.update(clips.get(i));
                digest.update(ints(labels[i]));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    /// Those of one step of training: each pass over all of them is in another order, drawn from the seed,
    /// so that every batch is a function of seed and step. What does not fill a batch at the end of a pass
    /// is left for another. Generated ones come one after the other.
    ///
    /// @param step  from 0
    /// @param batch at most as many as there are
    int[] drawn(long step, int batch, Seed seed) {
        if (clips instanceof Generated) { // as good in any order, and there may be millions to permute
            return IntStream.range(0, batch)
                    .map(i -> (int) ((step * batch + i) % size()))
                    .toArray();
        }
        int perPass = size() / batch;
        int[] order = seed.split("pass").split(step / perPass).permutation(size());
        int begin = (int) (step % perPass) * batch;
        return Arrays.copyOfRange(order, begin, begin + batch);
    }

    @Override
    public boolean equals(Object other) {
        return this == other; // pictures in memory are compared by nobody
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "%d of [%d, %d, %d, %d], %d classes".formatted(size(), frames, channels, rows, columns, classes.size());
    }
}
