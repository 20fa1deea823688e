package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.CategoricalTrainer;
import io.github.jepa4j.learning.ChanceCalibration;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.learning.LevelTrainer;
import io.github.jepa4j.learning.LiftedEpisodes;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Learning levels above a model. Each is written when it is learned, so that the next call goes on above it.
record LevelsLearning(JepaModel model, EpisodeStore store, LevelsSettings settings, Console console) {

    /// Recorded episodes, as some level perceives them.
    private record Split(List<LatentEpisode> fit, List<LatentEpisode> test) {}

    /// What levels were learned so far, and what they perceive.
    ///
    /// @param world as the model perceives it
    /// @param up    from the level above the model up to the one whose this is
    private record Seen(Split own, Split world, List<Level> up) {

        Seen above(Level level) {
            Split lifted = new Split(LiftedEpisodes.of(level, own.fit()), LiftedEpisodes.of(level, own.test()));
            return new Seen(lifted, world, upTo(level));
        }

        List<Level> upTo(Level level) {
            List<Level> all = new ArrayList<>(up);
            all.add(level);
            return all;
        }
    }

    LevelsFigures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        int wanted = ModelRewriting.episodes(store, settings.fit(), settings.test());
        List<LatentEpisode> episodes = new Perceiving(model, console).first(wanted, store);
        Split split = new Split(episodes.subList(0, settings.fit()), episodes.subList(settings.fit(), wanted));
        Seen seen = new Seen(split, split, List.of());
        requireLength(split.test());
        SafeTensors file = SafeTensors.read(source);
        SafeTensors earlier = target.toFile().exists() ? SafeTensors.read(target) : file;
        String perceives = ModelRewriting.perceives(file);
        List<LevelsFigures.OfLevel> told = new ArrayList<>();
        Interim interim = ModelRewriting.interim(target, "levels", console);
        boolean isSame = true; // whether all below are those of an earlier call
        for (int number = 2; number <= settings.levels(); number++) {
            double before = console.seconds();
            Map<String, String> provenance = provenance(number, perceives);
            isSame &= isThere(earlier, number, provenance);
            Level level = isSame ? Level.of(earlier, number) : learned(number, seen, interim);
            file = level.in(file, number, provenance);
            if (!isSame) {
                ModelRewriting.write(file, source, target);
            }
            double seconds = isSame ? 0 : console.seconds() - before;
            Seen above = seen.above(level);
            told.add(figures(level, number, seen, above).in(seconds));
            seen = above;
        }
        if (isSame && !source.equals(target)) { // all were there: what else the source has may not be
            ModelRewriting.write(file, source, target);
        }
        interim.done();
        return new LevelsFigures(
                target,
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - begun,
                List.copyOf(told));
    }

    private void requireLength(List<LatentEpisode> episodes) {
        int longest = LevelConfig.window(settings.wanted());
        if (settings.chance()) {
            int steps = settings.wanted().stream().mapToInt(LevelConfig::span).reduce(1, Math::multiplyExact);
            longest = Math.max(
                    longest, Math.multiplyExact(steps, settings.variable().unrolled()));
        }
        Foreseen.requireWindows(episodes, longest, model.encoder().dimension());
    }

    /// What a level was learned by: with the same it is the same.
    private Map<String, String> provenance(int number, String perceives) {
        Map<String, String> provenance =
                new TreeMap<>(ModelRewriting.provenance(store, settings.seed(), settings.fit()));
        provenance.remove("code");
        provenance.put("above", perceives);
        provenance.put("settings", Configuration.hash(config(number)));
        provenance.put("left_to_chance", settings.chance() ? Configuration.hash(settings.variable()) : "nothing");
        return provenance;
    }

    private static boolean isThere(SafeTensors file, int number, Map<String, String> provenance) {
        return Level.in(file, number)
                && provenance.entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().equals(file.metadata().get("level." + number + "." + entry.getKey())));
    }

    private LevelConfig config(int number) {
        return settings.wanted().get(number - 2);
    }

    private Level learned(int number, Seen below, Interim interim) {
        List<LatentEpisode> episodes = below.own().fit();
        LevelConfig config = config(number);
        int updates = config.macroUpdates() + config.updates();
        Seed seed = new Seed(settings.seed()).split("level" + number);
        int threads = Machine.threads(settings.threads());
        LatentEpisode first = episodes.getFirst();
        int actions = number == 2
                ? model.actionScale().dimension()
                : config(number - 1).macroDimension();
        int dimension = first.latents().length / (first.actions().length / actions + 1);
        Level level;
        try (Telling telling = console.progress("level " + number, updates, "updates")) {
            level = new LevelTrainer(config, threads, interim)
                    .train(episodes, dimension, actions, seed, telling.updates());
        }
        return settings.chance() ? withChance(level, below, interim) : level;
    }

    private Level withChance(Level level, Seen below, Interim interim) {
        List<Level> all = below.upTo(level);
        Seed seed = new Seed(settings.seed()).split("level" + (all.size() + 1)).split("chance");
        var trainer = new CategoricalTrainer(settings.variable(), Machine.threads(settings.threads()), interim);
        int updates = settings.variable().updates();
        try (Telling telling = console.progress("left to chance", updates, "updates")) {
            return level.withChance(trainer.train(
                    level.spec().latentDimension(),
                    level.spec().macroDimension(),
                    LiftedEpisodes.endingAtLeaps(all, below.world().fit()),
                    seed,
                    telling.updates()));
        }
    }

    private LevelsFigures.OfLevel figures(Level level, int number, Seen below, Seen above) {
        int steps = 1;
        for (LevelConfig config : settings.wanted().subList(0, number - 1)) {
            steps *= config.span();
        }
        int ahead = config(number).unrolled();
        Foreseen.Errors far =
                new Foreseen(level.worldModel(), ahead).of(above.own().test());
        return new LevelsFigures.OfLevel(
                number,
                steps,
                ahead,
                new Foreseen(level.worldModel(), 1).of(above.own().test()).model(),
                far.model(),
                far.nothing(),
                kept(level, below.own().test()),
                calibration(level, above),
                0);
    }

    /// Whether a level's chances are the frequencies of what then happens; null where it leaves nothing to chance.
    private static @Nullable ChanceCalibration calibration(Level level, Seen above) {
        return level.chance()
                .map(model -> ChanceCalibration.of(
                        model,
                        LiftedEpisodes.endingAtLeaps(above.up(), above.world().test())))
                .orElse(null);
    }

    /// The part of the variance of the level below that is left when its latents are encoded and decoded.
    private static double kept(Level level, List<LatentEpisode> below) {
        int d = level.spec().lowerDimension();
        double[] sums = new double[2 * d];
        double lost = 0;
        long count = 0;
        for (LatentEpisode episode : below) {
            float[] decoded = level.decodeAll(level.encodeAll(episode.latents()));
            for (int i = 0; i < decoded.length; i++) {
                double value = episode.latents()[i];
                if (Double.isFinite(value) && Float.isFinite(decoded[i])) {
                    lost += Math.pow(decoded[i] - value, 2);
                    sums[i % d] += value;
                    sums[d + i % d] += value * value;
                    count++;
                }
            }
        }
        double variance = 0;
        double rows = (double) count / d;
        for (int i = 0; i < d; i++) {
            variance += sums[d + i] - sums[i] * sums[i] / rows;
        }
        return 1 - lost / variance;
    }
}
