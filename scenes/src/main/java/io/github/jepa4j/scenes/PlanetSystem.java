package io.github.jepa4j.scenes;

import java.util.Arrays;
import java.util.List;

/// A star and its planets under each other's gravity, integrated by leapfrog in its kick-drift-kick form,
/// also called velocity Verlet (Hairer, Lubich and Wanner, *Geometric numerical integration illustrated by
/// the Störmer-Verlet method*, Acta Numerica 2003): of second order, reversible, and without drift in
/// energy. The centre of mass rests at the origin. Body 0 is the star. Not thread-safe.
public final class PlanetSystem {

    private static final int AXES = 3;

    /// Gravitational parameters, `[N]`, AU³/year².
    private final double[] gravity;

    /// `[N, 3]`, AU.
    private final double[] places;

    /// `[N, 3]`, AU/year.
    private final double[] velocities;

    /// `[N, 3]`, AU/year².
    private final double[] pull;

    /// A star with the mass of the Sun, and planets that begin as if each were alone with it.
    ///
    /// @param orbits at time 0, one for each planet
    /// @param mass   of each planet, in masses of the Sun, at least 0
    public PlanetSystem(List<KeplerOrbit> orbits, double mass) {
        int bodies = orbits.size() + 1;
        gravity = new double[bodies];
        places = new double[AXES * bodies];
        velocities = new double[AXES * bodies];
        pull = new double[AXES * bodies];
        gravity[0] = KeplerOrbit.SUN;
        for (int body = 1; body < bodies; body++) {
            gravity[body] = mass * KeplerOrbit.SUN;
            double[] state = orbits.get(body - 1).state(0);
            System.arraycopy(state, 0, places, AXES * body, AXES);
            System.arraycopy(state, AXES, velocities, AXES * body, AXES);
        }
        centre(places);
        centre(velocities);
        pull();
    }

    /// Goes on.
    ///
    /// @param years how long in all; may be below 0
    /// @param steps in which it is done, at least 1
    public void advance(double years, int steps) {
        double step = years / steps;
        for (int i = 0; i < steps; i++) {
            add(velocities, pull, step / 2);
            add(places, velocities, step);
            pull();
            add(velocities, pull, step / 2);
        }
    }

    /// Position and velocity relative to the star, `[6]`: x, y, z in AU, then their rates in AU/year.
    ///
    /// @param planet from 0
    public double[] state(int planet) {
        double[] state = new double[2 * AXES];
        int offset = AXES * (planet + 1);
        for (int axis = 0; axis < AXES; axis++) {
            state[axis] = places[offset + axis] - places[axis];
            state[AXES + axis] = velocities[offset + axis] - velocities[axis];
        }
        return state;
    }

    /// Kinetic and potential energy, times the gravitational constant: AU⁵/year⁴.
    public double energy() {
        double energy = 0;
        for (int body = 0; body < gravity.length; body++) {
            energy += 0.5 * gravity[body] * squared(velocities, body);
            for (int other = 0; other < body; other++) {
                energy -= gravity[body] * gravity[other] / distance(body, other);
            }
        }
        return energy;
    }

    /// Angular momentum about the centre of mass, `[3]`, times the gravitational constant: AU⁵/year³.
    public double[] angularMomentum() {
        double[] sum = new double[AXES];
        for (int body = 0; body < gravity.length; body++) {
            int at = AXES * body;
            for (int axis = 0; axis < AXES; axis++) {
                int next = at + (axis + 1) % AXES;
                int last = at + (axis + 2) % AXES;
                sum[axis] += gravity[body] * (places[next] * velocities[last] - places[last] * velocities[next]);
            }
        }
        return sum;
    }

    private void pull() {
        Arrays.fill(pull, 0);
        for (int body = 0; body < gravity.length; body++) {
            for (int other = 0; other < body; other++) {
                double distance = distance(body, other);
                double cubed = distance * distance * distance;
                for (int axis = 0; axis < AXES; axis++) {
                    double apart = (places[AXES * other + axis] - places[AXES * body + axis]) / cubed;
                    pull[AXES * body + axis] += gravity[other] * apart;
                    pull[AXES * other + axis] -= gravity[body] * apart;
                }
            }
        }
    }

    private double distance(int body, int other) {
        double sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            double apart = places[AXES * body + axis] - places[AXES * other + axis];
            sum += apart * apart;
        }
        return Math.sqrt(sum);
    }

    private static double squared(double[] values, int body) {
        double sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            sum += values[AXES * body + axis] * values[AXES * body + axis];
        }
        return sum;
    }

    private static void add(double[] to, double[] rates, double time) {
        for (int i = 0; i < to.length; i++) {
            to[i] += time * rates[i];
        }
    }

    /// Shifts all so that their mean, weighted by mass, is the origin.
    private void centre(double[] values) {
        double total = 0;
        for (double weight : gravity) {
            total += weight;
        }
        for (int axis = 0; axis < AXES; axis++) {
            double mean = 0;
            for (int body = 0; body < gravity.length; body++) {
                mean += gravity[body] * values[AXES * body + axis] / total;
            }
            for (int body = 0; body < gravity.length; body++) {
                values[AXES * body + axis] -= mean;
            }
        }
    }
}
