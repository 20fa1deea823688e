package io.github.jepa4j.bench;

import io.github.jepa4j.scenes.KeplerOrbit;
import io.github.jepa4j.scenes.PlanetClip;
import io.github.jepa4j.scenes.Planets;
import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Stars with so many planets each, with two frames to look at and the true states from the later one on,
/// which is the present: step 0.
///
/// @param planets of a star; numbered on from star to star
/// @param size    numbers of a state: of each planet x, y, vx, vy, or x, y, z, vx, vy, vz
/// @param steps   `H`, how far the truth reaches
/// @param pairs   each the two frames, `[2, 3, Y, X]`
/// @param states  each `[H + 1, size]`, AU and AU/year
/// @param orbits  of each planet at the time of the earlier frame, as if it were alone with its star,
///     `[N * planets]`
record PlanetOrbits(
        int planets, int size, int steps, List<byte[]> pairs, List<double[]> states, List<KeplerOrbit> orbits) {

    /// Of star and planet together, AU³/year².
    static final double GRAVITY = KeplerOrbit.SUN * (1 + Planets.MASS);

    /// Of stars whose number splits the seed.
    static PlanetOrbits drawn(Planets planets, int count, Seed seed) {
        List<PlanetClip> clips = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> planets.clip(seed.split(i)))
                .toList();
        int pair = 2 * 3 * planets.side() * planets.side();
        List<byte[]> pairs = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        List<KeplerOrbit> orbits = new ArrayList<>();
        for (PlanetClip clip : clips) {
            pairs.add(Arrays.copyOf(clip.clip().values(), pair));
            states.add(Arrays.copyOfRange(clip.states(), planets.size(), clip.states().length));
            orbits.addAll(clip.orbits());
        }
        return new PlanetOrbits(planets.planets(), planets.size(), planets.frames() - 2, pairs, states, orbits);
    }

    /// `N`, of stars.
    int count() {
        return pairs.size();
    }

    /// Planets of all stars.
    int bodies() {
        return count() * planets;
    }

    /// Numbers of a state that are one planet's: 4 or 6.
    int each() {
        return size / planets;
    }

    /// Axes of space: 2 or 3.
    int axes() {
        return each() / 2;
    }

    /// All states at a step, `[N, size]`, which is as well `[N * planets, each]`.
    double[] at(int step) {
        double[] all = new double[count() * size];
        for (int i = 0; i < count(); i++) {
            System.arraycopy(states.get(i), step * size, all, i * size, size);
        }
        return all;
    }

    /// One number of all present states, `[N]`.
    double[] column(int number) {
        return states.stream().mapToDouble(state -> state[number]).toArray();
    }

    /// How many steps the nearest whole frame after such a part of a planet's orbit is away.
    int horizon(int body, double part) {
        return Math.max(1, (int) Math.round(part * orbits.get(body).period() / Planets.INTERVAL));
    }

    /// Where in [#states] a planet's numbers at a step begin, of those of its star.
    int at(int body, int step) {
        return step * size + body % planets * each();
    }
}
