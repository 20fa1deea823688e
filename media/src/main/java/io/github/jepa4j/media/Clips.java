package io.github.jepa4j.media;

import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The videos of a folder and the folders in it, of a zip archive, or a single one: animated GIFs, H.264 in
/// MP4, folders of numbered images, and what further [VideoDecoder]s read; sorted by name. A video's name
/// is its path inside, parts separated by `/`; its label is the folder that holds it directly.
///
/// Other files, and hidden ones, are counted and ignored. Nothing is decoded before it is asked for, and
/// several threads may ask at once.
public final class Clips implements Closeable {

    private final MediaFiles files;
    private final MediaLimits limits;
    private final Map<String, VideoDecoder> decoders;
    private final Map<String, NumberedFrames> folders;
    private final List<Skipped> refused;
    private final List<String> names;
    private final int ignored;

    private Clips(String root, MediaFiles files, MediaLimits limits, Map<String, VideoDecoder> decoders) {
        this.files = files;
        this.limits = limits;
        this.decoders = decoders;
        List<String> seen =
                files.names().stream().filter(name -> !Names.isHidden(name)).toList();
        Set<String> single = new HashSet<>(seen);
        single.removeIf(name -> !decoders.containsKey(Names.ending(name)));
        NumberedFrames.Found found = NumberedFrames.among(root, seen, single);
        this.folders = found.videos();
        this.refused = Stream.concat(files.refused().stream(), found.refused().stream())
                .toList();
        TreeSet<String> all = new TreeSet<>(folders.keySet());
        all.addAll(single);
        this.names = List.copyOf(all);
        this.ignored = files.names().size() - single.size() - found.frames();
    }

    /// By the endings of names that they read; those that were added win.
    private static Map<String, VideoDecoder> decoders() {
        Map<String, VideoDecoder> decoders = new HashMap<>();
        List.of(new Gif(), new Mp4()).forEach(decoder -> add(decoder, decoders));
        ServiceLoader.load(VideoDecoder.class).forEach(decoder -> add(decoder, decoders));
        return decoders;
    }

    private static void add(VideoDecoder decoder, Map<String, VideoDecoder> to) {
        decoder.endings().forEach(ending -> to.put(ending, decoder));
    }

    /// Opens a folder, a zip archive or a single video with the limits [MediaLimits#defaults()].
    ///
    /// @throws MediaException where it is neither, is broken or over a limit, or has no video
    public static Clips open(Path path) {
        return open(path, MediaLimits.defaults());
    }

    /// Opens a folder, a zip archive or a single video.
    ///
    /// @throws MediaException where it is neither, is broken or over a limit, or has no video
    public static Clips open(Path path, MediaLimits limits) {
        Map<String, VideoDecoder> decoders = decoders();
        MediaFiles files = MediaFiles.open(path, limits, decoders.keySet());
        Clips clips = new Clips(Names.root(path), files, limits, decoders);
        if (clips.names.isEmpty()) {
            files.close();
            Images.refuseIfAllAreRefused(path, files, "videos");
            throw new MediaException(
                    path.toString(),
                    "has no videos (%d other files)".formatted(files.names().size()),
                    "Maybe it is the folder beside the one that was meant, or they are of another format than %s, or numbered images."
                            .formatted(new TreeSet<>(clips.decoders.keySet())));
        }
        return clips;
    }

    /// How many.
    public int count() {
        return names.size();
    }

    /// Sorted.
    public List<String> names() {
        return names;
    }

    /// What must not be read, by name; and numbered images of which another video has the name.
    public List<Skipped> refused() {
        return refused;
    }

    /// What tells whether a video was changed, found without reading it: see [Images#stamp]; of a folder of
    /// numbered images, that of each.
    public String stamp(int index) {
        String name = names.get(index);
        NumberedFrames folder = folders.get(name);
        List<String> parts = folder == null ? List.of(name) : folder.frames();
        return parts.stream().map(part -> part + " " + files.stamp(part)).collect(Collectors.joining("\n"));
    }

    /// Whether a video's frames are numbered images.
    public boolean isOfImages(int index) {
        return folders.containsKey(names.get(index));
    }

    /// The folder that holds a video directly; empty where there is none.
    public String label(int index) {
        return Names.label(names.get(index));
    }

    /// Reads frames of a video.
    ///
    /// @throws MediaException where it cannot be read, or is over a limit
    public Video read(int index, ClipReading how) {
        String name = names.get(index);
        try (VideoStream stream = open(name)) {
            int stride = how.frames().strideOf(stream.frames());
            int wanted = how.frames().countOf(stream.frames());
            List<Pixels> taken = new ArrayList<>();
            StridedFrames frames = new StridedFrames(name, stream, stride);
            while (taken.size() < wanted) {
                taken.add(fit(name, frames.next(), wanted, how.size()));
            }
            OptionalDouble rate = stream.framesPerSecond();
            return new Video(
                    name,
                    label(index),
                    clip(name, taken),
                    rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() / stride) : rate);
        }
    }

    /// Reads frames of all videos, one after the other, so that only one is in memory.
    ///
    /// @param onDamage what to do about a video that cannot be read, or an entry that must not be
    /// @throws MediaException where there is one and that is refused
    public MediaReport readAll(ClipReading how, OnDamage onDamage, Consumer<Video> each) {
        Skipping skipping = new Skipping(onDamage, refused);
        int read = 0;
        for (int i = 0; i < names.size(); i++) {
            Video video;
            try {
                video = read(i, how);
            } catch (MediaException e) {
                skipping.add(e);
                continue;
            }
            each.accept(video);
            read++;
        }
        return skipping.report(read, ignored);
    }

    /// How many files there are of other kinds.
    public int ignored() {
        return ignored;
    }

    /// Opens a video to look at its frames one by one: a single one is in memory at a time, beside the
    /// file.
    ///
    /// @throws MediaException where it cannot be read, or is over a limit
    public VideoStream stream(int index) {
        return open(names.get(index));
    }

    private VideoStream open(String name) {
        NumberedFrames folder = folders.get(name);
        if (folder != null) {
            return new ImageFrames(folder, files, limits);
        }
        VideoDecoder decoder = decoders.get(Names.ending(name));
        if (decoder == null) {
            throw new IllegalStateException("%s has no decoder.\nMaybe names and decoders were mixed.".formatted(name));
        }
        return decoder.open(files.read(name), limits);
    }

    private Pixels fit(String name, Pixels frame, int wanted, @Nullable PictureSize size) {
        Pixels fitted = size == null ? frame : size.fit(frame);
        long bytes = (long) wanted * fitted.values().length;
        if (bytes > Math.min(limits.bytesInAll(), Integer.MAX_VALUE - 8)) {
            throw new MediaException(
                    name,
                    "would be a clip of %d bytes, more than the limit of %d (bytesInAll)"
                            .formatted(bytes, Math.min(limits.bytesInAll(), Integer.MAX_VALUE - 8)),
                    "Maybe take fewer or smaller frames.");
        }
        return fitted;
    }

    private static Clip clip(String name, List<Pixels> frames) {
        try {
            return Clip.of(frames);
        } catch (IllegalArgumentException e) {
            throw new MediaException(
                    name, "has frames of several sizes", "Maybe say which size all are to be brought to.", e);
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
