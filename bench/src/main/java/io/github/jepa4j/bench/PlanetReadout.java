package io.github.jepa4j.bench;

import io.github.jepa4j.regression.PerceptronRegression;
import io.github.jepa4j.regression.RidgeRegression;
import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads true states from numbers, by functions that were learned on other orbits.
///
/// @param linear for each number of a state
/// @param curved likewise, by small perceptrons
record PlanetReadout(List<RidgeRegression.Fit> linear, List<PerceptronRegression.Fit> curved) {

    private static final PerceptronRegression SMALL = new PerceptronRegression(64, 60, 64, 3e-3, 1e-5);

    /// @param inputs `[N, D]`, of these orbits at present
    static PlanetReadout learn(double[] inputs, PlanetOrbits orbits, Seed seed) {
        int dimension = inputs.length / orbits.count();
        List<double[]> targets = new ArrayList<>();
        for (int number = 0; number < orbits.size(); number++) {
            targets.add(orbits.column(number));
        }
        List<PerceptronRegression.Fit> curved = IntStream.range(0, orbits.size())
                .mapToObj(number -> SMALL.fit(
                        inputs,
                        dimension,
                        targets.get(number),
                        seed.split(number).generator()))
                .toList();
        return new PlanetReadout(RidgeRegression.of(inputs, dimension).fit(targets), curved);
    }

    /// States, `[N, size]`.
    ///
    /// @param inputs   `[N, D]`
    /// @param isCurved by the perceptrons
    double[] read(double[] inputs, boolean isCurved) {
        int size = linear.size();
        int count = inputs.length / linear.getFirst().weights().length;
        double[] states = new double[count * size];
        for (int i = 0; i < states.length; i++) {
            states[i] = isCurved
                    ? curved.get(i % size).predict(inputs, i / size)
                    : linear.get(i % size).predict(inputs, i / size);
        }
        return states;
    }

    /// What share of a number's variance is read, at most 1.
    ///
    /// @param read   `[N, size]`
    /// @param truth  `[N, size]`
    /// @param number which
    static double explained(double[] read, double[] truth, int size, int number) {
        int count = truth.length / size;
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += truth[i * size + number] / count;
        }
        double left = 0;
        double all = 0;
        for (int i = number; i < truth.length; i += size) {
            left += (truth[i] - read[i]) * (truth[i] - read[i]);
            all += (truth[i] - mean) * (truth[i] - mean);
        }
        return 1 - left / all;
    }
}
