package io.github.jepa4j.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A video that is a folder of images, whose names differ in a number at the end alone: `frame_2.png` comes
/// before `frame_10.png`. A folder with several such sequences is a video for each, named with what is
/// before the number.
///
/// @param name   of the video
/// @param frames the names of its images, in order
/// @param step   between their numbers; 0 where it is not always the same
record NumberedFrames(String name, List<String> frames, long step) {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp");

    private static final Pattern NUMBERED = Pattern.compile("(?s)(.*?)(\\d{1,18})\\.[^./]+");

    private record Numbered(String name, long number) {}

    /// All among some names.
    static List<NumberedFrames> among(List<String> names) {
        Map<String, List<Numbered>> sequences = new TreeMap<>();
        for (String name : names) {
            Matcher parts = NUMBERED.matcher(name);
            if (ENDINGS.contains(Names.ending(name)) && parts.matches()) {
                sequences
                        .computeIfAbsent(parts.group(1) + "\0" + Names.ending(name), key -> new ArrayList<>())
                        .add(new Numbered(name, Long.parseLong(parts.group(2))));
            }
        }
        sequences.values().removeIf(sequence -> sequence.size() < 2);
        List<NumberedFrames> videos = new ArrayList<>();
        sequences.forEach((key, sequence) -> {
            sequence.sort(Comparator.comparingLong(Numbered::number).thenComparing(Numbered::name));
            String before = key.substring(0, key.indexOf('\0'));
            String folder = Names.folder(before);
            boolean alone = sequences.keySet().stream()
                            .filter(other -> Names.folder(other).equals(folder))
                            .count()
                    == 1;
            videos.add(new NumberedFrames(
                    alone && !folder.isEmpty() ? folder : before,
                    sequence.stream().map(Numbered::name).toList(),
                    step(sequence)));
        });
        return videos;
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
                    "Maybe a frame is missing.");
        }
    }
}
