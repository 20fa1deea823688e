package io.github.jepa4j.media;

/// How an [ImageSet] is read.
///
/// @param size     that all images are brought to
/// @param threads  that read and decode, at least 1; the set is the same for any number
/// @param onDamage what to do about an image that cannot be read
/// @param progress is told how far it is
public record ImageReading(PictureSize size, int threads, OnDamage onDamage, Progress progress) {

    public ImageReading {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "Images were to be read with %d threads; at least 1 is needed.\nMaybe take Runtime.getRuntime().availableProcessors()."
                            .formatted(threads));
        }
    }

    /// With one thread, skipping and listing what is damaged.
    public static ImageReading at(int rows, int columns) {
        return new ImageReading(new PictureSize(rows, columns), 1, OnDamage.SKIP, Progress.SILENT);
    }

    /// The same with another number of threads.
    public ImageReading withThreads(int number) {
        return new ImageReading(size, number, onDamage, progress);
    }

    /// The same with another answer to damage.
    public ImageReading on(OnDamage damage) {
        return new ImageReading(size, threads, damage, progress);
    }

    /// The same with somebody to tell.
    public ImageReading telling(Progress listener) {
        return new ImageReading(size, threads, onDamage, listener);
    }
}
