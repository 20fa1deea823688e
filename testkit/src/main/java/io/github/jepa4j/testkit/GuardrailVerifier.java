package io.github.jepa4j.testkit;

import io.github.jepa4j.agent.EpisodeLoop;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.testkit.Verification.Trial;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Tries to make an agent break what it must keep: plays it from many starts, drawn at random from a box
/// and then searched for where the margin is least, and has a [Monitor] judge the true state within steps
/// too. What it does not find is no proof; what it finds comes with the start and the seed that play it
/// again.
///
/// Method of the search: the cross-entropy method for rare events (Rubinstein and Kroese, *The
/// Cross-Entropy Method*, 2004, chapter 3), used as in adaptive stress testing of controllers. Differs
/// from it: it begins at the worst of the random starts, axes are independent, starts are cut off at the
/// box, and deviations have a floor so that the search does not come to rest on one start.
public final class GuardrailVerifier {

    /// Of the starts of a generation, those that are refitted to.
    private static final double ELITES = 0.25;

    /// Least deviation, in widths of the box.
    private static final double LEAST_SPREAD = 0.02;

    /// How much is tried.
    ///
    /// @param random      starts at random, at least 1
    /// @param generations of the search; 0 for none
    /// @param population  starts of each generation, at least 4
    public record Effort(int random, int generations, int population) {

        public Effort {
            if (random < 1 || generations < 0 || population < 4) {
                throw new IllegalArgumentException(
                        "The effort is %d random starts, and %d generations of %d; it must be at least 1, 0 and 4.\nMaybe they are in another order."
                                .formatted(random, generations, population));
            }
        }

        /// 100 at random, then 5 generations of 20.
        public static Effort defaults() {
            return new Effort(100, 5, 20);
        }
    }

    private final double[] low;
    private final double[] high;
    private final Scenario.Stage stage;
    private final Monitor monitor;

    /// A verifier of starts in a box.
    ///
    /// @param low     the least of each number that makes a start
    /// @param high    the greatest of each, not below `low`
    /// @param stage   sets up each scenario
    /// @param monitor judges it
    public GuardrailVerifier(double[] low, double[] high, Scenario.Stage stage, Monitor monitor) {
        boolean ordered = low.length == high.length && low.length > 0;
        for (int i = 0; ordered && i < low.length; i++) {
            ordered = low[i] <= high[i] && Double.isFinite(low[i]) && Double.isFinite(high[i]);
        }
        if (!ordered) {
            throw new IllegalArgumentException(
                    "The box of starts has %d lower and %d upper limits; it needs as many of both, finite, at least one, and none above its partner.\nMaybe two were swapped."
                            .formatted(low.length, high.length));
        }
        this.low = low.clone();
        this.high = high.clone();
        this.stage = stage;
        this.monitor = monitor;
    }

    /// Plays them all.
    ///
    /// @param seed of all that is drawn
    public Verification verify(Effort effort, Seed seed) {
        RandomGenerator random = seed.split("random starts").generator();
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < effort.random(); i++) {
            double[] start = new double[low.length];
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] = low[axis] + (high[axis] - low[axis]) * random.nextDouble();
            }
            trials.add(play(start, seed.split(trials.size()).value()));
        }
        List<Trial> generation = List.copyOf(trials);
        RandomGenerator search = seed.split("search").generator();
        for (int i = 0; i < effort.generations(); i++) {
            int elites = Math.max(2, (int) (ELITES * effort.population()));
            List<double[]> starts = searched(worst(generation, elites), effort.population(), search);
            List<Trial> played = new ArrayList<>();
            for (double[] start : starts) {
                played.add(play(start, seed.split(trials.size()).value()));
                trials.add(played.getLast());
            }
            generation = played;
        }
        return new Verification(trials, effort.random());
    }

    /// Plays a trial again.
    public Trial replay(Trial trial) {
        return play(trial.start(), trial.seed());
    }

    private static List<Trial> worst(List<Trial> trials, int count) {
        return trials.stream()
                .sorted(Comparator.comparingDouble(Trial::badness))
                .limit(count)
                .toList();
    }

    private List<double[]> searched(List<Trial> elites, int population, RandomGenerator random) {
        double[] mean = new double[low.length];
        double[] std = new double[low.length];
        for (int axis = 0; axis < mean.length; axis++) {
            for (Trial elite : elites) {
                mean[axis] += elite.start()[axis] / elites.size();
            }
            for (Trial elite : elites) {
                std[axis] += Math.pow(elite.start()[axis] - mean[axis], 2) / elites.size();
            }
            std[axis] = Math.max(Math.sqrt(std[axis]), LEAST_SPREAD * (high[axis] - low[axis]));
        }
        List<double[]> starts = new ArrayList<>();
        for (int i = 0; i < population; i++) {
            double[] start = new double[mean.length];
            for (int axis = 0; axis < start.length; axis++) {
                double drawn = mean[axis] + std[axis] * random.nextGaussian();
                start[axis] = Math.clamp(drawn, low[axis], high[axis]);
            }
            starts.add(start);
        }
        return starts;
    }

    // Whatever an agent throws is a finding, and the other scenarios are still to be played.
    private Trial play(double[] start, long value) {
        Seed seed = new Seed(value);
        Judge judge = new Judge(monitor);
        String error = "";
        try {
            Scenario scenario = stage.set(start.clone(), seed.split("stage"), judge::told);
            Observation first = scenario.world().reset(seed.split("world"));
            judge.seen(0, first);
            scenario.agent().begin(scenario.task(), scenario.steps(), seed.split("agent"));
            EpisodeLoop.run(scenario.agent(), scenario.world(), first, (decision, seen) -> {
                judge.seen(decision.step() + 1, seen);
                return true;
            });
        } catch (RuntimeException thrown) {
            error = thrown.toString();
        }
        return new Trial(start, value, judge.least, judge.at, error);
    }

    /// Keeps the least margin.
    private static final class Judge {
        private final Monitor monitor;
        private double least = Double.POSITIVE_INFINITY;
        private double at;
        private boolean told;

        Judge(Monitor monitor) {
            this.monitor = monitor;
        }

        /// By a world that tells its true state.
        void told(double time, double[] state) {
            told = true;
            judge(time, state);
        }

        /// By what is seen, where the world tells nothing else.
        void seen(int step, Observation observation) {
            if (told) {
                return;
            }
            switch (observation) {
                case Signals signals -> {
                    double[] state = new double[signals.values().length];
                    for (int i = 0; i < state.length; i++) {
                        state[i] = signals.values()[i];
                    }
                    judge(step, state);
                }
                case Pixels _ ->
                    throw new IllegalStateException(
                            "The world shows pictures and tells the judge no true state; one of signals can be judged by what is seen.\nMaybe the judge was not handed to the world.");
            }
        }

        private void judge(double time, double[] state) {
            double margin = monitor.margin(time, state);
            if (margin < least || (Double.isNaN(margin) && !Double.isNaN(least))) {
                least = margin;
                at = time;
            }
        }
    }
}
