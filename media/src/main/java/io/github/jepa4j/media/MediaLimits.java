package io.github.jepa4j.media;

/// How much is read before something is refused, since a file of a few bytes can claim to be any size.
/// Every limit is checked before memory is taken.
///
/// @param pixelsPerImage rows times columns of an image or of a video's frame, as its header says; decoding
///     takes some 10 bytes for each
/// @param framesPerVideo as its header says, or as found while it is scanned
/// @param bytesPerFile   of a file as it is on the disk, or of an archive's entry when unpacked
/// @param bytesInAll     of an [ImageSet], or of one clip, decoded
/// @param files          in a folder or an archive, of any kind
/// @param inflation      how many times as large as an archive its entries may be in all
public record MediaLimits(
        long pixelsPerImage, int framesPerVideo, int bytesPerFile, long bytesInAll, int files, int inflation) {

    public MediaLimits {
        requirePositive("pixelsPerImage", pixelsPerImage);
        requirePositive("framesPerVideo", framesPerVideo);
        requirePositive("bytesPerFile", bytesPerFile);
        requirePositive("bytesInAll", bytesInAll);
        requirePositive("files", files);
        requirePositive("inflation", inflation);
        if (pixelsPerImage > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "The limit pixelsPerImage is %d, but at most %d can be held in an array.\nMaybe a zero too many."
                            .formatted(pixelsPerImage, MOST_PIXELS));
        }
    }

    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;
    private static final long BYTES_PER_PIXEL = 10; // while it is decoded

    /// 67 million pixels (8192 by 8192), fewer where they would take more than half of Java's memory, 36,000 frames (20
    /// minutes of 30 a second), 512 MiB for a file, 4 GiB in all, 10 million files, and entries that are up to 200
    /// times as large as their archive.
    public static MediaLimits defaults() {
        return within(Runtime.getRuntime().maxMemory());
    }

    /// @param memory of Java, in bytes
    static MediaLimits within(long memory) {
        long held = memory / 2 / BYTES_PER_PIXEL;
        return new MediaLimits(Math.clamp(held, 1, 1L << 26), 36_000, 1 << 29, 4L << 30, 10_000_000, 200);
    }

    /// The same with another limit.
    public MediaLimits withPixelsPerImage(long pixels) {
        return new MediaLimits(pixels, framesPerVideo, bytesPerFile, bytesInAll, files, inflation);
    }

    /// The same with another limit.
    public MediaLimits withFramesPerVideo(int frames) {
        return new MediaLimits(pixelsPerImage, frames, bytesPerFile, bytesInAll, files, inflation);
    }

    /// The same with another limit.
    public MediaLimits withBytesPerFile(int bytes) {
        return new MediaLimits(pixelsPerImage, framesPerVideo, bytes, bytesInAll, files, inflation);
    }

    /// The same with another limit.
    public MediaLimits withBytesInAll(long bytes) {
        return new MediaLimits(pixelsPerImage, framesPerVideo, bytesPerFile, bytes, files, inflation);
    }

    /// The same with another limit.
    public MediaLimits withFiles(int most) {
        return new MediaLimits(pixelsPerImage, framesPerVideo, bytesPerFile, bytesInAll, most, inflation);
    }

    /// The same with another limit.
    public MediaLimits withInflation(int times) {
        return new MediaLimits(pixelsPerImage, framesPerVideo, bytesPerFile, bytesInAll, files, times);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "The limit %s is %d; it must be at least 1.\nMaybe it overflowed.".formatted(name, value));
        }
    }
}
