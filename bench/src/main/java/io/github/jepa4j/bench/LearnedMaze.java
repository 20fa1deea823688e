package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.learning.QuasimetricConfig;
import io.github.jepa4j.learning.QuasimetricTrainer;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import io.github.jepa4j.worlds.OgBenchTrajectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What was learned of one of OGBench's mazes: a world model of single steps, and levels above it.
///
/// @param file     of the model, which holds all of it
/// @param levels   from the one above the model up
/// @param distance how many steps it takes from one latent to another, where that was learned
record LearnedMaze(Path file, JepaModel model, List<Level> levels, Optional<Quasimetric> distance) {

    /// The gap that counts as 1, in m.
    private static final float SCALE = 4;

    /// What is learned, and from what.
    ///
    /// @param episodes to learn from
    /// @param levels   how each is learned, from the one above the model up
    /// @param chance   how a latent variable of each level is learned; none where nothing is left to chance
    /// @param distance how a distance is learned; none where none is
    record Lesson(
            OgBenchTrajectories walks,
            int episodes,
            JepaConfig training,
            List<LevelConfig> levels,
            Optional<CategoricalConfig> chance,
            Optional<QuasimetricConfig> distance) {}

    /// @param folder of data and run, which is gone on with
    static LearnedMaze learn(Path folder, Lesson lesson, Seed seed) throws IOException {
        var run = new SignalRun(
                folder,
                lesson.episodes(),
                number -> lesson.walks().episode(seed.split("walks").split(number)));
        OgBenchMaze maze = lesson.walks().maze();
        var world = new OgBenchPointMaze(
                maze, own -> OgBenchPointMaze.Task.near(maze.tasks().getFirst(), own));
        JepaModel model =
                run.learn(world.signalSpace(), lesson.training(), seed).withThreads(1);
        List<Level> levels = new LevelsAbove(run.model(), model, () -> seen(model, run))
                .learned(lesson.levels(), lesson.chance(), seed);
        return new LearnedMaze(run.model(), model, levels, distance(model, run, lesson, seed));
    }

    private static Optional<Quasimetric> distance(JepaModel model, SignalRun run, Lesson lesson, Seed seed)
            throws IOException {
        SafeTensors file = SafeTensors.read(run.model());
        if (lesson.distance().isEmpty()) {
            return Optional.empty();
        }
        QuasimetricConfig config = lesson.distance().get();
        Map<String, String> provenance = Map.of("settings", Configuration.hash(config));
        if (!Quasimetric.in(file) || !LevelsAbove.isOf(file, "quasimetric.settings", provenance)) {
            Interim interim = LevelsAbove.interim(run.model(), "distance");
            Quasimetric learned = new QuasimetricTrainer(config, 1, interim)
                    .train(
                            seen(model, run),
                            model.encoder().dimension(),
                            2,
                            seed.split("distance"),
                            LevelsAbove.told("distance"));
            file = learned.in(file, provenance);
            file.write(run.model());
            interim.done();
        }
        return Optional.of(Quasimetric.of(file));
    }

    private static List<LatentEpisode> seen(JepaModel model, SignalRun run) {
        return IntStream.range(0, run.count())
                .mapToObj(number -> LatentEpisode.of(model, run.episodes().apply(number)))
                .toList();
    }

    /// The levels as if nothing were left to chance.
    List<Level> certain() {
        return levels.stream().map(Level::withoutChance).toList();
    }

    /// To be at a place, in m.
    Objective at(double x, double y) {
        return WeightedSum.of(
                new WeightedSum.Term(1, new Reach(readout("x"), (float) x, SCALE, Times.all())),
                new WeightedSum.Term(1, new Reach(readout("y"), (float) y, SCALE, Times.all())));
    }

    LinearReadout readout(String name) {
        return LinearReadout.ofSignal(((SignalsEncoder) model.encoder()).spec(), name, "m");
    }
}
