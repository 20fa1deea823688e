package io.github.jepa4j.bench;

import io.github.jepa4j.scenes.KeplerOrbit;
import io.github.jepa4j.scenes.PlanetSystem;
import io.github.jepa4j.scenes.Planets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Where planets are said to be.
///
/// @param name   of whoever says so
/// @param axes   of space that are told, 2 or 3
/// @param places `[H + 1][N * planets, axes]`, AU
record PlanetForecast(String name, int axes, double[][] places) {

    private static final int MOST_SHOTS = 30;
    private static final int STEPS_OF_A_FRAME = 50;
    private static final double EXACT = 1e-10;

    /// The sky has 0.15, the sun 0.28, a planet 1.
    private static final double LEAST_BLUE = 0.4;

    /// In whole pixels; a planet in the plane has some twelve.
    private static final double LEAST_LIGHT = 0.3;

    /// What states say at each step, `[N, size]` each, where each planet counts by itself.
    static PlanetForecast ofStates(String name, int steps, int size, IntFunction<double[]> states) {
        int axes = size / 2;
        double[][] places = new double[steps + 1][];
        for (int step = 0; step <= steps; step++) {
            double[] all = states.apply(step);
            places[step] = new double[all.length / 2];
            for (int i = 0; i < places[step].length; i++) {
                places[step][i] = all[i / axes * size + i % axes];
            }
        }
        return new PlanetForecast(name, axes, places);
    }

    /// Planets that stay where they are.
    static PlanetForecast copy(double[] states, int size, int steps) {
        return ofStates("copy of the true place", steps, size, step -> states);
    }

    /// Planets that go on straight.
    static PlanetForecast straight(double[] states, int size, int steps) {
        return ofStates("constant true velocity", steps, size, step -> moved(states, size, step));
    }

    private static double[] moved(double[] states, int size, int step) {
        double[] later = states.clone();
        for (int i = 0; i < later.length; i++) {
            later[i] += i % size < size / 2 ? step * Planets.INTERVAL * states[i + size / 2] : 0;
        }
        return later;
    }

    /// Planets that obey Kepler's laws; what is so fast that it escapes goes on straight.
    static PlanetForecast kepler(String name, double[] states, int size, int steps) {
        double[][] later = new double[steps + 1][states.length];
        for (int step = 0; step <= steps; step++) {
            later[step] = moved(states, size, step);
        }
        for (int offset = 0; offset < states.length; offset += size) {
            Optional<KeplerOrbit> orbit = orbit(inSpace(states, offset, size));
            for (int step = 0; step <= steps && orbit.isPresent(); step++) {
                double[] state = orbit.get().state(step * Planets.INTERVAL);
                System.arraycopy(state, 0, later[step], offset, size / 2);
            }
        }
        return ofStates(name, steps, size, step -> later[step]);
    }

    /// Planets that pull at each other too, as they are known to: integrated from their true states, in
    /// other steps than the truth was.
    static PlanetForecast newton(String name, PlanetOrbits truth) {
        double[] states = truth.at(0);
        double[][] later = new double[truth.steps() + 1][states.length];
        int each = truth.each();
        for (int first = 0; first < truth.bodies(); first += truth.planets()) {
            List<KeplerOrbit> orbits = new ArrayList<>();
            for (int body = first; body < first + truth.planets(); body++) {
                orbits.add(KeplerOrbit.through(inSpace(states, body * each, each), PlanetOrbits.GRAVITY));
            }
            PlanetSystem system = new PlanetSystem(orbits, Planets.MASS);
            for (int step = 0; step <= truth.steps(); step++) {
                system.advance(step == 0 ? 0 : Planets.INTERVAL, STEPS_OF_A_FRAME);
                for (int planet = 0; planet < truth.planets(); planet++) {
                    System.arraycopy(system.state(planet), 0, later[step], (first + planet) * each, each / 2);
                }
            }
        }
        return ofStates(name, truth.steps(), each, step -> later[step]);
    }

