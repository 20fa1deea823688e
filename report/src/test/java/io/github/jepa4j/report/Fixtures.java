package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.Contender;
import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.evaluation.Effort;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.GuardrailTally;
import io.github.jepa4j.evaluation.LevelTally;
import io.github.jepa4j.evaluation.Progress;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worlds.DoorOracle;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.StraightLinePolicy;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import io.github.jepa4j.worlds.TwoRoomsTrajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A run that looks like a real one, made up: the world and its scripted policies are real, the learning is
/// not.
final class Fixtures {

    private static final Seed SEED = new Seed(7);

    private Fixtures() {}

    static ReportData run() {
        return new ReportData(
                "two-rooms-random-wall",
                List.of(
                        new ReportData.Fact("training seed", "42"),
                        new ReportData.Fact("data hash", "sha256:6b1f0c9e42aa17d3"),
                        new ReportData.Fact("code version", "0.1.0-SNAPSHOT (f323e36)"),
                        new ReportData.Fact("jdk", "25.0.1"),
                        new ReportData.Fact("trained in", "41 min")),
                metrics(),
                evaluation(60),
                imaginations(),
                landscape(),
                candidates(),
                List.of());
    }

    static Metrics metrics() {
        int lines = 3000;
        RandomGenerator random = SEED.split("metrics").generator();
        double[] steps = new double[lines];
        Arrays.setAll(steps, line -> line);
        Map<String, Series> series = new TreeMap<>();
        String[] names = {"total", "prediction", "variance", "covariance", "similarity", "inverse_dynamics"};
        double[] begins = {3.2, 0.9, 0.08, 0.05, 0.09, 0.56};
        double[] ends = {0.5, 0.02, 0.006, 0.018, 0.004, 0.1};
        for (int name = 0; name < names.length; name++) {
            double begin = begins[name];
            double end = ends[name];
            double[] values = new double[lines];
            Arrays.setAll(values, step -> {
                double mean = end + (begin - end) * Math.exp(-step / 350.0);
                return mean * Math.exp(0.12 * random.nextGaussian());
            });
            series.put("loss." + names[name], new Series("loss." + names[name], steps, values));
        }
        Arrays.fill(series.get("loss.covariance").values(), 1500, 1520, Double.NaN);
        put(series, "collapse.std_min", steps, step -> 0.9 - 0.87 * Math.exp(-step / 200));
        put(series, "collapse.std_mean", steps, step -> 1.0 - 0.8 * Math.exp(-step / 150));
        put(series, "collapse.effective_rank", steps, step -> 4 + 110 * (1 - Math.exp(-step / 600)));
        put(series, "learning_rate", steps, step -> 1e-3 * Math.min(1, step / 300) * (1 - step / 3100));
        put(series, "frames_per_second", steps, step -> 9500 + 400 * Math.sin(step / 40));
        return new Metrics(series, lines, 1);
    }

    private static void put(
            Map<String, Series> series, String name, double[] steps, java.util.function.DoubleUnaryOperator law) {
        series.put(name, new Series(name, steps, Arrays.stream(steps).map(law).toArray()));
    }

    /// Four in five tasks are played by the oracle, the rest by the straight line.
    static Evaluation evaluation(int episodes) {
        List<TwoRoomsTask> tasks = Evaluator.freshTasks(LayoutChoice.RANDOM, episodes, SEED);
        Contender.Factory contenders = (world, _, seed) -> {
            RandomGenerator random = seed.generator();
            ScriptedPolicy<TwoRooms> policy =
                    random.nextInt(5) == 0 ? new StraightLinePolicy(1.8) : new DoorOracle(1.2);
            return new Thinker(policy, world, random);
        };
        Protocol protocol = new Protocol(
                "two rooms, random wall, fresh tasks",
                "hybrid planner (improved)",
                episodes,
                200,
                60,
                4,
                true,
                1.8,
                "10 iterations",
                3,
                "model.safetensors 3f2a9c51b07d",
                "v0.1.0",
                "2 cores, 8 GiB",
                2);
        AtomicLong clock = new AtomicLong();
        return new Evaluator(protocol, () -> clock.addAndGet(700_000_000))
                .evaluate(tasks, contenders, Cost.of(new GruSpec(256, 2), 11.6e6), Progress.NONE);
    }

