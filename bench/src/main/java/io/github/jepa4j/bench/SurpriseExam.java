package io.github.jepa4j.bench;

import io.github.jepa4j.scenes.Law;
import io.github.jepa4j.scenes.Quadruple;
import io.github.jepa4j.scenes.SceneStyle;
import io.github.jepa4j.scenes.Scenes;
import io.github.jepa4j.scenes.Setting;
import io.github.jepa4j.surprise.Detection;
import io.github.jepa4j.surprise.Foresight;
import io.github.jepa4j.surprise.SurpriseTrace;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Quadruples of each law, and how surprising what foresees finds them.
///
/// @param quadruples by law and setting, `law, setting`
record SurpriseExam(SequencedMap<String, List<Quadruple>> quadruples) {

    /// How a clip's surprise is summed up.
    ///
    /// @param pooling over places
    /// @param max     over time: the maximum, or the mean
    record Summary(Pooling pooling, boolean max) {

        static final List<Summary> ALL = List.of(
                new Summary(Pooling.MEAN, false),
                new Summary(Pooling.MEAN, true),
                new Summary(Pooling.STRONGEST, false),
                new Summary(Pooling.STRONGEST, true));

        double of(float[][] errors) {
            SurpriseTrace trace = SurpriseTrace.of(errors, pooling);
            return max ? trace.max() : trace.mean();
        }

        String words() {
            return (pooling == Pooling.MEAN ? "all places" : "4 places") + (max ? ", max" : ", mean");
        }
    }

    /// What a foresight found, by law and setting.
    ///
    /// @param scores for each summary
    record Marks(SequencedMap<String, Map<Summary, Detection>> scores) {

        double average(Summary summary) {
            return scores.values().stream()
                    .mapToDouble(each -> detection(each, summary).relative())
                    .average()
                    .orElse(Double.NaN);
        }

        Summary best() {
            Summary best = Summary.ALL.getFirst();
            for (Summary summary : Summary.ALL) {
                best = average(summary) > average(best) ? summary : best;
            }
            return best;
        }

        static Detection detection(Map<Summary, Detection> scores, Summary summary) {
            Detection found = scores.get(summary);
            if (found == null) {
                throw new IllegalStateException("The summary %s was not scored.\nMaybe it is new.".formatted(summary));
            }
            return found;
        }
    }

    static SurpriseExam draw(SceneStyle style, int each, Seed seed) {
        Scenes scenes = new Scenes(style);
        SequencedMap<String, List<Quadruple>> all = new LinkedHashMap<>();
        for (Law law : Law.values()) {
            for (Setting setting : law.settings()) {
                List<Quadruple> list = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    Seed own = seed.split(law.name()).split(setting.name()).split(i);
                    list.add(scenes.quadruple(law, setting, own));
                }
                all.put("%s, %s".formatted(law, setting).toLowerCase(java.util.Locale.ROOT), list);
            }
        }
        return new SurpriseExam(all);
    }

    Marks marks(Foresight foresight) {
        SequencedMap<String, Map<Summary, Detection>> scores = new LinkedHashMap<>();
        quadruples.forEach((name, list) -> scores.put(name, scored(foresight, list)));
        return new Marks(scores);
    }

    private static Map<Summary, Detection> scored(Foresight foresight, List<Quadruple> list) {
        int size = Summary.ALL.size();
        double[][] possible = new double[size][2 * list.size()];
        double[][] impossible = new double[size][2 * list.size()];
        for (int q = 0; q < list.size(); q++) {
            for (int i = 0; i < 2; i++) {
                sum(foresight, list.get(q).possible().get(i), possible, 2 * q + i);
                sum(foresight, list.get(q).impossible().get(i), impossible, 2 * q + i);
            }
        }
        Map<Summary, Detection> found = new LinkedHashMap<>();
        for (int s = 0; s < size; s++) {
            found.put(Summary.ALL.get(s), Detection.of(possible[s], impossible[s]));
        }
        return found;
    }

    private static void sum(Foresight foresight, Clip clip, double[][] into, int place) {
        float[][] errors = foresight.errors(clip);
        for (int s = 0; s < into.length; s++) {
            into[s][place] = Summary.ALL.get(s).of(errors);
        }
    }
}
