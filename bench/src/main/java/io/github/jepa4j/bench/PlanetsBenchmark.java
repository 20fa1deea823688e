package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.PairJepaConfig;
import io.github.jepa4j.pretraining.PairModel;
import io.github.jepa4j.pretraining.PairPretrainer;
import io.github.jepa4j.scenes.Planets;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether two frames of planets are enough to foresee their orbits, and whether as few numbers as Newton
/// needs suffice.
@Command(
        name = "planets",
        description =
                "Learns orbits from pixels: what is read from latents, their dimension, forecasts beside Kepler's.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PlanetsBenchmark implements Callable<Integer> {

    /// Few enough to be put in another order for each update.
    private static final int DIFFERENT_CLIPS = 1 << 17;
    private static final int TIMED_UPDATES = 60;
    private static final int SIDE = 32;

    /// The longest orbit of so many planets, 44, 53 and 57 intervals, and one more for rounding.
    private static final int[] STEPS = {45, 54, 58};

    private static final int PANELS = 6;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final TrainingTime time = new TrainingTime(10);

    @Option(
            names = "--planets",
            description =
                    "Of each star, 1 to 3 (${DEFAULT-VALUE}). Several pull at each other, so that what is known of them is"
                            + " integrated numerically rather than told by Kepler.")
    private int planets = 1;

    @Option(names = "--spatial", description = "Orbits that leave the picture's plane: six numbers, not four.")
    private boolean spatial;

    @Option(names = "--orbits", description = "That judge (${DEFAULT-VALUE}).")
    private int orbits = 1000;

    @Option(names = "--known", description = "Orbits of the training that readouts learn from (${DEFAULT-VALUE}).")
    private int known = 6000;

    @Option(
            names = "--compared",
            description =
                    "Orbits whose dimension is estimated: more are closer together, but take longer (${DEFAULT-VALUE}).")
    private int compared = 4000;

    @Option(names = "--only", split = ",", description = "Only these of: latent, pixels, random-latent.")
    private List<String> only = List.of("latent", "pixels", "random-latent");

    @Option(names = "--validation", description = "Judge by orbits of another seed: for choosing settings.")
    private boolean validation;

    @Option(names = "--out", description = "Where the runs and the picture are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-planets");

    @Override
    public Integer call() throws IOException {
        Engine.open(time.threads());
        requirePlanets();
        Findings findings = time.note(options.findings("planets"))
                .setting("planets", planets)
                .setting("orbits", spatial ? "in space" : "in the plane")
                .setting("judged on", "%d %s orbits".formatted(orbits, validation ? "validation" : "held-out"))
                .setting("readouts learn from", "%d orbits of the training".formatted(known));
        if (time.onlyPaces()) {
            for (String name : only) {
                TrainingTime.tell(name, pace(name));
            }
            return 0;
        }
        PlanetOrbits learned = PlanetOrbits.drawn(planets(2), known, clips());
        List<PlanetMind> minds = new ArrayList<>();
        for (String name : only) {
            PairModel model = trained(name);
            minds.add(PlanetMind.of(name, model, learned, options.seed().split("readout")));
        }
        judge(minds, learned, findings);
        options.print(findings);
        return 0;
    }

    private void requirePlanets() {
        if (planets < 1 || planets > STEPS.length) {
            throw new IllegalArgumentException(
                    "--planets is %d; it must be from 1 to %d.\nMaybe the star was counted too."
                            .formatted(planets, STEPS.length));
        }
    }

    private int steps() {
        return STEPS[planets - 1];
    }

    private void judge(List<PlanetMind> minds, PlanetOrbits learned, Findings findings) throws IOException {
        PlanetOrbits judged = PlanetOrbits.drawn(
                planets(steps() + 2), orbits, options.seed().split(validation ? "validation" : "held-out"));
        PlanetReadout places = PlanetReadout.learn(
                PlanetTables.places(learned), learned, options.seed().split("readout"));
        findings.add(PlanetTables.readouts(minds, places, judged));
        Seed apart = options.seed().split("dimension").split(validation ? "validation" : "held-out");
        findings.add(PlanetTables.dimensions(minds, PlanetOrbits.drawn(planets(2), compared, apart)));
        List<PlanetForecast> forecasts = classical(judged);
        List<PlanetForecast> drawn = new ArrayList<>();
        for (PlanetMind mind : minds) {
            List<PlanetForecast> own = mind.forecasts(judged);
            forecasts.addAll(own);
            drawn.add(own.get(own.size() - 2));
        }
        PlanetTables.errors(forecasts, judged).forEach(findings::add);
        for (PlanetMind mind : minds) {
            findings.add(PlanetTables.kept(mind, judged, findings));
        }
        drawn.add(forecasts.get(1));
        new PlanetPicture(judged, drawn).write(out.resolve("orbits.png"), PANELS);
        findings.note(
                "Success: within %s AU. Each orbit's own period, to the nearest frame: after 1 orbit a copy is right by itself."
                        .formatted(PlanetTables.SUCCESS));
    }

    /// What is told by the truth, and by laws that nobody had to learn.
    private List<PlanetForecast> classical(PlanetOrbits judged) {
        double[] truth = judged.at(0);
        List<PlanetForecast> all = new ArrayList<>();
        all.add(PlanetForecast.copy(truth, judged.each(), steps()));
        all.add(PlanetForecast.straight(truth, judged.each(), steps()));
        if (planets > 1) {
            all.add(PlanetForecast.newton("Newton from the true state, integrated", judged));
            all.add(PlanetForecast.kepler("Kepler from the true state, each alone", truth, judged.each(), steps()));
            return all;
        }
        all.add(PlanetForecast.kepler("Kepler from the true state", truth, judged.each(), steps()));
        if (!spatial) {
            int frame = 3 * SIDE * SIDE;
            float[][] frames = new float[2][judged.count() * frame];
            for (int i = 0; i < 2 * frame * judged.count(); i++) {
                int pair = i / (2 * frame);
                int within = i % (2 * frame);
                frames[within / frame][pair * frame + within % frame] =
                        (judged.pairs().get(pair)[within] & 0xFF) / 255f;
            }
            double[] states = PlanetForecast.statesOf(
                    PlanetForecast.centroids(frames[0], SIDE), PlanetForecast.centroids(frames[1], SIDE));
            all.add(PlanetForecast.kepler("Kepler from the frames' centroids", states, judged.each(), steps()));
        }
        return all;
    }

    private Planets planets(int frames) {
        return new Planets(planets, spatial, frames, SIDE);
    }

    private Seed clips() {
        return options.seed().split("clips");
    }

    private PairJepaConfig config(String name) {
        return PairJepaConfig.small().with(time.changes()).with("target=" + name);
    }

    private LabelledClips learned(PairJepaConfig config) {
        Planets drawn = planets(config.unrolled() + 2);
        int[] shape = {drawn.frames(), 3, SIDE, SIDE};
        Seed clips = clips();
        return LabelledClips.generated(
                shape, DIFFERENT_CLIPS, i -> drawn.clip(clips.split(i)).clip().values());
    }

    private PairPretrainer trainer(PairJepaConfig config) {
        String hash = "generated:" + planets(config.unrolled() + 2) + ":" + clips().value();
        return new PairPretrainer(learned(config), hash, config, options.seed(), Clock.system());
    }

    private double pace(String name) throws IOException {
        PairJepaConfig config = config(name);
        return new Paces(out)
                .of(
                        new Paces.Training(name, config, learned(config)),
                        () -> trainer(config).pace(TIMED_UPDATES));
    }

    private PairModel trained(String name) throws IOException {
        String kind = (planets == 1 ? "" : "-" + planets) + (spatial ? "-space-" : "-");
        Path folder = out.resolve(name + kind + options.seed().value());
        PairJepaConfig config = time.timed(folder, name, config(name), () -> pace(name));
        return trainer(config)
                .train(folder, TrainingTime.progress(name, config.optimisation().steps()));
    }
}
