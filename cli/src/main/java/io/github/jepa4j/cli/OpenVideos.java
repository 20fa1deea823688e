package io.github.jepa4j.cli;

import io.github.jepa4j.media.ClipCutting;
import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.media.Skipping;
import io.github.jepa4j.media.VideoStream;
import java.util.ArrayList;
import java.util.List;

/// Videos of a user's.
///
/// @param videos  all that are there
/// @param chosen  which of them, from 0
/// @param cutting how they are cut; one clip of each
/// @param damaged what to do about one that cannot be read, or is too short
/// @param lengths of what was read so far
record OpenVideos(Clips videos, List<Integer> chosen, ClipCutting cutting, OnDamage damaged, VideoLengths lengths)
        implements OpenFiles {

    OpenVideos {
        Check.that(cutting.most() == 1, "Of each video the number of clips", cutting.most(), "1");
    }

    @Override
    public String unit() {
        return "videos";
    }

    @Override
    public int count() {
        return chosen.size();
    }

    @Override
    public String name(int index) {
        return videos.names().get(chosen.get(index));
    }

    @Override
    public String stamp(int index) {
        return name(index) + " " + videos.stamp(chosen.get(index));
    }

    @Override
    public List<Skipped> refused() {
        return videos.refused();
    }

    @Override
    public int ignored() {
        return videos.ignored();
    }

    @Override
    public void read(int from, int to, Group into) {
        Skipping skipping = new Skipping(damaged, List.of());
        for (int index : chosen.subList(from, to)) {
            String name = videos.names().get(index);
            List<byte[]> clips = new ArrayList<>();
            try (VideoStream stream = videos.stream(index)) {
                cutting.cut(name, stream, clip -> clips.add(clip.values()));
                lengths.add(stream.frames(), videos.isOfImages(index));
            } catch (MediaException e) {
                skipping.add(e);
                continue;
            }
            into.add(name, videos.label(index), clips.getFirst());
        }
        into.skipped().addAll(skipping.skipped());
    }

    @Override
    public List<String> remarks() {
        return lengths.remarks(cutting);
    }

    @Override
    public void close() {
        videos.close();
    }
}
