package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.scenes.Planets;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What planets' forecasts are made of, and how they are judged.
class PlanetForecastTest {

    private static final int ORBITS = 20;
    private static final int STEPS = 45;

    /// What leapfrog is off by in two years, AU.
    private static final double LEAPFROG = 1e-3;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keplerIsRightAboutAnyPartOfAnOrbit(boolean spatial) {
        PlanetOrbits orbits = orbits(spatial);
        PlanetForecast kepler = PlanetForecast.kepler("", orbits.at(0), orbits.size(), STEPS);
        for (double part : new double[] {0.1, 0.5, 1}) {
            assertThat(PlanetForecast.quantile(kepler.errors(orbits, part), 1)).isLessThan(LEAPFROG);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoKnowsThatPlanetsPullAtEachOtherIsRightWhereKeplerIsNot(int planets) {
        int steps = 58;
        PlanetOrbits orbits = PlanetOrbits.drawn(new Planets(planets, true, steps + 2, 32), 10, new Seed(2));
        PlanetForecast newton = PlanetForecast.newton("", orbits);
        PlanetForecast kepler = PlanetForecast.kepler("", orbits.at(0), orbits.each(), steps);

        assertThat(orbits.orbits()).hasSize(10 * planets);
        for (double part : new double[] {0.1, 0.5, 1}) {
            assertThat(newton.errors(orbits, part)).hasSize(10 * planets);
            assertThat(PlanetForecast.quantile(newton.errors(orbits, part), 1)).isLessThan(LEAPFROG);
        }
        double alone = PlanetForecast.quantile(kepler.errors(orbits, 1), 0.5);
        double together = PlanetForecast.quantile(newton.errors(orbits, 1), 0.5);
        assertThat(alone > 3 * together)
                .as("%s AU by Kepler, %s AU by Newton", alone, together)
                .isEqualTo(planets > 1);
    }

    @Test
    void eachPlanetOfAStarIsHeldAgainstItsOwnPlace() {
        PlanetOrbits orbits = PlanetOrbits.drawn(new Planets(2, false, 9, 32), 3, new Seed(1));
        double[] errors = PlanetForecast.copy(orbits.at(0), 4, 7).errors(orbits, 0.1);
        assertThat(errors).hasSize(6);
        for (int body = 0; body < 6; body++) {
            double[] states = orbits.states().get(body / 2);
            int now = 4 * (body % 2);
            int later = 8 * orbits.horizon(body, 0.1) + now;
            double way = Math.hypot(states[later] - states[now], states[later + 1] - states[now + 1]);
            assertThat(errors[body]).isEqualTo(way, within(1e-12));
        }
    }

    @Test
    void aCopyIsWrongByTheWayThatWasGone() {
        PlanetOrbits orbits = orbits(false);
        double[] errors = PlanetForecast.copy(orbits.at(0), 4, STEPS).errors(orbits, 0.1);
        for (int i = 0; i < ORBITS; i++) {
            int step = orbits.horizon(i, 0.1);
            double[] states = orbits.states().get(i);
            double way = Math.hypot(states[4 * step] - states[0], states[4 * step + 1] - states[1]);
            assertThat(errors[i]).isEqualTo(way, within(1e-12));
            assertThat(step).isBetween(2, 4);
            // Once round, it is where it was: up to half a frame.
            assertThat(PlanetForecast.copy(orbits.at(0), 4, STEPS).errors(orbits, 1)[i])
                    .isLessThan(0.13);
        }
    }

    @Test
    void whatGoesStraightLeavesTheOrbitByHalfTheAccelerationTimesTheSquaredTime() {
        PlanetOrbits orbits = orbits(false);
        PlanetForecast straight = PlanetForecast.straight(orbits.at(0), 4, 1);
        for (int i = 0; i < ORBITS; i++) {
            double[] states = orbits.states().get(i);
            double radius = Math.hypot(states[0], states[1]);
            double fall = PlanetOrbits.GRAVITY / (radius * radius) * Planets.INTERVAL * Planets.INTERVAL / 2;
            double off =
                    Math.hypot(straight.places()[1][2 * i] - states[4], straight.places()[1][2 * i + 1] - states[5]);
            assertThat(off).isEqualTo(fall, within(0.15 * fall));
        }
    }

    @Test
    void twoPlacesGiveTheVelocity() {
        PlanetOrbits orbits = orbits(false);
        double[] before = new double[2 * ORBITS];
        for (int i = 0; i < ORBITS; i++) {
            double[] state = orbits.orbits().get(i).state(0);
            before[2 * i] = state[0];
            before[2 * i + 1] = state[1];
        }
        double[] found = PlanetForecast.statesOf(before, PlanetTables.places(orbits));
        assertThat(found).containsExactly(orbits.at(0), within(LEAPFROG));
    }

    @Test
    void aPlanetIsFoundInItsPictureAndNoneInTheSun() {
        PlanetOrbits orbits = orbits(false);
        int frame = 3 * 32 * 32;
        float[] frames = new float[(ORBITS + 1) * frame];
        for (int i = 0; i < ORBITS * frame; i++) {
            frames[i] = (orbits.pairs().get(i / frame)[frame + i % frame] & 0xFF) / 255f;
        }
        double[] places = PlanetForecast.centroids(frames, 32);
        double[] truth = PlanetTables.places(orbits);
        for (int i = 0; i < truth.length; i++) {
            assertThat(places[i]).isEqualTo(truth[i], within(0.02));
        }
        assertThat(places).endsWith(0, 0);
    }

    @Test
    void whatIsTooFastForAnOrbitGoesStraight() {
        double[] states = {1, 0, 0, 10};
        PlanetForecast forecast = PlanetForecast.kepler("", states, 4, 3);
        assertThat(forecast.places()[2]).containsExactly(new double[] {1, 20 * Planets.INTERVAL}, within(1e-12));
    }

    @Test
    void theKneeIsTheFirstWithinFivePoints() {
        assertThat(PlanetTables.knee(new double[] {0.1, 0.5, 0.86, 0.9, 0.9})).isEqualTo(3);
        assertThat(PlanetTables.knee(new double[] {0.1, 0.5, 0.6, 0.9})).isEqualTo(4);
        assertThat(PlanetForecast.quantile(new double[] {4, 1, 3, 2, 5}, 0.5)).isEqualTo(3);
        assertThat(PlanetForecast.quantile(new double[] {4, 1, 3, 2, 5}, 0.9)).isEqualTo(5);
        assertThat(PlanetForecast.within(new double[] {0.1, 0.2, 0.05, Double.NaN}, 0.1))
                .isEqualTo(0.5);
    }

    @Test
    void readoutsAreLearnedOnSomeOrbitsAndHoldOnOthers() {
        PlanetOrbits known = PlanetOrbits.drawn(new Planets(1, false, 2, 32), 400, new Seed(3));
        PlanetOrbits others = orbits(false);
        // The truth in other units is read linearly.
        PlanetReadout readout = PlanetReadout.learn(doubled(known.at(0)), known, new Seed(4));
        double[] read = readout.read(doubled(others.at(0)), false);
        for (int number = 0; number < 4; number++) {
            assertThat(PlanetReadout.explained(read, others.at(0), 4, number)).isGreaterThan(0.9999);
        }
        assertThat(PlanetReadout.explained(new double[] {2, 2}, new double[] {1, 3}, 1, 0))
                .isZero();
    }

    @Test
    void thePictureShowsEachPanel(@TempDir Path folder) throws IOException {
        PlanetOrbits orbits = orbits(false);
        Path file = folder.resolve("orbits.png");
        new PlanetPicture(orbits, List.of(PlanetForecast.straight(orbits.at(0), 4, STEPS))).write(file, 4);
        var image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(960);
        double[] states = orbits.states().get(0);
        // In the filled disc, behind the line that goes on from its middle.
        double speed = Math.hypot(states[2], states[3]);
        int x = (int) Math.round(160 + 100 * states[0] - 3 * states[2] / speed);
        int y = (int) Math.round(160 - 100 * states[1] + 3 * states[3] / speed);
        assertThat(image.getRGB(x, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    private static PlanetOrbits orbits(boolean spatial) {
        return PlanetOrbits.drawn(new Planets(1, spatial, STEPS + 2, 32), ORBITS, new Seed(1));
    }

    private static double[] doubled(double[] values) {
        double[] doubled = values.clone();
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] *= 2;
        }
        return doubled;
    }
}
