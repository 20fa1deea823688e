package io.github.jepa4j.actor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Noise whose power falls with frequency as `1 / f^exponent`: 0 is white, 2 is like a random walk. White
/// noise over a long horizon goes nowhere, since its steps cancel; coloured noise keeps a direction for a
/// while, so that candidates reach far.
///
/// Every value is standard normal whatever the exponent; only how neighbours in time agree changes. The
/// series is a sum of cosines and sines with normal amplitudes (Timmer and König, *On generating power law
/// noise*, 1995), of twice the horizon's period, so that the end is not tied to the beginning as it is in
/// the usual FFT form. The frequency 0 has the power of the lowest: a candidate may go one way all the
/// time.
///
/// No FFT: a table of `2H` waves times `2H` amplitudes costs about `2 H^2` multiplications per axis and
/// candidate, a hundredth of what imagining a candidate costs.
final class ColouredNoise {

    private final int horizon;
    private final float[][] waves;

    ColouredNoise(int horizon, float exponent) {
        this.horizon = horizon;
        this.waves = exponent == 0 ? new float[0][] : waves(horizon, exponent);
    }

    /// Fills some candidates' sequences with noise.
    ///
    /// @param values    `[K, H, A]`
    /// @param from      the first candidate to fill; the rest of the array follows
    /// @param dimension `A`
    void fill(float[] values, int from, int dimension, RandomGenerator random) {
        int first = from * horizon * dimension;
        if (waves.length == 0) {
            for (int i = first; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return;
        }
        float[] series = new float[horizon];
        for (int start = first; start < values.length; start += horizon * dimension) {
            for (int axis = 0; axis < dimension; axis++) {
                draw(series, random);
                for (int time = 0; time < horizon; time++) {
                    values[start + time * dimension + axis] = series[time];
                }
            }
        }
    }

    private void draw(float[] series, RandomGenerator random) {
        Arrays.fill(series, 0);
        for (float[] wave : waves) {
            float amplitude = (float) random.nextGaussian();
            for (int time = 0; time < series.length; time++) {
                series[time] += amplitude * wave[time];
            }
        }
    }

    private static float[][] waves(int horizon, float exponent) {
        int period = 2 * horizon;
        double power = 0;
        for (int frequency = 0; frequency <= horizon; frequency++) {
            power += powerOf(frequency, exponent);
        }
        float[][] waves = new float[period][];
        for (int frequency = 0; frequency <= horizon; frequency++) {
            double scale = Math.sqrt(powerOf(frequency, exponent) / power);
            waves[frequency] = wave(horizon, frequency, scale, 0);
            if (frequency > 0 && frequency < horizon) {
                waves[horizon + frequency] = wave(horizon, frequency, scale, Math.PI / 2);
            }
        }
        return waves;
    }

    private static double powerOf(int frequency, float exponent) {
        return Math.pow(Math.max(frequency, 1), -exponent);
    }

    private static float[] wave(int horizon, int frequency, double scale, double phase) {
        float[] wave = new float[horizon];
        for (int time = 0; time < horizon; time++) {
            wave[time] = (float) (scale * StrictMath.cos(Math.PI * frequency * time / horizon - phase));
        }
        return wave;
    }
}
