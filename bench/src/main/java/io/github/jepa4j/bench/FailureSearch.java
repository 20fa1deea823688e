package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Searches for scenarios that fail: the cross-entropy method over a scenario's genes, minimising the
/// true margin. Every candidate is a scenario that was played, and counts.
///
/// Source: Rubinstein and Kroese, *The Cross-Entropy Method*, 2004; as a search for failures, Corso,
/// Moss, Koren, Lee and Kochenderfer, *A survey of algorithms for black-box safety validation*, JAIR
/// 2021.
final class FailureSearch {

    private static final int POPULATION = 25;
    private static final int ELITE = 5;
    private static final double LEAST_STD = 0.03;

    private FailureSearch() {}

    /// @param genes  of a scenario
    /// @param rounds of the population
    /// @param margin plays a scenario
    /// @return each scenario's outcome
    static List<TrialOutcome> search(int genes, int rounds, Seed seed, Function<double[], TrialOutcome> margin) {
        double[] mean = new double[genes];
        double[] std = new double[genes];
        Arrays.fill(mean, 0.5);
        Arrays.fill(std, 0.4);
        List<TrialOutcome> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = seed.split(round).generator();
            List<double[]> candidates = new ArrayList<>();
            for (int i = 0; i < POPULATION; i++) {
                double[] candidate = new double[genes];
                for (int g = 0; g < genes; g++) {
                    candidate[g] = Math.clamp(mean[g] + std[g] * random.nextGaussian(), 0, 1);
                }
                candidates.add(candidate);
            }
            List<TrialOutcome> outcomes =
                    candidates.parallelStream().map(margin).toList();
            all.addAll(outcomes);
            int[] best = IntStream.range(0, POPULATION)
                    .boxed()
                    // What was refused says nothing of the filter.
                    .sorted(Comparator.comparingDouble(i -> outcomes.get(i).refused()
                            ? Double.POSITIVE_INFINITY
                            : outcomes.get(i).worst()))
                    .limit(ELITE)
                    .mapToInt(Integer::intValue)
                    .toArray();
            refit(mean, std, candidates, best);
        }
        return all;
    }

    private static void refit(double[] mean, double[] std, List<double[]> candidates, int[] best) {
        for (int g = 0; g < mean.length; g++) {
            double sum = 0;
            double squares = 0;
            for (int i : best) {
                double gene = candidates.get(i)[g];
                sum += gene;
                squares += gene * gene;
            }
            mean[g] = sum / best.length;
            std[g] = Math.max(LEAST_STD, Math.sqrt(Math.max(0, squares / best.length - mean[g] * mean[g])));
        }
    }
}
