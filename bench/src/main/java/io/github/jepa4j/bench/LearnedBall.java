package io.github.jepa4j.bench;

import io.github.jepa4j.learning.EnsembleConfig;
import io.github.jepa4j.learning.EnsembleTrainer;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.readout.EpisodeSource;
import io.github.jepa4j.readout.LabelledSignal;
import io.github.jepa4j.readout.ReadoutConfig;
import io.github.jepa4j.readout.ReadoutReport;
import io.github.jepa4j.readout.ReadoutTrainer;
import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.readout.TrainedReadouts;
import io.github.jepa4j.regression.PerceptronRegression;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.Maze;
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.PointMazeTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A model of a ball that is driven about in a room, learned from such drives, and readouts of its place
/// and speed with errors that hold for a whole path.
///
/// @param others  further predictors of its latents, each from other first weights and episodes; none where
///     none were asked for
/// @param reports how well each signal is read, on episodes held out
record LearnedBall(JepaModel model, Readouts readouts, List<WorldModel> others, List<ReadoutReport> reports) {

    /// 5 m by 5 m, no walls inside.
    static final Maze ROOM =
            new Maze("room", List.of("#######", "#OOOOO#", "#OOOOO#", "#OOOOO#", "#OOOOO#", "#OOOOO#", "#######"));

    private static final int LENGTH = 60;
    private static final double COVERAGE = 0.9;

    /// How much of the hand's unsteadiness is left after a step, and how much is new: it stays for some 10
    /// steps.
    private static final double KEPT = 0.9;

    private static final double FRESH = 0.2;

    /// Steps to a place.
    private static final int LEG = 20;

    /// In m/s.
    private static final double MOST_PACE = 3;

    /// How much is learned from.
    ///
    /// @param episodes to train on, of 60 steps
    /// @param probed   more of them, to learn and calibrate readouts; divided 1 : 2 : 1
    /// @param horizon  steps ahead up to which is calibrated
    /// @param members  of an ensemble, at least 0
    record Extent(int episodes, int probed, int horizon, int members) {}

    /// @param folder of data and run, which is gone on with
    static LearnedBall learn(Path folder, Extent extent, JepaConfig training, Seed seed) throws IOException {
        PointMaze room = room();
        JepaModel model = new SignalRun(folder, extent.episodes(), number -> episode(number, seed))
                .learn(room.signalSpace(), training, seed);
        JepaModel one = model.withThreads(1); // episodes are what is played in parallel
        TrainedReadouts trained = new ReadoutTrainer(one, readouts(extent))
                .train(fresh(extent, seed), labels(room), seed.split("readouts"), _ -> {});
        List<WorldModel> others = extent.members() == 0 ? List.of() : others(folder, one, extent, seed);
        return new LearnedBall(one, trained.readouts(), others, trained.reports());
    }

    private static List<WorldModel> others(Path folder, JepaModel model, Extent extent, Seed seed) throws IOException {
        List<LatentEpisode> episodes = IntStream.range(0, extent.episodes())
                .mapToObj(number -> LatentEpisode.of(model, episode(number, seed)))
                .toList();
        EnsembleConfig usual = EnsembleConfig.defaults();
        var config = new EnsembleConfig(
                extent.members(), usual.unrolled(), usual.updates(), usual.windows(), usual.learningRate());
        SafeTensors file = SafeTensors.read(folder.resolve("run").resolve("model.safetensors"));
        int every = config.updates();
        return new EnsembleTrainer(config, Runtime.getRuntime().availableProcessors())
                .train(file, episodes, seed.split("ensemble"), (done, loss) -> {
                    if (done % every == 0) {
                        System.err.printf(
                                "ensemble: member %d of %d, loss %.5f%n", done / every, extent.members(), loss);
                    }
                })
                .members();
    }

    private static ReadoutConfig readouts(Extent extent) {
        int quarter = extent.probed() / 4;
        return new ReadoutConfig(
                quarter, 8, 2 * quarter, quarter, extent.horizon(), COVERAGE, 1, PerceptronRegression.defaults());
    }

    /// Episodes after those that are trained on.
    private static EpisodeSource fresh(Extent extent, Seed seed) {
        return new EpisodeSource() {
            @Override
            public int episodes() {
                return extent.probed();
            }

            @Override
            public Episode episode(int number) {
                return LearnedBall.episode(extent.episodes() + number, seed);
            }
        };
    }

    private static List<LabelledSignal> labels(PointMaze room) {
        List<LabelledSignal> labels = new ArrayList<>();
        for (int s = 0; s < room.signalSpace().signals().size(); s++) {
            int index = s;
            Signal signal = room.signalSpace().signals().get(s);
            labels.add(new LabelledSignal(signal.name(), signal.unit(), (_, episode) -> values(episode, index)));
        }
        return labels;
    }

    private static float[] values(Episode episode, int signal) {
        float[] values = new float[episode.observations().size()];
        for (int time = 0; time < values.length; time++) {
            values[time] = ((Signals) episode.observations().get(time)).values()[signal];
        }
        return values;
    }

    /// Driven to one place after the other, each at a pace of its own, by an unsteady hand.
    private static Episode episode(int number, Seed seed) {
        RandomGenerator random = seed.split("ball").split(number).generator();
        double low = 0.5;
        double high = ROOM.columns() - 1.9;
        PointMaze.State start = PointMaze.State.at(random.nextDouble(low, high), random.nextDouble(low, high));
        PointMaze world = new PointMaze(new PointMazeTask(ROOM, start, 1, 1, List.of()));
        List<Observation> seen = new ArrayList<>(List.of(world.reset(seed)));
        List<Action> done = new ArrayList<>();
        double[] drive = {0, 0, 0};
        double[] unsteady = new double[2];
        for (int step = 0; step < LENGTH; step++) {
            if (step % LEG == 0) {
                drive = new double[] {
                    random.nextDouble(low, high), random.nextDouble(low, high), random.nextDouble(MOST_PACE)
                };
            }
            float[] push = PointMazeProposers.push((Signals) seen.getLast(), drive[0], drive[1], drive[2]);
            for (int axis = 0; axis < push.length; axis++) {
                unsteady[axis] = KEPT * unsteady[axis] + FRESH * random.nextGaussian();
                push[axis] = (float) Math.clamp(push[axis] + unsteady[axis], -1, 1);
            }
            Action action = new Action(push);
            done.add(action);
            seen.add(world.step(action));
        }
        return new Episode(seen, done);
    }

    private static PointMaze room() {
        return new PointMaze(new PointMazeTask(ROOM, PointMaze.State.at(1, 1), 1, 1, List.of()));
    }
}
