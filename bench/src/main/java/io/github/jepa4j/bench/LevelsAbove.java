package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.CategoricalTrainer;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.learning.LevelTrainer;
import io.github.jepa4j.learning.LiftedEpisodes;
import io.github.jepa4j.learning.UpdateListener;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Levels above a model. What was learned by the same settings is kept in the model's file, and read.
///
/// @param file of the model
/// @param seen the episodes as the model perceives them, which may take a while
record LevelsAbove(Path file, JepaModel model, Supplier<List<LatentEpisode>> seen) {

    /// @param configs how each is learned, from the one above the model up
    /// @param chance  how a latent variable of each level is learned; none where nothing is left to chance
    List<Level> learned(List<LevelConfig> configs, Optional<CategoricalConfig> chance, Seed seed) throws IOException {
        SafeTensors tensors = SafeTensors.read(file);
        List<Level> levels = new ArrayList<>();
        List<LatentEpisode> episodes = List.of();
        Interim interim = interim(file, "levels");
        for (LevelConfig config : configs) {
            int number = levels.size() + 2;
            Map<String, String> provenance = Map.of("settings", hash(config, chance));
            if (!Level.in(tensors, number) || !isOf(tensors, "level." + number + ".settings", provenance)) {
                episodes = episodes.isEmpty() ? lifted(seen.get(), levels) : episodes;
                Level level = learned(number, episodes, levels, new LevelTrainer(config, 1, interim), seed);
                if (chance.isPresent()) {
                    var trainer = new CategoricalTrainer(chance.get(), 1, interim);
                    level = withChance(level, levels, trainer, seed.split("chance" + number));
                }
                tensors = level.in(tensors, number, provenance);
                tensors.write(file);
            }
            Level level = Level.of(tensors, number);
            episodes = episodes.isEmpty() ? episodes : LiftedEpisodes.of(level, episodes);
            levels.add(level);
        }
        interim.done();
        return List.copyOf(levels);
    }

    private static List<LatentEpisode> lifted(List<LatentEpisode> episodes, List<Level> levels) {
        List<LatentEpisode> lifted = episodes;
        for (Level level : levels) {
            lifted = LiftedEpisodes.of(level, lifted);
        }
        return lifted;
    }

    private Level learned(
            int number, List<LatentEpisode> episodes, List<Level> below, LevelTrainer trainer, Seed seed) {
        int dimension = below.isEmpty()
                ? model.encoder().dimension()
                : below.getLast().spec().latentDimension();
        int actions = below.isEmpty()
                ? model.actionScale().dimension()
                : below.getLast().spec().macroDimension();
        return trainer.train(episodes, dimension, actions, seed.split("level" + number), told("level " + number));
    }

    private Level withChance(Level level, List<Level> below, CategoricalTrainer trainer, Seed seed) {
        List<Level> all = new ArrayList<>(below);
        all.add(level);
        List<LatentEpisode> lifted = LiftedEpisodes.endingAtLeaps(all, seen.get());
        return level.withChance(trainer.train(
                level.spec().latentDimension(),
                level.spec().macroDimension(),
                lifted,
                seed,
                told("what is left to chance")));
    }

    /// How far some parts have come, beside the model's file.
    static Interim interim(Path file, String parts) {
        return Interim.in(file.resolveSibling(file.getFileName() + "." + parts + ".interim"), System::nanoTime);
    }

    /// Whether a part was learned by the same settings.
    static boolean isOf(SafeTensors file, String key, Map<String, String> provenance) {
        return Objects.equals(file.metadata().get(key), provenance.get("settings"));
    }

    private static String hash(LevelConfig config, Optional<CategoricalConfig> chance) {
        return Configuration.hash(config) + chance.map(Configuration::hash).orElse("");
    }

    /// Tells of a training every thousand updates.
    static UpdateListener told(String what) {
        long begun = System.nanoTime();
        return (done, loss) -> {
            if (done % 1000 == 0) {
                System.err.printf(
                        "%s: %d updates, loss %.4f, %.0f s%n", what, done, loss, (System.nanoTime() - begun) * 1e-9);
            }
        };
    }
}
