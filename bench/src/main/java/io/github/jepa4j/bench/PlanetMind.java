package io.github.jepa4j.bench;

import io.github.jepa4j.pretraining.PairModel;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.regression.PrincipalDirections;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A trained model, and what was learned to read from its latents.
///
/// @param name       of the model
/// @param readout    learned on orbits that it was trained with
/// @param directions of the latents of these
record PlanetMind(String name, PairModel model, PlanetReadout readout, PrincipalDirections directions) {

    static PlanetMind of(String name, PairModel model, PlanetOrbits known, Seed seed) {
        double[] latents = latents(model, known);
        return new PlanetMind(
                name,
                model,
                PlanetReadout.learn(latents, known, seed),
                PrincipalDirections.of(latents, model.dimension()));
    }

    /// `[N, D]`, at present.
    double[] latents(PlanetOrbits orbits) {
        return latents(model, orbits);
    }

    private static double[] latents(PairModel model, PlanetOrbits orbits) {
        return doubles(model.latents(orbits.pairs()).values());
    }

    /// Latents at each step, `[N, D]` each.
    ///
    /// @param each what is done to latents after each step
    List<double[]> rolled(double[] start, int steps, UnaryOperator<double[]> each) {
        List<double[]> all = new ArrayList<>(List.of(start));
        for (int step = 0; step < steps; step++) {
            double[] last = all.getLast();
            all.add(each.apply(doubles(model.forecast(tensor(last), 1).values())));
        }
        return all;
    }

    /// What the model says by itself: by its readouts and, where it predicts pixels of one planet, by where
    /// they show it. Kepler's laws are for each planet as if it were alone with its star.
    List<PlanetForecast> forecasts(PlanetOrbits orbits) {
        int steps = orbits.steps();
        List<double[]> rolled = rolled(latents(orbits), steps, UnaryOperator.identity());
        List<PlanetForecast> all = new ArrayList<>();
        for (boolean isCurved : new boolean[] {false, true}) {
            String reads = name + (isCurved ? ", perceptron reads" : ", linear probe reads");
            all.add(PlanetForecast.ofStates(
                    reads, steps, orbits.each(), step -> readout.read(rolled.get(step), isCurved)));
        }
        if (model.target() == Target.PIXELS && orbits.planets() == 1) {
            all.add(new PlanetForecast(
                    name + ", centroid of the picture",
                    2,
                    rolled.stream().map(this::centroids).toArray(double[][]::new)));
        }
        double[] now = readout.read(rolled.getFirst(), true);
        all.add(PlanetForecast.kepler(name + ", perceptron reads, then Kepler", now, orbits.each(), steps));
        return all;
    }

    private double[] centroids(double[] latents) {
        Tensor frames = model.frames(tensor(latents));
        return PlanetForecast.centroids(frames.values(), frames.shape()[3]);
    }

    /// The forecast of latents of which only the first principal directions are kept.
    ///
    /// @param kept     `k`
    /// @param everyStep after each step too, or only at the start
    PlanetForecast reduced(PlanetOrbits orbits, int kept, boolean everyStep, int steps) {
        UnaryOperator<double[]> reduce = latents -> directions.projected(latents, kept);
        List<double[]> rolled =
                rolled(reduce.apply(latents(orbits)), steps, everyStep ? reduce : UnaryOperator.identity());
        return PlanetForecast.ofStates(name, steps, orbits.each(), step -> readout.read(rolled.get(step), true));
    }

    private Tensor tensor(double[] latents) {
        float[] values = new float[latents.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) latents[i];
        }
        return new Tensor(new int[] {latents.length / model.dimension(), model.dimension()}, values);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
