package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaReport;
import io.github.jepa4j.pretraining.LabelledClips;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is learned from, or looked at.
///
/// @param clips  images or clips
/// @param names  of their files, one for each; empty where they are drawn
/// @param hash   the same for the same images or clips
/// @param report what was read and what was not
/// @param source where they are from, in words
record Material(LabelledClips clips, List<String> names, String hash, MediaReport report, String source) {

    private static final int TOLD = 5;

    static Material read(LabelledClips clips, List<String> names, MediaReport report, String source) {
        return new Material(clips, names, clips.hash(), report, source);
    }

    static Material drawn(LabelledClips clips, String hash, String source) {
        return new Material(clips, List.of(), hash, new MediaReport(clips.size(), 0, List.of()), source);
    }

    /// Some of it, as if the rest were not there.
    ///
    /// @param which from 0
    Material part(int[] which) {
        LabelledClips some = clips.part(which);
        List<String> kept = names.isEmpty()
                ? names
                : Arrays.stream(which).mapToObj(names::get).toList();
        return new Material(some, kept, some.hash(), report, source);
    }

    /// Says what was read, and the first of what was not; a run lists all of it.
    void tell(Console console) {
        console.remark("data: %s, %s".formatted(source, clips));
        tellSkipped(report, TOLD, console);
        if (report.skipped().size() > TOLD) {
            console.remark("     ... (all are listed in the run's data.json)");
        }
    }

    /// Says what could not be read, all of it, where nothing else lists it.
    static void tellSkipped(MediaReport report, Console console) {
        tellSkipped(report, report.skipped().size(), console);
    }

    private static void tellSkipped(MediaReport report, int most, Console console) {
        if (!report.isClean()) {
            console.remark("data: %s; skipped:".formatted(report.lines().getFirst()));
            report.skipped().stream().limit(most).forEach(skipped -> console.remark("     " + skipped));
            console.remark("     " + report.skipped().getFirst().maybe());
        }
    }

    /// For those who read the run.
    Map<String, String> provenance() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("source", source);
        facts.put("shape", clips.toString());
        facts.put("read", Integer.toString(report.read()));
        facts.put("ignored", Integer.toString(report.ignored()));
        facts.put("skipped", Integer.toString(report.skipped().size()));
        for (int i = 0; i < report.skipped().size(); i++) {
            facts.put("skipped %d".formatted(i + 1), report.skipped().get(i).toString());
        }
        return facts;
    }
}
