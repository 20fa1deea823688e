package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.List;

/// Images in memory, all of one size, with their labels. Not copied: the arrays are not written to again.
///
/// @param size    of each
/// @param names   sorted, `N` of them
/// @param values  `[N][3 * Y * X]` each image `[3, Y, X]`, red, green, blue
/// @param labels  `[N]` indices into `classes`
/// @param classes the names of the labels, sorted; of everything in the folder or archive, so that two
///     parts of one speak of the same indices
/// @param report  what was read and what was not
public record ImageSet(
        PictureSize size, List<String> names, byte[][] values, int[] labels, List<String> classes, MediaReport report) {

    public ImageSet {
        names = List.copyOf(names);
        classes = List.copyOf(classes);
        if (names.size() != values.length || names.size() != labels.length) {
            throw new IllegalArgumentException(
                    "%d names, %d images and %d labels were given; there must be as many of each.\nMaybe a skipped image was left in one of them."
                            .formatted(names.size(), values.length, labels.length));
        }
    }

    /// How many, `N`.
    public int count() {
        return values.length;
    }

    /// One image, not copied: `[3, Y, X]`.
    public Pixels image(int index) {
        return new Pixels(3, size.rows(), size.columns(), values[index]);
    }

    /// What one image shows.
    public String label(int index) {
        return classes.get(labels[index]);
    }

    @Override
    public String toString() {
        return "ImageSet[%d, 3, %d, %d] of %d classes".formatted(count(), size.rows(), size.columns(), classes.size());
    }
}
