package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// A disc in the plane of two signals, standing or moving: a zone, an obstacle, somebody who is after us.
///
/// @param x       readout of the first coordinate
/// @param y       readout of the second, in the same unit
/// @param centres where its centre is now, after the first action, and so on: `[T, 2]`, in the signals' unit; the last
///     place holds for all times beyond; at least one, all finite
/// @param radius  in the signals' unit, above 0
public record Disc(Readout x, Readout y, float[] centres, float radius) {

    public Disc {
        centres = centres.clone();
        if (centres.length < 2 || centres.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "The centres of a disc are %d numbers; they must be 2 for each time, and at least 2.\nMaybe a coordinate was forgotten."
                            .formatted(centres.length));
        }
        for (float coordinate : centres) {
            if (!Float.isFinite(coordinate)) {
                throw new IllegalArgumentException(
                        "A centre of a disc has the coordinate %s; it must be finite.\nMaybe what is avoided was lost from sight."
                                .formatted(coordinate));
            }
        }
        if (!(radius > 0) || Float.isInfinite(radius)) {
            throw new IllegalArgumentException(
                    "The radius of a disc is %s; it must be finite and above 0.\nMaybe it is a diameter of 0."
                            .formatted(radius));
        }
        if (!x.unit().equals(y.unit())) {
            throw new IllegalArgumentException(
                    "The coordinates of a disc have the units '%s' and '%s'; they must have the same.\nMaybe one of them is of another sensor."
                            .formatted(x.unit(), y.unit()));
        }
    }

    /// A disc that stands still.
    public static Disc standing(Readout x, Readout y, float centreX, float centreY, float radius) {
        return new Disc(x, y, new float[] {centreX, centreY}, radius);
    }

    /// How far each time of each candidate is from the centre: `[K, H + 1]`, at least 0.
    float[] distances(Rollout rollout) {
        float[] xs = x.read(rollout);
        float[] ys = y.read(rollout);
        float[] distances = new float[xs.length];
        for (int i = 0; i < distances.length; i++) {
            int time = i % (rollout.horizon() + 1);
            distances[i] = (float) length(xs[i] - centre(time, 0), ys[i] - centre(time, 1));
        }
        return distances;
    }

    /// Pulls a gradient on the distances back.
    ///
    /// @param gradients `[K, H + 1]`; where the distance is 0, which has no direction, none is passed on
    void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        float[] xs = x.read(rollout);
        float[] ys = y.read(rollout);
        float[] alongX = new float[gradients.length];
        float[] alongY = new float[gradients.length];
        for (int i = 0; i < gradients.length; i++) {
            int time = i % (rollout.horizon() + 1);
            float dx = xs[i] - centre(time, 0);
            float dy = ys[i] - centre(time, 1);
            double distance = length(dx, dy);
            if (distance > 0) {
                alongX[i] = (float) (gradients[i] * dx / distance);
                alongY[i] = (float) (gradients[i] * dy / distance);
            }
        }
        x.pullback(rollout, alongX, into);
        y.pullback(rollout, alongY, into);
    }

    /// How far the true place may be from the one read: the errors of both coordinates, at right angles.
    /// Where each holds for 90 % of cases, both together hold for at least 80 %; calibrate them at 95 % for
    /// a place at 90 %.
    float error(int time) {
        return (float) Math.hypot(x.error(time), y.error(time));
    }

    /// As `Math.hypot`, which costs many times as much: squares of floats neither overflow nor vanish in
    /// double.
    private static double length(double dx, double dy) {
        return Math.sqrt(dx * dx + dy * dy);
    }

    private float centre(int time, int axis) {
        return centres[Math.min(2 * time, centres.length - 2) + axis];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Disc that
                && x.equals(that.x)
                && y.equals(that.y)
                && Arrays.equals(centres, that.centres)
                && radius == that.radius;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(centres) + Float.hashCode(radius);
    }
}
