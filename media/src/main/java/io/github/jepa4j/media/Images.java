package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/// The images of a folder and the folders in it, of a zip archive, or a single one: JPEG, PNG, GIF (its
/// first frame) and BMP, sorted by name. An image's name is its path inside, parts separated by `/`; its
/// label is the folder that holds it directly, empty where there is none: `train/airplane/0001.jpg` shows an
/// `airplane`.
///
/// Files whose names end otherwise, or that are hidden, are counted and ignored. Nothing is decoded before
/// it is asked for, and several threads may ask at once. A clockwise turn that a camera noted (Exif) is not
/// made.
///
/// Decoded are grey, indexed and true colours of up to 16 bits, with or without alpha. What shows through
/// is black, or as said by [#onBackground(int)]. A JPEG with colours for printing (CMYK) is none that can
/// be read.
public final class Images implements Closeable {

    private final MediaFiles files;
    private final MediaLimits limits;
    private final Pictures.How how;
    private final String prefix;
    private final List<String> classes;
    private final List<String> names;
    private final int ignored;

    private Images(MediaFiles files, MediaLimits limits, Pictures.How how, String prefix) {
        this.files = files;
        this.limits = limits;
        this.how = how;
        this.prefix = prefix;
        List<String> found = files.names();
        List<String> all = found.stream().filter(Images::isImage).toList();
        this.ignored = found.size() - all.size();
        this.classes = List.copyOf(new TreeSet<>(all.stream().map(Names::label).toList()));
        this.names = all.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /// Opens a folder, a zip archive or a single image with the limits [MediaLimits#defaults()].
    ///
    /// @throws MediaException where it is neither, is broken or over a limit, or has no image
    public static Images open(Path path) {
        return open(path, MediaLimits.defaults());
    }

    /// Opens a folder, a zip archive or a single image.
    ///
    /// @throws MediaException where it is neither, is broken or over a limit, or has no image
    public static Images open(Path path, MediaLimits limits) {
        MediaFiles files = MediaFiles.open(path, limits, Pictures.ENDINGS);
        Images images = new Images(files, limits, Pictures.How.of(limits), "");
        if (images.names.isEmpty()) {
            files.close();
            refuseIfAllAreRefused(path, files, "images");
            throw new MediaException(
                    path.toString(),
                    "has no images (%d other files)".formatted(files.names().size()),
                    "Maybe it is the folder beside the one that was meant, or they are of another format than %s."
                            .formatted(new TreeSet<>(Pictures.ENDINGS)));
        }
        return images;
    }

    /// Where there would be some, had they other names.
    static void refuseIfAllAreRefused(Path path, MediaFiles files, String unit) {
        if (!files.refused().isEmpty()) {
            throw new MediaException(
                    path.toString(),
                    "has no %s that may be read; %d files are refused, the first: %s"
                            .formatted(
                                    unit,
                                    files.refused().size(),
                                    files.refused().getFirst()),
                    "Maybe it was packed with backslashes or whole paths: unpack it and read the folder.");
        }
    }

    private static boolean isImage(String name) {
        return Pictures.ENDINGS.contains(Names.ending(name)) && !Names.isHidden(name);
    }

    /// Those whose names begin so, such as `test/`. What is open is shared: it is closed with either.
    ///
    /// @throws MediaException where there is none
    public Images under(String begin) {
        Images part = new Images(files, limits, how, begin);
        if (part.names.isEmpty()) {
            throw new MediaException(
                    begin,
                    "is how none of the %d images' names begins; the first is %s"
                            .formatted(names.size(), names.getFirst()),
                    "Maybe it is misspelt.");
        }
        return part;
    }

    /// The same images on another background, where they have an alpha channel. What is open is shared.
    ///
    /// @param rgb `0xRRGGBB`
    public Images onBackground(int rgb) {
        return new Images(files, limits, new Pictures.How(rgb & 0xFFFFFF, limits, how.room()), prefix);
    }

    /// How many.
    public int count() {
        return names.size();
    }

    /// Sorted.
    public List<String> names() {
        return names;
    }

    /// The labels of all images of the folder or archive, also of those that [#under(String)] left out;
    /// sorted.
    public List<String> classes() {
        return classes;
    }

    /// What an image shows, as an index into [#classes()].
    public int label(int index) {
        return Collections.binarySearch(classes, Names.label(names.get(index)));
    }

    /// An image in its own size: `[3, Y, X]`, red, green, blue.
    ///
    /// @throws MediaException where it cannot be read, or is over a limit
    public Pixels read(int index) {
        return Pictures.decode(files.read(names.get(index)), how);
    }

    /// An image, cut and resized: `[3, rows, columns]`.
    ///
    /// @throws MediaException where it cannot be read, or is over a limit
    public Pixels read(int index, PictureSize size) {
        return size.fit(read(index));
    }

    /// Reads all into memory.
    ///
    /// @throws MediaException where one is damaged and that is refused (of several, the first by name);
    ///     where all are; or where the set would be over the limit of bytes
    public ImageSet readAll(ImageReading reading) {
        PictureSize size = reading.size();
        long bytes = 3L * size.rows() * size.columns() * count();
        if (bytes > limits.bytesInAll()) {
            throw new MediaException(
                    "The set of %d images of %d rows and %d columns".formatted(count(), size.rows(), size.columns()),
                    "has %d bytes, more than the limit of %d (bytesInAll)".formatted(bytes, limits.bytesInAll()),
                    "Maybe read a part of it, or smaller ones; if there is memory for it, raise the limit.");
        }
        Skipping skipping = new Skipping(reading.onDamage(), refused());
        ImageSet all = readPart(0, count(), reading);
        all.report().skipped().forEach(skipping::add);
        if (all.count() == 0) {
            Skipped first = skipping.skipped().getFirst();
            String none = "None of %d images".formatted(count());
            String why = "can be read; the first: " + first;
            throw new MediaException(none, why, first.maybe());
        }
        return new ImageSet(
                size, all.names(), all.values(), all.labels(), classes, skipping.report(all.count(), ignored()));
    }

    /// Reads some into memory, as [#readAll] does, so that those of a large folder can be looked at one part
    /// after the other. There may be none that can be read, and what must not be read is not in the report.
    ///
    /// @param from the first, from 0
    /// @param to   behind the last
    /// @throws MediaException where one is damaged and that is refused (of several, the first by name)
    public ImageSet readPart(int from, int to, ImageReading reading) {
        Objects.checkFromToIndex(from, to, count());
        return new ImageSetReader(this, from, to, reading).read();
    }

    /// What tells whether an image was changed, found without reading it: its length and when it was written
    /// last; in an archive its length and its checksum. To be compared, not to be understood.
    public String stamp(int index) {
        return files.stamp(names.get(index));
    }

    /// How many files there are of other kinds.
    public int ignored() {
        return ignored;
    }

    /// What must not be read, by name.
    public List<Skipped> refused() {
        return files.refused();
    }

    @Override
    public void close() {
        files.close();
    }
}