    private static Optional<KeplerOrbit> orbit(double[] state) {
        double radius = Math.hypot(Math.hypot(state[0], state[1]), state[2]);
        double squared = state[3] * state[3] + state[4] * state[4] + state[5] * state[5];
        double turning = Math.hypot(
                state[0] * state[4] - state[1] * state[3],
                Math.hypot(state[1] * state[5] - state[2] * state[4], state[2] * state[3] - state[0] * state[5]));
        boolean isBound = radius > 0 && turning > 0 && squared < 2 * PlanetOrbits.GRAVITY / radius;
        return isBound ? Optional.of(KeplerOrbit.through(state, PlanetOrbits.GRAVITY)) : Optional.empty();
    }

    private static double[] inSpace(double[] states, int offset, int size) {
        double[] state = new double[6];
        System.arraycopy(states, offset, state, 0, size / 2);
        System.arraycopy(states, offset + size / 2, state, 3, size / 2);
        return state;
    }

    /// States in the plane of planets that were at one place an interval ago, and are at another now: of
    /// all velocities the one with which Kepler's laws lead back there, found by shooting.
    ///
    /// @param before `[N, 2]`, AU
    /// @param now    `[N, 2]`, AU
    /// @return `[N, 4]`
    static double[] statesOf(double[] before, double[] now) {
        double[] states = new double[2 * now.length];
        for (int i = 0; i < now.length; i += 2) {
            double[] state = {now[i], now[i + 1], 0, 0, 0, 0};
            double[] back = {now[i], now[i + 1]};
            for (int shot = 0; shot < MOST_SHOTS; shot++) {
                state[3] += (back[0] - before[i]) / Planets.INTERVAL;
                state[4] += (back[1] - before[i + 1]) / Planets.INTERVAL;
                Optional<KeplerOrbit> orbit = orbit(state);
                if (orbit.isEmpty()) {
                    break;
                }
                back = orbit.get().state(-Planets.INTERVAL);
                if (Math.hypot(back[0] - before[i], back[1] - before[i + 1]) < EXACT) {
                    break;
                }
            }
            System.arraycopy(state, 0, states, 2 * i, 2);
            System.arraycopy(state, 3, states, 2 * i + 2, 2);
        }
        return states;
    }

    /// Where in a frame a planet is: the centroid of what is bluer than sky and sun. What shows no planet
    /// says that it is in the sun.
    ///
    /// @param frames `[N, 3, Y, X]`, in [0, 1]
    /// @return `[N, 2]`, AU
    static double[] centroids(float[] frames, int side) {
        int area = side * side;
        double[] places = new double[frames.length / (3 * area) * 2];
        for (int n = 0; n < places.length / 2; n++) {
            double[] sums = new double[3];
            for (int p = 0; p < area; p++) {
                double light = Math.max(0, frames[(3 * n + 2) * area + p] - LEAST_BLUE);
                sums[0] += light;
                sums[1] += light * (p % side + 0.5);
                sums[2] += light * (p / side + 0.5);
            }
            if (sums[0] > LEAST_LIGHT) {
                double scale = 2 * Planets.REACH / side;
                places[2 * n] = (sums[1] / sums[0] - side / 2.0) * scale;
                places[2 * n + 1] = (side / 2.0 - sums[2] / sums[0]) * scale;
            }
        }
        return places;
    }

    /// How far off each planet is, AU, in the axes that are told.
    ///
    /// @param part of each planet's own orbit, to the nearest frame
    double[] errors(PlanetOrbits orbits, double part) {
        double[] errors = new double[orbits.bodies()];
        for (int i = 0; i < errors.length; i++) {
            int step = orbits.horizon(i, part);
            double[] truth = orbits.states().get(i / orbits.planets());
            double square = 0;
            for (int axis = 0; axis < axes; axis++) {
                double off = places[step][i * axes + axis] - truth[orbits.at(i, step) + axis];
                square += off * off;
            }
            errors[i] = Math.sqrt(square);
        }
        return errors;
    }

    /// What share of planets is within a distance, AU.
    static double within(double[] errors, double distance) {
        return Arrays.stream(errors).filter(error -> error <= distance).count() / (double) errors.length;
    }

    /// The smallest value that at least such a share of values does not exceed.
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
