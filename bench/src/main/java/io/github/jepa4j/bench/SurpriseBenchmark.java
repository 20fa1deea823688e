package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.scenes.SceneStyle;
import io.github.jepa4j.scenes.Scenes;
import io.github.jepa4j.surprise.ConstantVelocity;
import io.github.jepa4j.surprise.CopyLast;
import io.github.jepa4j.surprise.Detection;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether a model that has only seen what can happen is more surprised by what cannot.
@Command(
        name = "surprise",
        description =
                "Trains on possible clips, and judges on matched quadruples of unseen shapes, colours and speeds; a model"
                        + " that was trained before is judged by --model, and --pictures shows the quadruples.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SurpriseBenchmark implements Callable<Integer> {

    private static final int DIFFERENT_CLIPS = 1 << 24;
    private static final int REACH = 6;
    private static final int USUAL_QUADRUPLES = 100;
    private static final int SHOWN_QUADRUPLES = 3;
    private static final List<String> UNTRAINED = List.of("copy-last", "constant-velocity");
    private static final List<String> ALL =
            List.of("copy-last", "constant-velocity", "random-latent", "pixels", "latent");

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final VideoLab lab = new VideoLab();

    @Option(names = "--quadruples", description = "Of each law and setting (100; with --pictures 3).")
    @Nullable
    private Integer quadruples;

    @Option(
            names = "--only",
            split = ",",
            description = "Only these of: copy-last, constant-velocity, random-latent, pixels, latent.")
    @Nullable
    private List<String> only;

    @Option(
            names = "--model",
            paramLabel = "RUN_OR_FILE",
            description =
                    "Judge this model too, as it is: the run folder or file of one that foresees videos, such as 'jepa4j"
                            + " train' leaves. Without --only it stands beside copy-last and constant-velocity, and nothing"
                            + " is trained. Repeatable.")
    private List<Path> models = List.of();

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description =
                    "Write the quadruples there, each clip an animated GIF (law-setting-number-possible-1.gif), and end: nothing"
                            + " is trained or judged.")
    @Nullable
    private Path pictures;

    @Option(names = "--frames", description = "Of a clip (${DEFAULT-VALUE}).")
    private int frames = 16;

    @Option(names = "--side", description = "Pixels of a frame, across and down (${DEFAULT-VALUE}).")
    private int side = 32;

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-surprise");

    @Option(
            names = "--validation",
            description =
                    "Judge on shapes, colours and speeds that are only to choose settings by: half of their quadruples say how surprise is summed up, the others judge.")
    private boolean validation;

    @Override
    public Integer call() throws IOException {
        Engine.open(lab.threads());
        Seed seed = options.seed();
        requireEnough();
        if (pictures != null) {
            show(pictures, seed);
            return 0;
        }
        Map<String, VideoModel> saved = saved();
        SurpriseExam drawn = toChooseBy(seed);
        SurpriseExam chosen = validation ? drawn.everyOther(0) : drawn;
        SurpriseExam judged = validation ? drawn.everyOther(1) : heldOut(seed);
        List<Found> all = new ArrayList<>();
        for (String name : only != null ? only : models.isEmpty() ? ALL : UNTRAINED) {
            if (lab.onlyPaces()) {
                pace(name, seed);
            } else {
                all.add(found(name, chosen, judged, watcher(name, seed)));
            }
        }
        if (!lab.onlyPaces()) {
            saved.forEach((name, model) -> all.add(found(name, chosen, judged, SurpriseExam.Watcher.of(model))));
        }
        if (!all.isEmpty()) {
            print(all);
        }
        return 0;
    }

    private int quadruples() {
        return quadruples != null ? quadruples : pictures == null ? USUAL_QUADRUPLES : SHOWN_QUADRUPLES;
    }

    private void requireEnough() {
        int least = validation ? 2 : 1;
        if (quadruples() < least) {
            throw new IllegalArgumentException(
                    "--quadruples is %d; at least %d are needed.\nMaybe leave it out: 100 are drawn then."
                            .formatted(quadruples(), least));
        }
    }

    private SurpriseExam toChooseBy(Seed seed) {
        return SurpriseExam.draw(scenes(SceneStyle.validation()), quadruples(), seed.split("validation"));
    }

    private SurpriseExam heldOut(Seed seed) {
        return SurpriseExam.draw(scenes(SceneStyle.heldOut()), quadruples(), seed.split("held-out"));
    }

    /// As many more may judge, these are the first of them.
    private void show(Path folder, Seed seed) throws IOException {
        SurpriseExam shown = validation ? toChooseBy(seed) : heldOut(seed);
        options.print(options.findings("surprise")
                .setting("clips", "%d frames of %d px".formatted(frames, side))
                .add(new QuadruplePictures(folder).write(shown)));
    }

    /// By the names of their places, before anything takes long.
    private Map<String, VideoModel> saved() throws IOException {
        Map<String, VideoModel> saved = new LinkedHashMap<>();
        for (Path model : models) {
            saved.put(model.toString(), new SavedForesight(model).model(scenes(SceneStyle.heldOut())));
        }
        return saved;
    }

    private void print(List<Found> all) {
        Findings findings = lab.note(options.findings("surprise"))
                .setting("quadruples of each", judging())
                .setting("clips", "%d frames of %d px".formatted(frames, side))
                .setting(
                        "judged on",
                        validation ? "shapes, colours and speeds to choose by" : "unseen shapes, colours and speeds");
        findings.add(byLaw("pairs, relative accuracy %", Detection::relative, all))
                .add(byLaw("sets, relative accuracy %", Detection::sets, all))
                .add(byProperty(all))
                .add(overall(all))
                .note(
                        "Pairs in which the impossible clip is the more surprising, and sets of two pairs in which both impossible ones together are.")
                .note(
                        validation
                                ? "How surprise is summed up was chosen on other quadruples of the same shapes, colours and speeds."
                                : "How surprise is summed up was chosen on shapes, colours and speeds that are neither these nor those of training.");
        if (!models.isEmpty()) {
            findings.note("What the models of --model learned from is not known here: they are judged as they are.");
        }
        options.print(findings);
    }

    /// How many judge; in a validation every other one says how surprise is summed up.
    private int judging() {
        return validation ? quadruples() / 2 : quadruples();
    }

    /// What a foresight found, summed up as was chosen for it.
    private record Found(String name, SurpriseExam.Marks marks, SurpriseExam.Summary summary) {

        /// Sets judged rightly, by law.
        SequencedMap<String, Double> properties() {
            SequencedMap<String, List<Double>> settings = new LinkedHashMap<>();
            marks.scores()
                    .forEach((name, scores) -> settings.computeIfAbsent(
                                    name.substring(0, name.indexOf(',')), _ -> new ArrayList<>())
                            .add(SurpriseExam.Marks.detection(scores, summary).sets()));
            SequencedMap<String, Double> properties = new LinkedHashMap<>();
            settings.forEach((law, sets) -> properties.put(law, mean(sets)));
            return properties;
        }

        double average(ToDoubleFunction<Detection> score) {
            return marks.scores().values().stream()
                    .mapToDouble(each -> score.applyAsDouble(SurpriseExam.Marks.detection(each, summary)))
                    .average()
                    .orElse(Double.NaN);
        }
    }

    private static Found found(String name, SurpriseExam chosen, SurpriseExam judged, SurpriseExam.Watcher watcher) {
        SurpriseExam.Marks marks = judged.marks(watcher);
        SurpriseExam.Marks chosenBy = chosen.marks(watcher);
        Found found = new Found(name, marks, chosenBy.best());
        chosenBy.ranked()
                .forEach(summary -> System.err.printf(
                        "  %.4f of sets, %.4f of pairs by %s%n",
                        chosenBy.average(summary, Detection::sets),
                        chosenBy.average(summary, Detection::relative),
                        summary.words()));
        System.err.printf(
                "%s: %.4f by %s%n",
                name, found.average(Detection::relative), found.summary().words());
        return found;
    }

    private static Table byLaw(String title, ToDoubleFunction<Detection> score, List<Found> all) {
        List<String> columns = new ArrayList<>(List.of("law, setting"));
        all.forEach(found -> columns.add(found.name()));
        Table table = new Table(title, columns.toArray(String[]::new));
        for (String law : all.getFirst().marks().scores().keySet()) {
            List<Object> cells = new ArrayList<>(List.of(law));
            for (Found found : all) {
                var scores = found.marks().scores().getOrDefault(law, Map.of());
                cells.add(percent(score.applyAsDouble(SurpriseExam.Marks.detection(scores, found.summary()))));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    /// Sets by law, its settings alike, and the laws alike.
    private static Table byProperty(List<Found> all) {
        List<String> columns = new ArrayList<>(List.of("property"));
        all.forEach(found -> columns.add(found.name()));
        Table table =
                new Table("sets by property, its settings alike, relative accuracy %", columns.toArray(String[]::new));
        List<SequencedMap<String, Double>> properties =
                all.stream().map(Found::properties).toList();
        for (String property : properties.getFirst().keySet()) {
            List<Object> cells = new ArrayList<>(List.of(property));
            properties.forEach(each -> cells.add(percent(each.getOrDefault(property, Double.NaN))));
            table.row(cells.toArray());
        }
        List<Object> average = new ArrayList<>(List.of("all properties alike"));
        properties.forEach(each -> average.add(percent(mean(each.values()))));
        table.row(average.toArray());
        return table;
    }

    private static double mean(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static Table overall(List<Found> all) {
        Table table = new Table(
                "all laws alike", "foresight", "summed up", "pairs %", "sets %", "absolute %", "AUROC", "AUPRC");
        for (Found found : all) {
            table.row(
                    found.name(),
                    found.summary().words(),
                    percent(found.average(Detection::relative)),
                    percent(found.average(Detection::sets)),
                    percent(found.average(Detection::absolute)),
                    found.average(Detection::auroc),
                    found.average(Detection::auprc));
        }
        return table;
    }

    private SurpriseExam.Watcher watcher(String name, Seed seed) throws IOException {
        return switch (name) {
            case "copy-last" -> SurpriseExam.Watcher.of(new CopyLast());
            case "constant-velocity" -> SurpriseExam.Watcher.of(new ConstantVelocity(REACH));
            default -> SurpriseExam.Watcher.of(lab.train(name, config(name), lesson(seed), seed));
        };
    }

    private void pace(String name, Seed seed) throws IOException {
        if (!name.equals("copy-last") && !name.equals("constant-velocity")) {
            System.err.printf("%s: %.3f s an update%n", name, lab.pace(name, config(name), lesson(seed), seed));
        }
    }

    private VideoJepaConfig config(String target) {
        return lab.changed(VideoJepaConfig.small()).with("target=" + target);
    }

    private Scenes scenes(SceneStyle style) {
        return new Scenes(style, frames, side);
    }

    /// Possible clips in the training's style, each another.
    private VideoLab.Lesson lesson(Seed seed) {
        Scenes scenes = scenes(SceneStyle.training());
        int[] shape = {scenes.frames(), 3, scenes.side(), scenes.side()};
        Seed clips = seed.split("clips");
        LabelledClips learned = LabelledClips.generated(
                shape,
                DIFFERENT_CLIPS,
                i -> scenes.possible(clips.split(i)).clip().values());
        return new VideoLab.Lesson(learned, "generated:" + scenes + ":" + clips.value(), out);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
