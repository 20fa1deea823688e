package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.scenes.SceneStyle;
import io.github.jepa4j.scenes.Scenes;
import io.github.jepa4j.surprise.ConstantVelocity;
import io.github.jepa4j.surprise.CopyLast;
import io.github.jepa4j.surprise.Detection;
import io.github.jepa4j.surprise.Foresight;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether a model that has only seen what can happen is more surprised by what cannot.
@Command(
        name = "surprise",
        description =
                "Trains on possible clips, and judges on matched quadruples of unseen shapes, colours and speeds.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SurpriseBenchmark implements Callable<Integer> {

    private static final int DIFFERENT_CLIPS = 1 << 24;
    private static final int TIMED_UPDATES = 9;
    private static final int REACH = 6;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--minutes", description = "Of each training, at the pace measured before (${DEFAULT-VALUE}).")
    private double minutes = 60;

    @Option(names = "--threads", description = "Of each training (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--quadruples", description = "Of each law and setting (${DEFAULT-VALUE}).")
    private int quadruples = 100;

    @Option(
            names = "--only",
            split = ",",
            description = "Only these of: copy-last, constant-velocity, latent, pixels, random-latent.")
    private List<String> only = List.of("copy-last", "constant-velocity", "random-latent", "pixels", "latent");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all trainings.")
    private List<String> overrides = List.of();

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-surprise");

    @Option(names = "--validation", description = "Judge in the training's style, at other seeds: to choose settings.")
    private boolean validation;

    @Override
    public Integer call() throws IOException {
        Engine.open(threads);
        Seed seed = options.seed();
        SurpriseExam chosen = SurpriseExam.draw(SceneStyle.training(), quadruples, seed.split("validation"));
        SurpriseExam judged =
                validation ? chosen : SurpriseExam.draw(SceneStyle.heldOut(), quadruples, seed.split("held-out"));
        Findings findings = options.findings("surprise")
                .setting("minutes", minutes)
                .setting("threads", threads)
                .setting("quadruples of each", quadruples)
                .setting("judged on", validation ? "the training's style" : "unseen shapes, colours and speeds")
                .setting("changes", overrides.toString());
        List<Found> all = new ArrayList<>();
        for (String name : only) {
            Foresight foresight = foresight(name, seed);
            SurpriseExam.Marks marks = judged.marks(foresight);
            Found found = new Found(
                    name,
                    marks,
                    validation ? marks.best() : chosen.marks(foresight).best());
            all.add(found);
            System.err.printf(
                    "%s: %.4f by %s%n",
                    name, found.average(Detection::relative), found.summary().words());
        }
        findings.add(byLaw("pairs, relative accuracy %", Detection::relative, all))
                .add(byLaw("sets, relative accuracy %", Detection::sets, all))
                .add(overall(all))
                .note(
                        "Pairs in which the impossible clip is the more surprising, and sets of two pairs in which both impossible ones together are.")
                .note("How surprise is summed up was chosen in the training's style.");
        options.print(findings);
        return 0;
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

    /// What a foresight found, summed up as was chosen for it.
    private record Found(String name, SurpriseExam.Marks marks, SurpriseExam.Summary summary) {

        double average(ToDoubleFunction<Detection> score) {
            return marks.scores().values().stream()
                    .mapToDouble(each -> score.applyAsDouble(SurpriseExam.Marks.detection(each, summary)))
                    .average()
                    .orElse(Double.NaN);
        }
    }

    private Foresight foresight(String name, Seed seed) throws IOException {
        return switch (name) {
            case "copy-last" -> new CopyLast();
            case "constant-velocity" -> new ConstantVelocity(REACH);
            default -> trained(name, seed)::errors;
        };
    }

    private io.github.jepa4j.pretraining.VideoModel trained(String name, Seed seed) throws IOException {
        VideoJepaConfig config = VideoJepaConfig.small()
                .with(overrides.toArray(String[]::new))
                .with("target=" + name, "optimisation.threads=" + threads);
        Scenes scenes = new Scenes(SceneStyle.training());
        int[] shape = {scenes.frames(), 3, scenes.side(), scenes.side()};
        Seed clips = seed.split("clips");
        LabelledClips learned = LabelledClips.generated(
                shape,
                DIFFERENT_CLIPS,
                i -> scenes.possible(clips.split(i)).clip().values());
        String hash = "generated:" + scenes.style() + ":" + clips.value();
        Path folder = out.resolve(name + "-" + seed.value());
        VideoJepaConfig timed;
        if (RunFolder.exists(folder)) {
            try (RunFolder run = RunFolder.view(folder)) {
                timed = run.configuration(config, List.of());
            }
        } else {
            double pace = new Paces(out)
                    .of(
                            name,
                            () -> new VideoPretrainer(learned, hash, config, seed, Clock.system()).pace(TIMED_UPDATES));
            long steps = Math.max(1, Math.round(minutes * 60 / pace));
            System.err.printf(Locale.ROOT, "%s: %.3f s an update, %d updates%n", name, pace, steps);
            timed = config.with("optimisation.steps=" + steps);
        }
        return new VideoPretrainer(learned, hash, timed, seed, Clock.system()).train(folder, progress(name, timed));
    }

    private static TrainingLoop.Listener progress(String name, VideoJepaConfig config) {
        long steps = config.optimisation().steps();
        long every = Math.max(1, steps / 20);
        return (long done, Map<String, Double> metrics) -> {
            if (done % every == 0 || done == steps) {
                System.err.printf(
                        "%s: update %d of %d, loss %s%n",
                        name, done, steps, Spread.number(metrics.getOrDefault("loss.total", Double.NaN)));
            }
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
