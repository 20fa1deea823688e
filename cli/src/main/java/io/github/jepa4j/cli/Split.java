package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.LabelledClips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is learned from, and what judges.
///
/// @param learned what is learned from, with its own classes
/// @param known   the same, labelled by the classes of both
/// @param asked   what judges, labelled by the classes of both
/// @param words   how they were told apart
record Split(Material learned, LabelledClips known, LabelledClips asked, String words) {

    private static final int HELD_OUT = 5;

    /// Learns from one part and judges on another.
    ///
    /// @param prefix how the names of those begin that judge
    static Split judgedBy(Material known, Material asked, String prefix) {
        List<String> classes = Stream.concat(known.clips().classes().stream(), asked.clips().classes().stream())
                .distinct()
                .sorted()
                .toList();
        LabelledClips learned = labelled(known.clips(), classes);
        requireClasses(learned);
        return new Split(known, learned, labelled(asked.clips(), classes), "judged on " + prefix);
    }

    /// Holds out every fifth of each class.
    ///
    /// @param data where they are from
    static Split heldOut(Material all, Path data) {
        int[] labels = all.clips().labels();
        int[] seen = new int[all.clips().classes().size()];
        boolean[] judges = new boolean[labels.length];
        for (int i = 0; i < judges.length; i++) {
            judges[i] = seen[labels[i]]++ % HELD_OUT == HELD_OUT - 1;
        }
        int[] asked = IntStream.range(0, judges.length).filter(i -> judges[i]).toArray();
        int[] known = IntStream.range(0, judges.length).filter(i -> !judges[i]).toArray();
        if (asked.length == 0) {
            throw new CommandFailure(
                    "No class of %s has the %d images of which one can be held out.%nMaybe the folders are not classes, or name other images with --test."
                            .formatted(data, HELD_OUT));
        }
        Material learned = all.part(known);
        requireClasses(learned.clips());
        return new Split(learned, learned.clips(), all.clips().part(asked), "held out: every fifth of each class");
    }

    private static void requireClasses(LabelledClips known) {
        if (Arrays.stream(known.labels()).distinct().count() < 2) {
            throw new CommandFailure(
                    "All %d images to learn from are of one class, '%s'; two are needed.%nMaybe they lie in one folder: the folder's name is the class."
                            .formatted(known.size(), known.classes().get(known.labels()[0])));
        }
    }

    private static LabelledClips labelled(LabelledClips clips, List<String> classes) {
        int[] labels = Arrays.stream(clips.labels())
                .map(label -> classes.indexOf(clips.classes().get(label)))
                .toArray();
        return new LabelledClips(
                clips.frames(), clips.channels(), clips.rows(), clips.columns(), clips.clips(), labels, classes);
    }

    /// The names of the labels of both.
    List<String> classes() {
        return known.classes();
    }

    /// How often each class is asked for.
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int label : asked.labels()) {
            counts.merge(classes().get(label), 1, Integer::sum);
        }
        return counts;
    }

    /// What always naming the class that is most frequent in what is learned from comes to, in [0, 1]: the floor.
    double floor() {
        int[] counts = new int[classes().size()];
        for (int label : known.labels()) {
            counts[label]++;
        }
        int most = 0;
        for (int c = 1; c < counts.length; c++) {
            most = counts[c] > counts[most] ? c : most;
        }
        int best = most;
        return (double) Arrays.stream(asked.labels())
                        .filter(label -> label == best)
                        .count()
                / asked.size();
    }

    /// Says of which classes nothing can be learned though they are asked for.
    void tellUnknown(Console console) {
        List<String> unknown = new ArrayList<>();
        for (int c = 0; c < classes().size(); c++) {
            int label = c;
            if (Arrays.stream(known.labels()).noneMatch(other -> other == label)
                    && Arrays.stream(asked.labels()).anyMatch(other -> other == label)) {
                unknown.add(classes().get(c));
            }
        }
        if (!unknown.isEmpty()) {
            console.remark(
                    "Warning: of %s nothing is learned, so that all of it is counted as wrong.".formatted(unknown));
        }
    }
}
