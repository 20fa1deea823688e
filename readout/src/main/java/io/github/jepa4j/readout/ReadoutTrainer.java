package io.github.jepa4j.readout;

import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.PerceptronReadout;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.regression.PerceptronRegression;
import io.github.jepa4j.regression.RidgeRegression;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Learns readouts after a model was trained, which stays as it is, and calibrates them: from recorded
/// episodes and the true values of signals in them, to what can be asked of latents, perceived or
/// imagined, with how far off it may be. Pure Java, on all cores.
///
/// The linear readout is a ridge regression on perceived latents, of the strength that is best on episodes
/// held out of it; the perceptron learns what that leaves. The simpler is kept unless the other's error on
/// windows held out is smaller by the gain that the settings ask for.
///
/// The error for a step ahead is the split conformal bound of `|read - true|` on windows imagined
/// open-loop from the first frame with the actions recorded. The errors for a whole path bound the
/// greatest over the steps of the same in units of the held-out error at that step: a simultaneous band as
/// in Diquigiovanni, Fontana and Vantini, *Conformal prediction bands for multivariate functional data*,
/// Journal of Multivariate Analysis 189, 2022, whose scale may not be told from the scores that are
/// calibrated with.
///
/// **What coverage means.** It holds for episodes like those calibrated with, over the draw of episodes;
/// not for each state by itself, and not for actions of another kind: a planner searches where the model
/// is wrong. If the model was trained on the same episodes, it holds for such episodes as it was trained
/// on.
///
/// @param model  that perceives and imagines
/// @param config how
public record ReadoutTrainer(JepaModel model, ReadoutConfig config) {

    /// Trains a readout for each signal.
    ///
    /// @param source   episodes, at least as many as the settings ask for
    /// @param signals  at least one, each with a name of its own
    /// @param seed     of the split, the frames, the windows and the perceptrons
    /// @param progress is told how many episodes were used, after each
    /// @throws IllegalArgumentException when there are too few episodes with enough actions and known
    ///     values
    public TrainedReadouts train(EpisodeSource source, List<LabelledSignal> signals, Seed seed, IntConsumer progress) {
        int[] order = split(source.episodes(), seed.split("split"));
        var reading = new OpenLoop(model, source, signals, new Counted(progress));
        int heldOut = config.heldOut();
        int[] fit = part(order, 0, config.fit() - heldOut);
        Latents latents = reading.perceive(fit, config.framesPerEpisode(), seed.split("frames"));
        List<List<Readout>> candidates = IntStream.range(0, signals.size())
                .parallel()
                .mapToObj(s -> candidates(signals.get(s), latents, s, seed))
                .toList();

        Seed windows = seed.split("windows");
        List<Readout> all = candidates.stream().flatMap(List::stream).toList();
        List<Reading> held =
                reading.imagine(part(order, config.fit() - heldOut, heldOut), all, config.horizon(), windows);
        List<Choice> chosen = choose(signals, candidates, held);
        List<Readout> kept = chosen.stream().map(Choice::readout).toList();
        List<Reading> calibrate =
                reading.imagine(part(order, config.fit(), config.calibrate()), kept, config.horizon(), windows);
        List<CalibratedReadout> calibrated = new ArrayList<>();
        for (int s = 0; s < signals.size(); s++) {
            calibrated.add(chosen.get(s).calibrated(calibrate, s, config.coverage()));
        }
        int[] test = part(order, config.fit() + config.calibrate(), config.test());
        List<Reading> tested = reading.imagine(test, kept, config.horizon(), windows);
        List<ReadoutReport> reports = new ArrayList<>();
        for (int s = 0; s < signals.size(); s++) {
            reports.add(chosen.get(s).report(calibrated.get(s), tested, s));
        }
        return new TrainedReadouts(new Readouts(calibrated, config.coverage(), provenance(seed)), reports);
    }

    private Map<String, String> provenance(Seed seed) {
        Map<String, String> provenance = new TreeMap<>();
        provenance.put("seed", Long.toString(seed.value()));
        provenance.put("fit", Integer.toString(config.fit()));
        provenance.put("frames_per_episode", Integer.toString(config.framesPerEpisode()));
        provenance.put("calibrate", Integer.toString(config.calibrate()));
        provenance.put("test", Integer.toString(config.test()));
        return provenance;
    }

    private int[] split(int episodes, Seed seed) {
        if (episodes < config.episodes()) {
            throw new IllegalArgumentException(
                    "There are %d episodes, but readouts take %d: %d to fit, %d to calibrate, %d to test.\nMaybe collect more, or ask for fewer."
                            .formatted(episodes, config.episodes(), config.fit(), config.calibrate(), config.test()));
        }
        int[] order = IntStream.range(0, episodes).toArray();
        var random = seed.generator();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private static int[] part(int[] order, int from, int count) {
        return IntStream.range(from, from + count).map(i -> order[i]).toArray();
    }

    /// The linear readout and, where one may be worth it, the perceptron; errors are not known yet.
    private List<Readout> candidates(LabelledSignal signal, Latents latents, int s, Seed seed) {
        Latents known = latents.known(s, signal.name());
        double[] truth = known.labels()[s];
        int dimension = known.dimension();
        RidgeRegression.Fit fit = RidgeRegression.of(known.values(), dimension)
                .fit(List.of(truth), known.episodes())
                .getFirst();
        LinearReadout linear = linear(signal, fit, 0);
        if (config.gain() == 1) {
            return List.of(linear);
        }
        double[] left = new double[truth.length];
        for (int row = 0; row < left.length; row++) {
            left[row] = truth[row] - fit.predict(known.values(), row);
        }
        Seed own = seed.split("perceptron").split(signal.name());
        PerceptronRegression.Fit bent = config.perceptron().fit(known.values(), dimension, left, own.generator());
        return List.of(
                linear,
                new PerceptronReadout(
                        linear(signal, fit, bent.bias()), bent.inWeights(), bent.inBiases(), bent.outWeights()));
    }

    private static LinearReadout linear(LabelledSignal signal, RidgeRegression.Fit fit, float more) {
        float[] weights = new float[fit.weights().length];
        for (int d = 0; d < weights.length; d++) {
            weights[d] = (float) fit.weights()[d];
        }
        return LinearReadout.exact(signal.name(), signal.unit(), weights, (float) (fit.bias() + more));
    }

    /// @param held what the candidates read, those of the first signal first
    private List<Choice> choose(List<LabelledSignal> signals, List<List<Readout>> candidates, List<Reading> held) {
        List<Choice> chosen = new ArrayList<>();
        int first = 0;
        for (int s = 0; s < signals.size(); s++) {
            List<Readout> own = candidates.get(s);
            Residuals linear = Residuals.of(held, first, s, signals.get(s).name());
            Residuals bent = own.size() == 1
                    ? linear
                    : Residuals.of(held, first + 1, s, signals.get(s).name());
            boolean simple = own.size() == 1 || !(bent.overall() < (1 - config.gain()) * linear.overall());
            chosen.add(new Choice(
                    simple ? own.getFirst() : own.getLast(),
                    linear.overall(),
                    own.size() == 1 ? Double.NaN : bent.overall(),
                    simple ? linear.byStep() : bent.byStep()));
            first += own.size();
        }
        return chosen;
    }

    /// Counts what several threads do.
    private static final class Counted implements Runnable {
        private final IntConsumer progress;
        private int done;

        Counted(IntConsumer progress) {
            this.progress = progress;
        }

        @Override
        public synchronized void run() {
            done++;
            progress.accept(done);
        }
    }
}
