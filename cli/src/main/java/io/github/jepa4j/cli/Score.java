package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.WilsonInterval;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How well classes are told apart.
///
/// @param probe     by what
/// @param accuracy  the part of images classified rightly, in [0, 1]
/// @param right     how many
/// @param low       lower end of Wilson's 95 % interval
/// @param high      its upper end
/// @param penalty   that was chosen; null where there is none
/// @param attention how the attentive probe learned; null for others
/// @param ofEach    accuracy by class that was asked for
record Score(
        String probe,
        double accuracy,
        int right,
        double low,
        double high,
        @Nullable Double penalty,
        @Nullable AttentiveSettings attention,
        Map<String, Double> ofEach) {

    /// @param answers to what judges, as the split's classes are numbered; other numbers are wrong
    static Score of(String probe, Split split, int[] answers) {
        int[] labels = split.asked().labels();
        int[] right = new int[split.classes().size()];
        for (int i = 0; i < answers.length; i++) {
            right[labels[i]] += answers[i] == labels[i] ? 1 : 0;
        }
        Map<String, Double> ofEach = new TreeMap<>();
        split.counts()
                .forEach((name, count) ->
                        ofEach.put(name, (double) right[split.classes().indexOf(name)] / count));
        int all = Arrays.stream(right).sum();
        WilsonInterval interval = WilsonInterval.of(all, answers.length);
        return new Score(
                probe, (double) all / answers.length, all, interval.low(), interval.high(), null, null, ofEach);
    }

    Score withPenalty(double chosen) {
        return new Score(probe, accuracy, right, low, high, chosen, attention, ofEach);
    }

    Score withAttention(AttentiveSettings settings) {
        return new Score(probe, accuracy, right, low, high, penalty, settings, ofEach);
    }

    /// What is said beside the figures, after a comma; empty where there is nothing.
    String note() {
        if (penalty != null) {
            return ", penalty " + Words.significant(penalty);
        }
        return attention == null ? "" : ", " + attention.words();
    }
}
