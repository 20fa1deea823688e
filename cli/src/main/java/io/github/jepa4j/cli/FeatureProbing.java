package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.WilsonInterval;
import io.github.jepa4j.probe.Examples;
import io.github.jepa4j.probe.LinearProbe;
import io.github.jepa4j.probe.NearestNeighbours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What can be read off features: learned on some, judged on others.
///
/// @param known   that are learned from
/// @param asked   that judge
/// @param classes the names of the labels of both
record FeatureProbing(Examples known, Examples asked, List<String> classes) {

    /// How well one probe does.
    ///
    /// @param probe    which one
    /// @param accuracy the part of images classified rightly, in [0, 1]
    /// @param right    how many
    /// @param low      lower end of Wilson's 95 % interval
    /// @param high     its upper end
    /// @param penalty  that was chosen; null where there is none
    /// @param ofEach   accuracy by class that was asked for
    record Score(
            String probe,
            double accuracy,
            int right,
            double low,
            double high,
            @Nullable Double penalty,
            Map<String, Double> ofEach) {}

    Score score(ProbeKind kind) {
        return switch (kind) {
            case LINEAR -> {
                LinearProbe probe = LinearProbe.learn(known);
                yield score(kind, probe.classify(asked.features()), probe.penalty());
            }
            case KNN -> score(kind, NearestNeighbours.of(known).classify(asked.features()), null);
            case BOTH -> throw new IllegalArgumentException("Two probes have two scores.\nMaybe ask for each.");
        };
    }

    /// How often each class was asked for.
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int label : asked.labels()) {
            counts.merge(classes.get(label), 1, Integer::sum);
        }
        return counts;
    }

    /// What always naming the class that is most frequent in what was learned from comes to: the floor.
    double floor() {
        int[] counts = new int[classes.size()];
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

    /// The classes that are asked for, and of which nothing could be learned.
    List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            int label = c;
            if (Arrays.stream(known.labels()).noneMatch(other -> other == label)
                    && Arrays.stream(asked.labels()).anyMatch(other -> other == label)) {
                unknown.add(classes.get(c));
            }
        }
        return unknown;
    }

    private Score score(ProbeKind kind, int[] answers, @Nullable Double penalty) {
        int[] right = new int[classes.size()];
        for (int i = 0; i < answers.length; i++) {
            right[asked.labels()[i]] += answers[i] == asked.labels()[i] ? 1 : 0;
        }
        Map<String, Double> ofEach = new TreeMap<>();
        counts().forEach((name, count) -> ofEach.put(name, (double) right[classes.indexOf(name)] / count));
        int all = Arrays.stream(right).sum();
        WilsonInterval interval = WilsonInterval.of(all, answers.length);
        return new Score(
                kind.name().toLowerCase(Locale.ROOT),
                (double) all / answers.length,
                all,
                interval.low(),
                interval.high(),
                penalty,
                ofEach);
    }
}
