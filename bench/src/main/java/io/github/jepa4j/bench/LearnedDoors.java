package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.CategoricalTrainer;
import io.github.jepa4j.learning.ChanceCalibration;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.RandomDoors;
import io.github.jepa4j.worlds.RandomDoorsTrajectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What was learned of rooms whose doors open at random.
///
/// @param model       without a latent variable
/// @param chance      with one
/// @param level       above the model, which leaves to chance what the lock does
/// @param calibration on walks held out
/// @param without     the mean over `D` of the model's squared errors of a step there, without the variable
/// @param walks       that were learned from, as the model perceives them
record LearnedDoors(
        JepaModel model,
        CategoricalWorldModel chance,
        Level level,
        ChanceCalibration calibration,
        double without,
        List<LatentEpisode> walks) {

    /// How likely the lock stays open.
    static final double OPENS = 0.8;

    private static final int ACTIONS = 100;

    /// How much is learned from.
    ///
    /// @param episodes to learn from, of 100 actions
    /// @param held     more, to calibrate by
    record Extent(int episodes, int held) {}

    /// How the parts are learned.
    ///
    /// @param variable the latent variable
    /// @param level    the level above the model
    /// @param chance   the level's latent variable
    record Lesson(JepaConfig training, CategoricalConfig variable, LevelConfig level, CategoricalConfig chance) {}

    /// @param folder of data and run, which is gone on with
    static LearnedDoors learn(Path folder, Extent extent, Lesson lesson, Seed seed) throws IOException {
        var walks = new RandomDoorsTrajectories(OPENS, ACTIONS);
        var run = new SignalRun(
                folder,
                extent.episodes(),
                number -> walks.episode(seed.split("walks").split(number)));
        var rooms = new RandomDoors(RandomDoors.Task::across, OPENS);
        JepaModel model =
                run.learn(rooms.signalSpace(), lesson.training(), seed).withThreads(1);
        List<LatentEpisode> seen = seen(model, run, 0, extent.episodes());
        SafeTensors file = SafeTensors.read(run.model());
        Map<String, String> provenance = Map.of("settings", Configuration.hash(lesson.variable()));
        if (!CategoricalWorldModel.in(file) || !LevelsAbove.isOf(file, "latent_variable.settings", provenance)) {
            Interim interim = LevelsAbove.interim(run.model(), "chance");
            CategoricalWorldModel learned = new CategoricalTrainer(lesson.variable(), 1, interim)
                    .train(file, seen, seed.split("latent variable"), LevelsAbove.told("latent variable"));
            file = learned.in(file, provenance);
            file.write(run.model());
            interim.done();
        }
        CategoricalWorldModel chance = CategoricalWorldModel.of(file);
        Level level = new LevelsAbove(run.model(), model, () -> seen)
                .learned(List.of(lesson.level()), Optional.of(lesson.chance()), seed)
                .getFirst();
        List<LatentEpisode> held = seen(model, run, extent.episodes(), extent.episodes() + extent.held());
        return new LearnedDoors(
                model,
                chance,
                level,
                ChanceCalibration.of(chance, held),
                squaredErrors(model.worldModel(), held),
                seen);
    }

    private static List<LatentEpisode> seen(JepaModel model, SignalRun run, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> LatentEpisode.of(model, run.episodes().apply(number)))
                .toList();
    }

    private static double squaredErrors(WorldModel model, List<LatentEpisode> episodes) {
        int d = model.latentDimension();
        int a = model.actionDimension();
        double sum = 0;
        long count = 0;
        for (LatentEpisode episode : episodes) {
            for (int time = 0; time < episode.actions().length / a; time++) {
                Latent now = new Latent(Arrays.copyOfRange(episode.latents(), time * d, (time + 1) * d));
                float[] action = Arrays.copyOfRange(episode.actions(), time * a, (time + 1) * a);
                float[] next =
                        model.imagine(now, new ActionBatch(1, 1, a, action)).latents();
                for (int i = 0; i < d; i++) {
                    sum += Math.pow(next[d + i] - episode.latents()[(time + 1) * d + i], 2);
                    count++;
                }
            }
        }
        return sum / count;
    }

    /// Of one of the rooms' signals.
    LinearReadout readout(String name) {
        return LinearReadout.ofSignal(((SignalsEncoder) model.encoder()).spec(), name, "px");
    }
}
