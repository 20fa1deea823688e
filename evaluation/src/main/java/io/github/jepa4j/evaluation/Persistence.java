package io.github.jepa4j.evaluation;

import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;

/// Everything stays as it is.
public record Persistence() implements Forecaster {

    @Override
    public String name() {
        return "persistence";
    }

    @Override
    public float[] forecast(Episode episode, int now, int horizon) {
        float[] seen = ((Signals) episode.observations().get(now)).values();
        float[] future = new float[horizon * seen.length];
        for (int k = 0; k < horizon; k++) {
            System.arraycopy(seen, 0, future, k * seen.length, seen.length);
        }
        return future;
    }
}