    private static final Map<Integer, LevelTally> LEVELS =
            Map.of(2, new LevelTally(50, 1, 312), 3, new LevelTally(17, 0, 4));

    private static final Map<String, GuardrailTally> GUARDRAILS =
            Map.of("dot.x at most <56>", new GuardrailTally(50, 49, -0.25f, "px"));

    private record Thinker(ScriptedPolicy<TwoRooms> policy, TwoRooms world, RandomGenerator random)
            implements Contender {
        @Override
        public Action act(Observation seen, int stepsLeft) {
            Action action = policy.act(world, random);
            return new Action(
                    action.values()[0] + 0.2f * (float) random.nextGaussian(),
                    action.values()[1] + 0.2f * (float) random.nextGaussian());
        }

        @Override
        public Effort effort() {
            return new Effort(50, 240_000, 60_000, 51, 1.4, 0.03, Map.of("planned", 50L), GUARDRAILS, LEVELS, 1);
        }
    }

    static List<Imagination> imaginations() {
        TwoRoomsTrajectories trajectories = new TwoRoomsTrajectories(LayoutChoice.RANDOM, 0.5, 41);
        List<Imagination> imaginations = new ArrayList<>();
        for (int index = 0; index < 6; index++) {
            TwoRoomsTrajectory trajectory =
                    trajectories.trajectory(SEED.split("future").split(index));
            RandomGenerator random = SEED.split("error").split(index).generator();
            imaginations.add(new Imagination(
                    Scene.of(trajectory.layout()),
                    trajectory.positions(),
                    drift(trajectory.positions(), random, 0.12),
                    jitter(trajectory.positions(), random)));
        }
        return imaginations;
    }

    private static List<Position> drift(List<Position> real, RandomGenerator random, double pace) {
        double x = 0;
        double y = 0;
        List<Position> places = new ArrayList<>();
        for (Position place : real) {
            places.add(place.plus(x, y));
            x += pace * (1 + random.nextGaussian());
            y += pace * random.nextGaussian();
        }
        return places;
    }

    private static List<Position> jitter(List<Position> real, RandomGenerator random) {
        return real.stream()
                .map(place -> place.plus(0.3 * random.nextGaussian(), 0.3 * random.nextGaussian()))
                .toList();
    }

    static Landscape landscape() {
        Layout layout = new Layout(36, 44);
        Position goal = new Position(50, 15);
        Position door = new Position(36, 44);
        int columns = 56;
        float[] energy = new float[columns * columns];
        for (int index = 0; index < energy.length; index++) {
            Position place = new Position(4.5 + index % columns, 4.5 + index / columns);
            double way = place.x() > 36 ? place.distanceTo(goal) : place.distanceTo(door) + door.distanceTo(goal);
            energy[index] = Math.abs(place.x() - 36) <= 1 && Math.abs(place.y() - 44) > 4
                    ? Float.NaN
                    : (float) (2 * (1 - Math.exp(-way / 30)));
        }
        return new Landscape(Scene.of(layout), goal, new Position(4.5, 4.5), new Position(59.5, 59.5), columns, energy);
    }

    static Candidates candidates() {
        Layout layout = new Layout(36, 44);
        RandomGenerator random = SEED.split("candidates").generator();
        List<List<Position>> considered = new ArrayList<>();
        for (int candidate = 0; candidate < 30; candidate++) {
            considered.add(walk(random, 0.7));
        }
        List<Position> chosen = walk(random, 0.1);
        var near = new Candidates.Stage(2, List.of(chosen.get(0), chosen.get(12), chosen.get(26), chosen.get(44)));
        var far = new Candidates.Stage(3, List.of(chosen.get(0), new Position(40, 45), new Position(50, 15)));
        List<List<Position>> futures = List.of(walk(random, 0.2), walk(random, 0.2), walk(random, 0.2));
        return new Candidates(
                Scene.of(layout), new Position(50, 15), considered, chosen, true, List.of(near, far), futures);
    }

    private static List<Position> walk(RandomGenerator random, double spread) {
        List<Position> places = new ArrayList<>();
        Position place = new Position(14, 20);
        double turn = spread * random.nextGaussian();
        for (int step = 0; step < 45; step++) {
            places.add(place);
            double heading = 0.82 + turn * (step / 45.0) - (step > 34 ? (step - 34) * 0.25 : 0);
            place = place.plus(Math.cos(heading), Math.sin(heading));
        }
        return places;
    }
}
