package io.github.jepa4j.safety;

import java.util.Arrays;

/// What is declared of sensors and actuators. Inside these bounds the filter's promise holds; outside
/// them it does what it can, and promises nothing. What is declared of the plant itself is with its
/// [Plant].
///
/// - **Noise**: a genuine reading is this near to the true state of its time, on each signal.
/// - **Delay**: an action begins to act a whole number of steps late: the same over an episode, but
///   unknown.
/// - **Staleness**: a reading is of a whole number of steps ago: likewise.
/// - **Saturation**: an actuator may cut each axis at a level between this share of its limit and the
///   limit.
/// - **Faults**: from any step on a signal may be missing (NaN), out of range, or stay at its last
///   reading, for as long as it likes. The first reading of an episode is genuine.
///
/// @param noise      greatest error of each signal, in its unit, at least 0; rounding to single
///     precision is added by the filter
/// @param delay      most steps, at least 0
/// @param staleness  most steps, at least 0
/// @param saturation in (0, 1]; 1: no actuator cuts off what is legal
public record Bounds(double[] noise, int delay, int staleness, double saturation) {

    private static final int MOST_STEPS = 20;

    public Bounds {
        for (double error : noise) {
            if (!(error >= 0) || Double.isInfinite(error)) {
                throw new IllegalArgumentException(
                        "The declared noise %s is no bound; each signal's must be finite and at least 0.\nMaybe a sensor has no data sheet yet."
                                .formatted(Arrays.toString(noise)));
            }
        }
        if (delay < 0 || delay > MOST_STEPS || staleness < 0 || staleness > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "The declared delay is %d and the staleness %d steps; both must be from 0 to %d.\nMaybe they were given in milliseconds."
                            .formatted(delay, staleness, MOST_STEPS));
        }
        if (!(saturation > 0 && saturation <= 1)) {
            throw new IllegalArgumentException(
                    "The declared saturation is %s; it must be above 0 and at most 1, the share of the limit that always acts.\nMaybe it was given in the action's unit."
                            .formatted(saturation));
        }
    }

    /// Readings exact, actions at once.
    ///
    /// @param signals how many
    public static Bounds exact(int signals) {
        return new Bounds(new double[signals], 0, 0, 1);
    }

    /// The same noise on every signal, in their units; all else as it is.
    public Bounds noise(double error) {
        double[] all = noise.clone();
        Arrays.fill(all, error);
        return new Bounds(all, delay, staleness, saturation);
    }

    /// Another greatest delay.
    public Bounds delay(int steps) {
        return new Bounds(noise, steps, staleness, saturation);
    }

    /// Another greatest staleness.
    public Bounds staleness(int steps) {
        return new Bounds(noise, delay, steps, saturation);
    }

    /// Another saturation.
    public Bounds saturation(double share) {
        return new Bounds(noise, delay, staleness, share);
    }
}
