package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Planets go where Kepler and Newton say, and are seen there.
class PlanetsTest {

    private static final int SEEDS = 20;

    /// Of what one planet's leapfrog is off by in a clip of 40 frames, in AU.
    private static final double LEAPFROG = 6e-5;

    @Test
    void theEarthIsRoundInAYearAndJupiterInTwelve() {
        assertThat(KeplerOrbit.plane(1, 0, 0, 0).period()).isEqualTo(1, within(1e-12));
        assertThat(KeplerOrbit.plane(5.2044, 0.0489, 0, 0).period()).isEqualTo(11.87, within(0.01));
        for (double axis : new double[] {0.4, 1, 2.5}) {
            KeplerOrbit orbit = new KeplerOrbit(axis, 0.3, 0.5, 1, 2, 3, KeplerOrbit.SUN);
            double[] later = orbit.state(orbit.period());
            assertThat(distance(later, orbit.state(0))).isLessThan(1e-10);
            assertThat(orbit.period()).isEqualTo(Math.pow(axis, 1.5), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.6, 0.95})
    void keplersEquationIsSolvedForAnyAnomaly(double eccentricity) {
        KeplerOrbit orbit = KeplerOrbit.plane(1, eccentricity, 0, 0);
        for (double mean = -20; mean < 20; mean += 0.07) {
            double found = orbit.eccentricAnomaly(mean);
            assertThat(found - eccentricity * Math.sin(found)).isEqualTo(mean, within(1e-12));
        }
    }

    @Test
    void velocityIsTheRateOfThePlaceAndFollowsTheVisVivaLaw() {
        KeplerOrbit orbit = new KeplerOrbit(0.9, 0.4, 0.7, 1.1, 2.3, 0.4, KeplerOrbit.SUN);
        double step = 1e-5;
        for (double time = 0; time < 1; time += 0.05) {
            double[] state = orbit.state(time);
            double[] before = orbit.state(time - step);
            double[] after = orbit.state(time + step);
            double speed = 0;
            double radius = 0;
            for (int axis = 0; axis < 3; axis++) {
                double rate = (after[axis] - before[axis]) / (2 * step);
                assertThat(state[3 + axis]).isEqualTo(rate, within(1e-5));
                speed += state[3 + axis] * state[3 + axis];
                radius += state[axis] * state[axis];
            }
            double visViva = KeplerOrbit.SUN * (2 / Math.sqrt(radius) - 1 / 0.9);
            assertThat(speed).isEqualTo(visViva, within(1e-9));
        }
    }

    @Test
    void anOrbitIsFoundAgainFromAnyOfItsPlacesAndVelocities() {
        for (double eccentricity : new double[] {0, 1e-9, 0.3, 0.9}) {
            for (double inclination : new double[] {0, 0.6, 2.5, Math.PI}) {
                KeplerOrbit orbit = new KeplerOrbit(0.9, eccentricity, inclination, 1.1, 2.3, 0.4, KeplerOrbit.SUN);
                for (double time = 0; time < 1; time += 0.13) {
                    KeplerOrbit found = KeplerOrbit.through(orbit.state(time), KeplerOrbit.SUN);
                    assertThat(found.axis()).isEqualTo(0.9, within(1e-9));
                    assertThat(found.eccentricity()).isEqualTo(eccentricity, within(1e-9));
                    for (double later = -0.5; later < 1; later += 0.2) {
                        assertThat(found.state(later)).containsExactly(orbit.state(time + later), within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void whatEscapesIsOnNoOrbit() {
        double escape = Math.sqrt(2 * KeplerOrbit.SUN);
        assertThatThrownBy(() -> KeplerOrbit.through(new double[] {1, 0, 0, 0, 1.01 * escape, 0}, KeplerOrbit.SUN))
                .hasMessageContaining("Maybe the planet escapes");
        assertThat(KeplerOrbit.through(new double[] {1, 0, 0, 0, 0.99 * escape, 0}, KeplerOrbit.SUN)
                        .axis())
                .isGreaterThan(20);
    }

    @Test
    void leapfrogIsOfSecondOrder() {
        KeplerOrbit orbit = new KeplerOrbit(1, 0.3, 0.4, 1, 2, 3, KeplerOrbit.SUN);
        double coarse = error(orbit, 400);
        double fine = error(orbit, 800);
        assertThat(coarse / fine).isEqualTo(4, within(0.1));
    }

    @Test
    void energyAndAngularMomentumStayForCenturies() {
        List<KeplerOrbit> orbits = new Planets(3, true, 2, 32).clip(new Seed(1)).orbits();
        PlanetSystem system = new PlanetSystem(orbits, Planets.MASS);
        double energy = system.energy();
        double[] momentum = system.angularMomentum();
        for (int century = 0; century < 2; century++) {
            system.advance(100, 100 * 1600);
            // Second order in the step, and no drift.
            assertThat(system.energy() / energy).isEqualTo(1, within(1e-6));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(system.angularMomentum()[axis]).isEqualTo(momentum[axis], within(1e-10));
            }
        }
    }

    @Test
    void aClipGoesBackTheWayItCame() {
        PlanetSystem system =
                new PlanetSystem(new Planets(2, true, 2, 32).clip(new Seed(2)).orbits(), 1e-3);
        double[] start = system.state(1);
        system.advance(3, 3000);
        assertThat(distance(system.state(1), start)).isGreaterThan(0.01);
        system.advance(-3, 3000);
        assertThat(distance(system.state(1), start)).isLessThan(1e-9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onePlanetFollowsItsOrbit(boolean spatial) {
        Planets planets = new Planets(1, spatial, 40, 32);
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanetClip clip = planets.clip(new Seed(seed));
            int each = clip.size();
            for (int time = 0; time < 40; time++) {
                double[] truth = clip.orbits().getFirst().state(time * Planets.INTERVAL);
                for (int axis = 0; axis < each / 2; axis++) {
                    assertThat(clip.states()[time * each + axis]).isEqualTo(truth[axis], within(LEAPFROG));
                }
            }
        }
    }

    @Test
    void planetsThatPullAtEachOtherLeaveTheirOrbits() {
        PlanetClip clip = new Planets(2, false, 120, 32).clip(new Seed(5));
        double[] truth = clip.orbits().getLast().state(119 * Planets.INTERVAL);
        double dx = clip.states()[119 * 8 + 4] - truth[0];
        double dy = clip.states()[119 * 8 + 5] - truth[1];
        assertThat(Math.hypot(dx, dy)).isBetween(LEAPFROG, 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void aPlanetIsSeenWhereItIs(int side) {
        Planets planets = new Planets(1, false, 40, side);
        double scale = side / (2 * Planets.REACH);
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanetClip clip = planets.clip(new Seed(seed));
            for (int time = 0; time < 40; time++) {
                double x = clip.states()[4 * time];
                double y = clip.states()[4 * time + 1];
                assertThat(Math.abs(x) + 0.2).isLessThan(Planets.REACH);
                assertThat(Math.abs(y) + 0.2).isLessThan(Planets.REACH);
                if (Math.hypot(x, y) > 0.75) {
                    double[] seen = centroid(clip.clip().frame(time), 0.42 * scale);
                    assertThat(seen[0]).isEqualTo(side / 2.0 + x * scale, within(0.05));
                    assertThat(seen[1]).isEqualTo(side / 2.0 - y * scale, within(0.05));
                }
            }
        }
    }

    @Test
    void theNearerOneLooksTheLarger() {
        PlanetClip clip = new Planets(1, true, 40, 64)
                .clip(List.of(new KeplerOrbit(1, 0, 0.8, 0, 0, 0, KeplerOrbit.SUN * (1 + Planets.MASS))));
        double[] ink = new double[40];
        double[] depth = new double[40];
        for (int time = 0; time < 40; time++) {
            ink[time] = centroid(clip.clip().frame(time), 8.4)[2];
            depth[time] = clip.states()[6 * time + 2];
        }
        assertThat(depth[10]).isGreaterThan(0.7);
        assertThat(depth[30]).isLessThan(-0.7);
        // Areas go with the square of the apparent radius, 4 / (4 - z).
        double expected = Math.pow((4 - depth[30]) / (4 - depth[10]), 2);
        assertThat(ink[10] / ink[30]).isEqualTo(expected, within(0.05 * expected));
    }

    @Test
    void thereAreAsManyOrbitsAsPlanets() {
        assertThatThrownBy(() -> new Planets().clip(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 orbits for 1 planets");
        assertThatThrownBy(() -> KeplerOrbit.plane(1, 1.2, 0, 0)).hasMessageContaining("Maybe the planet escapes");
    }

    private static double error(KeplerOrbit orbit, int steps) {
        PlanetSystem system = new PlanetSystem(List.of(orbit), 0);
        system.advance(1, steps);
        return distance(system.state(0), orbit.state(1));
    }

    private static double distance(double[] state, double[] other) {
        return Math.hypot(Math.hypot(state[0] - other[0], state[1] - other[1]), state[2] - other[2]);
    }

    /// Where, in px, what is not sky is in the mean, away from the sun; and how much of it.
    private static double[] centroid(Pixels frame, double sun) {
        double[] sums = new double[3];
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                double x = column + 0.5;
                double y = row + 0.5;
                if (Math.hypot(x - frame.columns() / 2.0, y - frame.rows() / 2.0) > sun) {
                    double light = frame.at(1, row, column) - frame.at(1, 0, 0);
                    sums[0] += light * x;
                    sums[1] += light * y;
                    sums[2] += light;
                }
            }
        }
        return Arrays.stream(new double[] {sums[0] / sums[2], sums[1] / sums[2], sums[2]})
                .toArray();
    }
}
