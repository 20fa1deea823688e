package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.random.RandomGenerator;

/// What [PairJepa] does with latents, written out number by number.
///
/// @param clips    `B`
/// @param starts   `S`
/// @param numbers  `E`, of an expanded latent
/// @param expanded `[N, E]`: what came at each start of each clip, then what was foreseen 1, 2, ... steps
///     ahead from all starts but the last 1, 2, ... of each clip
record PlainPairs(int clips, int starts, int numbers, float[] expanded) {

    /// Adds normal noise, as large as a share of the root mean square of latents less their means.
    ///
    /// @param latents `[N, D]`
    static float[] noisy(float[] latents, int dimension, double share, Seed seed) {
        int count = latents.length / dimension;
        double squares = 0;
        for (int d = 0; d < dimension; d++) {
            double mean = 0;
            for (int n = 0; n < count; n++) {
                mean += latents[n * dimension + d] / (double) count;
            }
            for (int n = 0; n < count; n++) {
                squares += Math.pow(latents[n * dimension + d] - mean, 2) / (count - 1) / dimension;
            }
        }
        RandomGenerator random = seed.split("noise").generator();
        float[] noisy = latents.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (random.nextGaussian() * share * Math.sqrt(squares));
        }
        return noisy;
    }

    /// Of each clip's rows all but the last.
    ///
    /// @param rows    `[B, count, D]`
    static float[] withoutTheLast(float[] rows, int count, int dimension) {
        int kept = (count - 1) * dimension;
        float[] less = new float[rows.length / count * (count - 1)];
        for (int i = 0; i < less.length; i++) {
            less[i] = rows[i / kept * count * dimension + i % kept];
        }
        return less;
    }

    static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, next, part.length);
            next += part.length;
        }
        return all;
    }

    /// The mean squared error, over starts and clips, then over steps ahead.
    double prediction(int unrolled) {
        double sum = 0;
        int row = clips * starts;
        for (int ahead = 1; ahead <= unrolled; ahead++) {
            int kept = starts - ahead;
            for (int clip = 0; clip < clips; clip++) {
                for (int start = 0; start < kept; start++) {
                    for (int e = 0; e < numbers; e++) {
                        double off = expanded[row * numbers + e] - came(clip * starts + start + ahead, e);
                        sum += off * off / (clips * kept) / numbers / unrolled;
                    }
                    row++;
                }
            }
        }
        return sum;
    }

    /// How far the deviation of numbers that came falls short of 1, in the mean.
    double variance() {
        double sum = 0;
        for (int e = 0; e < numbers; e++) {
            sum += Math.max(0, 1 - Math.sqrt(covariance(e, e) + 1e-4)) / numbers;
        }
        return sum;
    }

    /// The sum of squared covariances of different numbers, over how many numbers there are.
    double covariance() {
        double sum = 0;
        for (int e = 0; e < numbers; e++) {
            for (int other = 0; other < numbers; other++) {
                sum += e == other ? 0 : Math.pow(covariance(e, other), 2) / numbers;
            }
        }
        return sum;
    }

    private double covariance(int e, int other) {
        int count = clips * starts;
        double sum = 0;
        double sumOfOther = 0;
        double products = 0;
        for (int n = 0; n < count; n++) {
            sum += came(n, e);
            sumOfOther += came(n, other);
            products += came(n, e) * came(n, other);
        }
        return (products - sum * sumOfOther / count) / (count - 1);
    }

    private double came(int row, int e) {
        return expanded[row * numbers + e];
    }
}
