package io.github.jepa4j.cli;

import io.github.jepa4j.media.ClipCutting;
import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.media.Skipping;
import io.github.jepa4j.media.VideoStream;
import io.github.jepa4j.pretraining.LabelledClips;
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
/// @param limits  of what is read
record VideoFiles(Path path, String select, ClipCutting cutting, OnDamage damaged, MediaLimits limits) {

    /// Reads them into memory.
    ///
    /// @param lengths is told how long each is
    /// @throws MediaException where there is none, or one is damaged and that is refused
    Material read(VideoLengths lengths, Console console) {
        try (Clips videos = Clips.open(path, limits)) {
            List<Integer> chosen = chosen(videos);
            Reading reading = new Reading(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new Skipping(damaged, videos.refused()));
            try (Telling telling = console.progress("read", chosen.size(), "videos")) {
                int done = 0;
                for (int index : chosen) {
                    read(videos, index, lengths, reading);
                    telling.update(++done, "");
                }
            }
            return material(reading, chosen.size(), videos.ignored());
        }
    }

    /// Opens them, to be read one part after the other.
    ///
    /// @throws MediaException where there is none
    OpenVideos open() {
        Clips videos = Clips.open(path, limits);
        try {
            return new OpenVideos(videos, chosen(videos), cutting, damaged, new VideoLengths());
        } catch (CommandFailure e) {
            videos.close();
            throw e;
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

    /// What was read so far: of each clip the frames, and the name and the label of its video.
    private record Reading(List<byte[]> clips, List<String> names, List<String> labels, Skipping skipping) {}

    private void read(Clips videos, int index, VideoLengths lengths, Reading into) {
        String name = videos.names().get(index);
        List<byte[]> clips = new ArrayList<>();
        try (VideoStream stream = videos.stream(index)) {
            refuseMore(name, into.clips().size() + (long) cutting.countOf(stream.frames()));
            cutting.cut(name, stream, clip -> clips.add(clip.values()));
            lengths.add(stream.frames(), videos.isOfImages(index));
        } catch (MediaException e) {
            into.skipping().add(e);
            return;
        }
        into.clips().addAll(clips);
        into.names().addAll(Collections.nCopies(clips.size(), name));
        into.labels().addAll(Collections.nCopies(clips.size(), videos.label(index)));
    }

    /// Before memory is taken for them.
    private void refuseMore(String name, long clips) {
        long bytes = clips * cutting.bytes();
        if (bytes > limits.bytesInAll()) {
            throw new CommandFailure(
                    "The clips of %s and the videos before it have %d bytes, more than the limit of %d (bytesInAll).%nMaybe select a part of them, or take fewer or smaller frames; if there is memory for it, raise the limit: --limit bytesInAll=%d."
                            .formatted(name, bytes, limits.bytesInAll(), bytes));
        }
    }

    private Material material(Reading reading, int chosen, int ignored) {
        if (reading.clips().isEmpty()) {
            Skipped first = reading.skipping().skipped().getFirst();
            throw new CommandFailure("None of %d videos of %s can be used; the first: %s.%n%s"
                    .formatted(chosen, path, first, first.maybe()));
        }
        List<String> labels = reading.labels();
        List<String> classes = List.copyOf(new TreeSet<>(labels));
        var clips = new LabelledClips(
                cutting.frames().most(),
                3,
                cutting.size().rows(),
                cutting.size().columns(),
                reading.clips(),
                labels.stream()
                        .mapToInt(label -> Collections.binarySearch(classes, label))
                        .toArray(),
                classes);
        int read = (int) reading.names().stream().distinct().count();
        return Material.read(
                clips,
                reading.names(),
                reading.skipping().report(read, ignored),
                select.isEmpty() ? path.toString() : path + ", " + select);
    }
}
