package io.github.jepa4j.bench;

import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.scenes.Law;
import io.github.jepa4j.scenes.Quadruple;
import io.github.jepa4j.scenes.Scenes;
import io.github.jepa4j.scenes.Setting;
import io.github.jepa4j.surprise.Detection;
import io.github.jepa4j.surprise.Foresight;
import io.github.jepa4j.surprise.SurpriseTrace;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Quadruples of each law, and how surprising what foresees finds them.
///
/// @param quadruples by law and setting, `law, setting`
record SurpriseExam(SequencedMap<String, List<Quadruple>> quadruples) {

    /// What is summed up, by frame and place.
    enum Measure {
        /// How far a frame is from what was foreseen.
        ERROR("error"),
        /// How much further than was expected.
        SURPRISE("error beyond the expected");

        private final String words;

        Measure(String words) {
            this.words = words;
        }
    }

    /// What watches a clip: `[T][places]` of each measure that it has.
    interface Watcher {

        Map<Measure, float[][]> watch(Clip clip);

        static Watcher of(Foresight foresight) {
            return clip -> Map.of(Measure.ERROR, foresight.errors(clip));
        }

        static Watcher of(VideoModel model) {
            return clip -> {
                List<VideoModel.Sight> sights = model.sights(clip);
                return Map.of(
                        Measure.ERROR,
                        sights.stream().map(VideoModel.Sight::errors).toArray(float[][]::new),
                        Measure.SURPRISE,
                        sights.stream().map(VideoModel.Sight::surprise).toArray(float[][]::new));
            };
        }
    }

    /// How frames are summed up.
    enum OverTime {
        MEAN("mean"),
        ROOT_MEAN_SQUARE("root mean square"),
        MAX("max");

        private final String words;

        OverTime(String words) {
            this.words = words;
        }

        double of(SurpriseTrace trace) {
            return switch (this) {
                case MEAN -> trace.mean();
                case ROOT_MEAN_SQUARE -> trace.rootMeanSquare();
                case MAX -> trace.max();
            };
        }
    }

    /// How a clip's surprise is summed up.
    ///
    /// @param pooling over places
    record Summary(Measure measure, Pooling pooling, OverTime time) {

        static List<Summary> of(Set<Measure> measures) {
            List<Summary> all = new ArrayList<>();
            for (Measure measure : EnumSet.copyOf(measures)) {
                for (Pooling pooling : Pooling.values()) {
                    for (OverTime time : OverTime.values()) {
                        all.add(new Summary(measure, pooling, time));
                    }
                }
            }
            return all;
        }

        double of(Map<Measure, float[][]> watched) {
            return time.of(SurpriseTrace.of(Objects.requireNonNull(watched.get(measure)), pooling));
        }

        String words() {
            String places = pooling == Pooling.MEAN ? "all places" : "4 places";
            return "%s, %s, %s".formatted(measure.words, places, time.words);
        }
    }

    /// What a foresight found, by law and setting.
    ///
    /// @param scores for each summary
    record Marks(SequencedMap<String, Map<Summary, Detection>> scores) {

        /// How the clips can be summed up, the best last: by sets judged rightly, all laws alike, then by pairs.
        List<Summary> ranked() {
            return scores.firstEntry().getValue().keySet().stream()
                    .sorted(Comparator.<Summary>comparingDouble(summary -> average(summary, Detection::sets))
                            .thenComparingDouble(summary -> average(summary, Detection::relative)))
                    .toList();
        }

        /// All laws alike.
        double average(Summary summary, ToDoubleFunction<Detection> score) {
            return scores.values().stream()
                    .mapToDouble(each -> score.applyAsDouble(detection(each, summary)))
                    .average()
                    .orElse(Double.NaN);
        }

        Summary best() {
            return ranked().getLast();
        }

        static Detection detection(Map<Summary, Detection> scores, Summary summary) {
            Detection found = scores.get(summary);
            if (found == null) {
                throw new IllegalStateException("The summary %s was not scored.\nMaybe it is new.".formatted(summary));
            }
            return found;
        }
    }

    static SurpriseExam draw(Scenes scenes, int each, Seed seed) {
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

    /// Half of the quadruples of each law and setting.
    ///
    /// @param first 0 or 1
    SurpriseExam everyOther(int first) {
        SequencedMap<String, List<Quadruple>> half = new LinkedHashMap<>();
        quadruples.forEach((name, list) -> half.put(
                name,
                IntStream.range(0, list.size())
                        .filter(i -> i % 2 == first)
                        .mapToObj(list::get)
                        .toList()));
        return new SurpriseExam(half);
    }

    Marks marks(Watcher watcher) {
        SequencedMap<String, Map<Summary, Detection>> scores = new LinkedHashMap<>();
        quadruples.forEach((name, list) -> scores.put(name, scored(watcher, list)));
        return new Marks(scores);
    }

    private static Map<Summary, Detection> scored(Watcher watcher, List<Quadruple> list) {
        Map<Summary, double[]> possible = new LinkedHashMap<>();
        Map<Summary, double[]> impossible = new LinkedHashMap<>();
        for (int q = 0; q < list.size(); q++) {
            for (int i = 0; i < 2; i++) {
                sum(watcher.watch(list.get(q).possible().get(i)), possible, 2 * q + i, 2 * list.size());
                sum(watcher.watch(list.get(q).impossible().get(i)), impossible, 2 * q + i, 2 * list.size());
            }
        }
        Map<Summary, Detection> found = new LinkedHashMap<>();
        possible.forEach((summary, sums) ->
                found.put(summary, Detection.of(sums, Objects.requireNonNull(impossible.get(summary)))));
        return found;
    }

    private static void sum(Map<Measure, float[][]> watched, Map<Summary, double[]> into, int place, int count) {
        for (Summary summary : Summary.of(watched.keySet())) {
            into.computeIfAbsent(summary, _ -> new double[count])[place] = summary.of(watched);
        }
    }
}
