package io.github.jepa4j.cli;

import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.MediaReport;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.media.VideoStream;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.world.Pixels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// A user's videos, cut into clips of one length.
///
/// @param path    a folder, a zip archive or a video
/// @param select  how the names of those begin that are read; empty for all
/// @param cutting how they are cut
/// @param damaged what to do about one that cannot be read, or is too short
record VideoFiles(Path path, String select, Cutting cutting, OnDamage damaged) {

    /// How a video is cut into clips, one after the other.
    ///
    /// @param frames `T` of each
    /// @param stride every how many-th frame is taken; 0: as far apart as one clip over the whole video needs
    /// @param size   that they are brought to
    /// @param most   clips of a video
    record Cutting(int frames, int stride, PictureSize size, int most) {

        int frameSize() {
            return 3 * size.rows() * size.columns();
        }

        int strideOf(VideoStream stream) {
            return stride > 0 ? stride : Math.max(1, stream.frames() / frames);
        }
    }

    /// Reads them into memory.
    ///
    /// @throws MediaException where there is none, or one is damaged and that is refused
    Material read(Console console) {
        try (Clips videos = Clips.open(path)) {
            List<Integer> chosen = chosen(videos);
            Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(videos.refused()));
            try (Telling telling = console.progress("read", chosen.size(), "videos")) {
                int done = 0;
                for (int index : chosen) {
                    read(videos, index, reading);
                    telling.update(++done, "");
                }
            }
            if (damaged == OnDamage.REFUSE && !reading.skipped().isEmpty()) {
                throw new CommandFailure("%s.%nMaybe remove it, or skip what is damaged."
                        .formatted(reading.skipped().getFirst()));
            }
            return material(reading, chosen.size(), videos.ignored());
        }
    }

    private List<Integer> chosen(Clips videos) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < videos.count(); i++) {
            if (videos.names().get(i).startsWith(select)) {
                chosen.add(i);
            }
        }
        if (chosen.isEmpty()) {
            throw new CommandFailure(
                    "%s is how none of the %d videos' names begins; the first is %s.%nMaybe it is misspelt."
                            .formatted(select, videos.count(), videos.names().getFirst()));
        }
        return chosen;
    }

    /// What was read so far.
    private record Reading(List<byte[]> clips, List<String> names, List<Skipped> skipped) {}

    private void read(Clips videos, int index, Reading into) {
        String name = videos.names().get(index);
        List<byte[]> clips;
        try (VideoStream stream = videos.stream(index)) {
            clips = cut(stream);
            if (clips.isEmpty()) {
                into.skipped()
                        .add(new Skipped(
                                name,
                                "is too short: of its %d frames, every %d-th makes no clip of %d"
                                        .formatted(stream.frames(), cutting.strideOf(stream), cutting.frames())));
            }
        } catch (MediaException e) {
            into.skipped().add(e.skipped());
            return;
        }
        into.clips().addAll(clips);
        into.names().addAll(Collections.nCopies(clips.size(), name));
        long bytes = (long) into.clips().size() * cutting.frames() * cutting.frameSize();
        if (bytes > MediaLimits.defaults().bytesInAll()) {
            throw new CommandFailure(
                    "The clips of %s and the videos before it have %d bytes, more than the limit of %d.%nMaybe select a part of them, or take fewer or smaller frames."
                            .formatted(name, bytes, MediaLimits.defaults().bytesInAll()));
        }
    }

    private List<byte[]> cut(VideoStream stream) {
        int stride = cutting.strideOf(stream);
        List<byte[]> clips = new ArrayList<>();
        byte[] clip = new byte[0];
        int filled = 0;
        int time = 0;
        for (Pixels frame = stream.next(); frame != null && clips.size() < cutting.most(); frame = stream.next()) {
            if (time++ % stride == 0) {
                clip = filled == 0 ? new byte[cutting.frames() * cutting.frameSize()] : clip;
                byte[] values = cutting.size().fit(frame).values();
                System.arraycopy(values, 0, clip, filled++ * cutting.frameSize(), values.length);
            }
            if (filled == cutting.frames()) {
                clips.add(clip);
                filled = 0;
            }
        }
        return clips;
    }

    private Material material(Reading reading, int chosen, int ignored) {
        if (reading.clips().isEmpty()) {
            throw new CommandFailure("None of %d videos of %s can be used; the first: %s.%nMaybe ask for shorter clips."
                    .formatted(chosen, path, reading.skipped().getFirst()));
        }
        List<String> labels = reading.names().stream().map(VideoFiles::label).toList();
        List<String> classes = List.copyOf(new TreeSet<>(labels));
        var clips = new LabelledClips(
                cutting.frames(),
                3,
                cutting.size().rows(),
                cutting.size().columns(),
                reading.clips(),
                labels.stream()
                        .mapToInt(label -> Collections.binarySearch(classes, label))
                        .toArray(),
                classes);
        int read = (int) reading.names().stream().distinct().count();
        var report = new MediaReport(read, ignored, reading.skipped());
        return Material.read(clips, reading.names(), report, select.isEmpty() ? path.toString() : path + ", " + select);
    }

    /// The folder that holds a video directly.
    private static String label(String name) {
        String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
