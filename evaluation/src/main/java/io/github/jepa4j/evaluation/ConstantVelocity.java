package io.github.jepa4j.evaluation;

import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;

/// Everything goes on as it goes now: a signal whose rate is a signal too changes at that rate, everything else stays.
///
/// @param rates of each signal, which signal is its rate per second; -1 where none is
/// @param step  the time between two observations, in seconds
public record ConstantVelocity(int[] rates, double step) implements Forecaster {

    @Override
    public String name() {
        return "constant velocity";
    }

    @Override
    public float[] forecast(Episode episode, int now, int horizon) {
        float[] seen = ((Signals) episode.observations().get(now)).values();
        float[] future = new float[horizon * seen.length];
        for (int k = 0; k < horizon; k++) {
            for (int s = 0; s < seen.length; s++) {
                double change = rates[s] < 0 ? 0 : (k + 1) * step * seen[rates[s]];
                future[k * seen.length + s] = (float) (seen[s] + change);
            }
        }
        return future;
    }
}
