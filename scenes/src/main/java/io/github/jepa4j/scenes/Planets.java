package io.github.jepa4j.scenes;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Clips of planets around a sun, from random orbits: all that is needed to foresee them are four numbers
/// for each planet, or six in space. The scale is the same in all clips, so that places in the picture are
/// places in AU; the sun is in the middle. Frames are 1/40 year apart, a 23rd to a 44th of an orbit of a
/// single planet, so that velocity is seen in two of them. In space the orbits are inclined, and a planet
/// looks the larger the nearer it is; places are not changed by nearness.
///
/// @param planets 1 to 3; several pull at each other
/// @param spatial whether the orbits leave the picture's plane
/// @param frames  `T`, at least 2
/// @param side    rows and columns, from 24
public record Planets(int planets, boolean spatial, int frames, int side) {

    /// Between frames, years.
    public static final double INTERVAL = 1.0 / 40;

    /// From the sun to a border of the picture, AU.
    public static final double REACH = 1.6;

    /// Of each planet, in masses of the Sun.
    public static final double MASS = 1e-4;

    /// From the picture's plane to the eye, AU.
    private static final double EYE = 4;

    private static final int STEPS_OF_A_FRAME = 80;
    private static final int SKY = 0x0B1026;
    private static final int SUN_COLOUR = 0xFFD447;
    private static final double SUN_RADIUS = 0.26;
    private static final double PLANET_RADIUS = 0.2;
    private static final int[] COLOURS = {0x6FB7FF, 0xFF7A5C, 0x8BE28B};

    /// Semi-major axes, in AU, for so many planets: far enough apart that they stay in order.
    private static final List<List<Span>> AXES = List.of(
            List.of(new Span(0.7, 1.07)),
            List.of(new Span(0.5, 0.62), new Span(1, 1.2)),
            List.of(new Span(0.42, 0.48), new Span(0.72, 0.8), new Span(1.2, 1.26)));

    /// Most eccentricity for so many planets.
    private static final double[] ECCENTRICITY = {0.3, 0.15, 0.1};

    private static final double LEAST_INCLINATION = 0.3;
    private static final double MOST_INCLINATION = 1.1;

    public Planets {
        if (planets < 1 || planets > AXES.size() || frames < 2 || side < 24) {
            throw new IllegalArgumentException(
                    "A clip of %d planets, %d frames and %d px cannot be drawn; 1 to %d planets, at least 2 frames and at least 24 px are needed.\nMaybe two arguments are exchanged."
                            .formatted(planets, frames, side, AXES.size()));
        }
    }

    /// One planet in the plane, `[40, 3, 32, 32]`.
    public Planets() {
        this(1, false, 40, 32);
    }

    /// Numbers of a state: 4 for each planet in the plane, 6 in space.
    public int size() {
        return planets * (spatial ? 6 : 4);
    }

    /// A clip from random orbits.
    public PlanetClip clip(Seed seed) {
        RandomGenerator random = seed.split("orbits").generator();
        List<KeplerOrbit> orbits = new ArrayList<>();
        for (Span axes : AXES.get(planets - 1)) {
            orbits.add(orbit(axes, random));
        }
        return clip(orbits);
    }

    /// A clip from these orbits.
    ///
    /// @param orbits one for each planet, with `gravity` of star and planet together where it is to be
    ///     exact
    public PlanetClip clip(List<KeplerOrbit> orbits) {
        if (orbits.size() != planets) {
            throw new IllegalArgumentException(
                    "There are %d orbits for %d planets; one for each is needed.\nMaybe they are for other clips."
                            .formatted(orbits.size(), planets));
        }
        PlanetSystem system = new PlanetSystem(orbits, MASS);
        Canvas canvas = new Canvas(3, side, side);
        byte[] values = new byte[frames * 3 * side * side];
        double[] states = new double[frames * size()];
        for (int time = 0; time < frames; time++) {
            if (time > 0) {
                system.advance(INTERVAL, STEPS_OF_A_FRAME);
            }
            List<double[]> bodies =
                    IntStream.range(0, planets).mapToObj(system::state).toList();
            record(bodies, states, time * size());
            draw(bodies, canvas);
            canvas.finish(SKY, values, time * 3 * side * side);
        }
        return new PlanetClip(new Clip(frames, 3, side, side, values), size(), states, orbits);
    }

    private KeplerOrbit orbit(Span axes, RandomGenerator random) {
        double axis = axes.low() + (axes.high() - axes.low()) * random.nextDouble();
        double eccentricity = ECCENTRICITY[planets - 1] * random.nextDouble();
        double periapsis = 2 * Math.PI * random.nextDouble();
        double anomaly = 2 * Math.PI * random.nextDouble();
        double node = spatial ? 2 * Math.PI * random.nextDouble() : 0;
        double inclination =
                spatial ? LEAST_INCLINATION + (MOST_INCLINATION - LEAST_INCLINATION) * random.nextDouble() : 0;
        return new KeplerOrbit(axis, eccentricity, inclination, node, periapsis, anomaly, KeplerOrbit.SUN * (1 + MASS));
    }

    private void record(List<double[]> bodies, double[] states, int offset) {
        int each = size() / planets;
        for (int planet = 0; planet < planets; planet++) {
            double[] body = bodies.get(planet);
            System.arraycopy(body, 0, states, offset + planet * each, each / 2);
            System.arraycopy(body, 3, states, offset + planet * each + each / 2, each / 2);
        }
    }

    /// Nearest first; the sun is in the plane.
    private void draw(List<double[]> bodies, Canvas canvas) {
        IntStream.range(0, planets)
                .boxed()
                .filter(planet -> bodies.get(planet)[2] >= 0)
                .sorted(Comparator.comparingDouble(planet -> -bodies.get(planet)[2]))
                .forEach(planet -> draw(bodies.get(planet), COLOURS[planet], canvas));
        double scale = side / (2 * REACH);
        canvas.figure(Shape.DISC, new Pose(side / 2.0, side / 2.0, SUN_RADIUS * scale, 0), SUN_COLOUR);
        IntStream.range(0, planets)
                .boxed()
                .filter(planet -> bodies.get(planet)[2] < 0)
                .sorted(Comparator.comparingDouble(planet -> -bodies.get(planet)[2]))
                .forEach(planet -> draw(bodies.get(planet), COLOURS[planet], canvas));
    }

    private void draw(double[] body, int rgb, Canvas canvas) {
        double scale = side / (2 * REACH);
        double x = side / 2.0 + body[0] * scale;
        double y = side / 2.0 - body[1] * scale;
        double radius = PLANET_RADIUS * scale * EYE / (EYE - body[2]);
        canvas.figure(Shape.DISC, new Pose(x, y, radius, 0), rgb);
    }
}
