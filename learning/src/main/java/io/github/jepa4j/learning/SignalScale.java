package io.github.jepa4j.learning;

import io.github.jepa4j.tensor.Tensor;
import java.util.List;

/// How signals are given to a network.
///
/// @param mean `[S]`, of each signal
/// @param std  `[S]`; 1 for one that never moves
record SignalScale(float[] mean, float[] std) {

    static SignalScale of(List<PerceivedEpisode> episodes, int signals) {
        double[] sum = new double[signals];
        double[] squares = new double[signals];
        long count = 0;
        for (PerceivedEpisode episode : episodes) {
            for (int i = 0; i < episode.signals().length; i++) {
                sum[i % signals] += episode.signals()[i];
                squares[i % signals] += (double) episode.signals()[i] * episode.signals()[i];
            }
            count += episode.signals().length / signals;
        }
        float[] mean = new float[signals];
        float[] std = new float[signals];
        for (int s = 0; s < signals; s++) {
            mean[s] = (float) (sum[s] / count);
            double variance = squares[s] / count - Math.pow(sum[s] / count, 2);
            std[s] = variance > 0 ? (float) Math.sqrt(variance) : 1;
        }
        return new SignalScale(mean, std);
    }

    int signals() {
        return mean.length;
    }

    void normalise(float[] signals, int time, float[] into, int begin) {
        for (int s = 0; s < mean.length; s++) {
            into[begin + s] = (signals[time * mean.length + s] - mean[s]) / std[s];
        }
    }

    static Tensor vector(float[] values) {
        return new Tensor(new int[] {values.length}, values);
    }
}
