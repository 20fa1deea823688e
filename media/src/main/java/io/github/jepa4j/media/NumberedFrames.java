package io.github.jepa4j.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A video that is a folder of images, whose names differ in a number at the end alone:
/// `frame_2.png` comes before `frame_10.png`. A folder with several such sequences is a video for each,
/// named with what is before the number, or where that is nothing, as of `000.png`, with where it lies;
/// where something else has that name already, with the images' ending behind it.
///
/// @param name   of the video
/// @param frames the names of its images, in order
/// @param step   between their numbers; 0 where it is not always the same
record NumberedFrames(String name, List<String> frames, long step) {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp");

    private static final Pattern NUMBERED = Pattern.compile("(?s)(.*?)(\\d{1,18})\\.[^./]+");

    private record Numbered(String name, long number) {}

    /// What all names of a sequence have.
    ///
    /// @param before the number
    private record Kind(String before, String ending) {

        String folder() {
            return Names.folder(before);
        }
    }

    /// What is among some names.
    ///
    /// @param videos  by their names
    /// @param refused those of which another has the name
    /// @param frames  how many images all of them have
    record Found(Map<String, NumberedFrames> videos, List<Skipped> refused, int frames) {}

    /// All among some names.
    ///
    /// @param root  where they lie: the name of the folder or archive, for a video that would have none
    /// @param taken names that other videos have
    static Found among(String root, List<String> names, Set<String> taken) {
        Map<Kind, List<Numbered>> sequences = sequences(names);
        Map<Kind, String> called = called(root, sequences.keySet(), taken);
        Map<String, NumberedFrames> videos = new TreeMap<>();
        List<Skipped> refused = new ArrayList<>();
        Set<String> repeated = repeated(Stream.concat(called.values().stream(), taken.stream()));
        sequences.forEach((kind, sequence) -> {
            sequence.sort(Comparator.comparingLong(Numbered::number).thenComparing(Numbered::name));
            List<String> frames = sequence.stream().map(Numbered::name).toList();
            String name = called.getOrDefault(kind, kind.before);
            if (repeated.contains(name)) {
                refused.add(new Skipped(
                        name,
                        "is also the name of a video of %d images from %s on, which is not read"
                                .formatted(frames.size(), frames.getFirst())));
            } else {
                videos.put(name, new NumberedFrames(name, frames, step(sequence)));
            }
        });
        return new Found(
                videos,
                refused,
                sequences.values().stream().mapToInt(List::size).sum());
    }

    private static Map<Kind, List<Numbered>> sequences(List<String> names) {
        Map<Kind, List<Numbered>> sequences =
                new TreeMap<>(Comparator.comparing(Kind::before).thenComparing(Kind::ending));
        for (String name : names) {
            Matcher parts = NUMBERED.matcher(name);
            if (ENDINGS.contains(Names.ending(name)) && parts.matches()) {
                sequences
                        .computeIfAbsent(new Kind(parts.group(1), Names.ending(name)), key -> new ArrayList<>())
                        .add(new Numbered(name, Long.parseLong(parts.group(2))));
            }
        }
        sequences.values().removeIf(sequence -> sequence.size() < 2);
        return sequences;
    }

    private static Map<Kind, String> called(String root, Set<Kind> kinds, Set<String> taken) {
        Map<String, Integer> inFolder = new HashMap<>();
        kinds.forEach(kind -> inFolder.merge(kind.folder(), 1, Integer::sum));
        Set<Kind> alone = new HashSet<>();
        Map<Kind, String> called = new HashMap<>();
        for (Kind kind : kinds) {
            if (!kind.folder().isEmpty() && inFolder.getOrDefault(kind.folder(), 0) == 1) {
                alone.add(kind);
            }
            String before = kind.before.isEmpty() ? root : kind.before;
            called.put(kind, alone.contains(kind) ? kind.folder() : before);
        }
        Set<String> repeated = repeated(Stream.concat(called.values().stream(), taken.stream()));
        called.replaceAll(
                (kind, name) -> repeated.contains(name) && !alone.contains(kind) ? name + "." + kind.ending : name);
        return called;
    }

    private static Set<String> repeated(Stream<String> names) {
        Set<String> once = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        names.filter(name -> !once.add(name)).forEach(repeated::add);
        return repeated;
    }

    private static long step(List<Numbered> sequence) {
        long step = sequence.get(1).number - sequence.get(0).number;
        for (int i = 2; i < sequence.size(); i++) {
            if (sequence.get(i).number - sequence.get(i - 1).number != step) {
                return 0;
            }
        }
        return step;
    }

    void refuseGaps() {
        if (step == 0) {
            throw new MediaException(
                    name,
                    "has frames whose numbers are not evenly far apart, from %s to %s"
                            .formatted(frames.getFirst(), frames.getLast()),
                    "Maybe a frame is missing, or these are photos and no film.");
        }
    }
}
