package io.github.jepa4j.scenes;

/// How a planet goes around a star that nothing else pulls at, in closed form: the oracle of whoever
/// integrates or learns it. Lengths are AU, times years. Elements and formulas as in Murray and Dermott,
/// *Solar System Dynamics*, 1999, chapter 2. The star is the origin; the reference plane is that of x and
/// y.
///
/// @param axis         semi-major axis `a`, AU, above 0
/// @param eccentricity `e`, in [0, 1)
/// @param inclination  of the orbit's plane to the reference plane, rad
/// @param node         longitude of the ascending node, rad
/// @param periapsis    argument of the periapsis, rad
/// @param anomaly      mean anomaly at time 0, rad
/// @param gravity      the gravitational parameter of star and planet together, AU³/year²
public record KeplerOrbit(
        double axis,
        double eccentricity,
        double inclination,
        double node,
        double periapsis,
        double anomaly,
        double gravity) {

    /// The Sun's gravitational parameter: the Earth goes around in one year at one AU.
    public static final double SUN = 4 * Math.PI * Math.PI;

    /// Newton's method gains digits quadratically, and starts within one rad.
    private static final int MOST_STEPS = 50;

    private static final double EXACT = 1e-14;

    public KeplerOrbit {
        if (!(axis > 0) || !(eccentricity >= 0 && eccentricity < 1) || !(gravity > 0)) {
            throw new IllegalArgumentException(
                    "An orbit of semi-major axis %s, eccentricity %s and gravitational parameter %s is none; the axis and the parameter must be above 0, the eccentricity in [0, 1).\nMaybe the planet escapes."
                            .formatted(axis, eccentricity, gravity));
        }
    }

    /// Around the Sun in the reference plane.
    public static KeplerOrbit plane(double axis, double eccentricity, double periapsis, double anomaly) {
        return new KeplerOrbit(axis, eccentricity, 0, 0, periapsis, anomaly, SUN);
    }

    /// The orbit that passes a place with a velocity at time 0. Of an orbit that is round, the periapsis
    /// is one of all places; of one in the reference plane the node is at 0.
    ///
    /// @param state   `[6]`: x, y, z in AU, then their rates in AU/year
    /// @param gravity the gravitational parameter of star and planet together, AU³/year²
    /// @throws IllegalArgumentException where it is so fast that it escapes, or falls straight into the
    ///     star
    public static KeplerOrbit through(double[] state, double gravity) {
        double radius = Math.sqrt(dot(state, 0, state, 0));
        double axis = 1 / (2 / radius - dot(state, 3, state, 3) / gravity);
        double[] momentum = {
            state[1] * state[5] - state[2] * state[4],
            state[2] * state[3] - state[0] * state[5],
            state[0] * state[4] - state[1] * state[3]
        };
        double aside = Math.hypot(momentum[0], momentum[1]);
        double node = aside == 0 ? 0 : StrictMath.atan2(momentum[0], -momentum[1]);
        double inclination = StrictMath.atan2(aside, momentum[2]);
        double alongNode = StrictMath.cos(node) * state[0] + StrictMath.sin(node) * state[1];
        double across = StrictMath.cos(node) * state[1] - StrictMath.sin(node) * state[0];
        double ahead = StrictMath.cos(inclination) * across + StrictMath.sin(inclination) * state[2];
        // e cos E and e sin E: where e is nearly 0, E is anything, and the periapsis makes up for it.
        double eCos = 1 - radius / axis;
        double eSin = dot(state, 0, state, 3) / Math.sqrt(gravity * Math.abs(axis));
        double eccentricity = Math.hypot(eCos, eSin);
        double eccentric = StrictMath.atan2(eSin, eCos);
        double flat = Math.sqrt(Math.max(0, 1 - eccentricity * eccentricity));
        double anomaly = StrictMath.atan2(flat * StrictMath.sin(eccentric), StrictMath.cos(eccentric) - eccentricity);
        double periapsis = StrictMath.atan2(ahead, alongNode) - anomaly;
        return new KeplerOrbit(axis, eccentricity, inclination, node, periapsis, eccentric - eSin, gravity);
    }

    private static double dot(double[] first, int from, double[] second, int at) {
        return first[from] * second[at] + first[from + 1] * second[at + 1] + first[from + 2] * second[at + 2];
    }

    /// Once around, years: Kepler's third law.
    public double period() {
        return 2 * Math.PI / meanMotion();
    }

    /// Position and velocity, `[6]`: x, y, z in AU, then their rates in AU/year.
    ///
    /// @param time years
    public double[] state(double time) {
        double eccentric = eccentricAnomaly(anomaly + meanMotion() * time);
        double cos = StrictMath.cos(eccentric);
        double sin = StrictMath.sin(eccentric);
        double flat = Math.sqrt(1 - eccentricity * eccentricity);
        double rate = meanMotion() / (1 - eccentricity * cos);
        double[] state = new double[6];
        turn(axis * (cos - eccentricity), axis * flat * sin, state, 0);
        turn(-axis * sin * rate, axis * flat * cos * rate, state, 3);
        return state;
    }

    /// Solves Kepler's equation `M = E - e sin E` for `E` by Newton's method.
    ///
    /// @param mean mean anomaly `M`, rad
    /// @return eccentric anomaly `E`, rad
    double eccentricAnomaly(double mean) {
        double turns = 2 * Math.PI * Math.rint(mean / (2 * Math.PI));
        double within = mean - turns;
        double found = within + Math.signum(within) * eccentricity;
        for (int i = 0; i < MOST_STEPS; i++) {
            double error = found - eccentricity * StrictMath.sin(found) - within;
            double step = error / (1 - eccentricity * StrictMath.cos(found));
            found -= step;
            if (Math.abs(step) < EXACT) {
                break;
            }
        }
        return turns + found;
    }

    private double meanMotion() {
        return Math.sqrt(gravity / (axis * axis * axis));
    }

    /// From the orbit's plane, x towards the periapsis, into space.
    private void turn(double x, double y, double[] into, int offset) {
        double cosP = StrictMath.cos(periapsis);
        double sinP = StrictMath.sin(periapsis);
        double alongNode = cosP * x - sinP * y;
        double aside = sinP * x + cosP * y;
        double flat = StrictMath.cos(inclination) * aside;
        double cosN = StrictMath.cos(node);
        double sinN = StrictMath.sin(node);
        into[offset] = cosN * alongNode - sinN * flat;
        into[offset + 1] = sinN * alongNode + cosN * flat;
        into[offset + 2] = StrictMath.sin(inclination) * aside;
    }
}
