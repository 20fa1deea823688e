package io.github.jepa4j.cli;

import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.pretraining.LabelledClips;
import java.util.ArrayList;
import java.util.List;

/// Some of a user's files, in memory together: what could be read of them, and what could not.
///
/// @param names   of those that were read
/// @param labels  theirs: the folders that hold them
/// @param clips   theirs, each `[T, 3, Y, X]`
/// @param skipped those that could not be read
record Group(List<String> names, List<String> labels, List<byte[]> clips, List<Skipped> skipped) {

    /// Where hardly any can be read, a group ends all the same: what is told of those that were skipped has to fit.
    private static final int MOST_FILES = 4096;

    /// Reads files until so many images or clips are there, or no file is left, or thousands were looked at.
    ///
    /// @param from the first file, from 0
    /// @param most how many images or clips
    static Group read(OpenFiles files, int from, int most) {
        Group group = new Group(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int at = from; group.goesOn(most) && at < files.count(); at = from + group.files()) {
            files.read(at, Math.min(files.count(), at + most - group.clips.size()), group);
        }
        return group;
    }

    private boolean goesOn(int most) {
        return clips.size() < most && files() < Math.max(most, MOST_FILES);
    }

    /// How many files it is made of.
    int files() {
        return names.size() + skipped.size();
    }

    void add(String name, String label, byte[] clip) {
        names.add(name);
        labels.add(label);
        clips.add(clip);
    }

    /// As a model looks at them, without labels; at least one.
    LabelledClips seen(VisionSpec by) {
        int frames = clips.getFirst().length / (3 * by.rows() * by.columns()); // images may be shown as still clips
        return new LabelledClips(frames, 3, by.rows(), by.columns(), clips, new int[clips.size()], List.of("any"));
    }
}
