package io.github.jepa4j.evaluation;

import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.regression.RidgeRegression;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;

/// A linear model, rolled out: each signal's change in a step is a linear function of all signals (of an angle its sine
/// and cosine) and the action, learned by ridge regression. What a control engineer would try first (an ARX model of
/// order one: Ljung, *System Identification*, 2nd edition, 1999, section 4.2); it knows of an angle more than that
/// model does.
public final class LinearForecaster implements Forecaster {

    private final SignalLayout layout;
    private final List<RidgeRegression.Fit> changes;

    private LinearForecaster(SignalLayout layout, List<RidgeRegression.Fit> changes) {
        this.layout = layout;
        this.changes = changes;
    }

    /// Learns from episodes; steps at whose ends a signal is missing are passed over.
    public static LinearForecaster learn(SignalLayout layout, List<Episode> episodes) {
        List<double[]> rows = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (Episode episode : episodes) {
            for (int t = 0; t < episode.length(); t++) {
                float[] before = ((Signals) episode.observations().get(t)).values();
                float[] after = ((Signals) episode.observations().get(t + 1)).values();
                double[] row = row(layout, before, episode.actions().get(t).values());
                double[] change = new double[before.length];
                boolean isKnown = true;
                for (int s = 0; s < change.length; s++) {
                    change[s] = layout.difference(s, before[s], after[s]);
                    isKnown &= Double.isFinite(change[s]);
                }
                if (isKnown) {
                    rows.add(row);
                    targets.add(change);
                }
            }
        }
        int inputs = rows.getFirst().length;
        double[] all = new double[rows.size() * inputs];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * inputs, inputs);
        }
        List<double[]> columns = new ArrayList<>();
        for (int s = 0; s < layout.names().size(); s++) {
            int signal = s;
            columns.add(targets.stream().mapToDouble(change -> change[signal]).toArray());
        }
        return new LinearForecaster(layout, RidgeRegression.of(all, inputs).fit(columns));
    }

    private static double[] row(SignalLayout layout, float[] signals, float[] action) {
        int angles = 0;
        for (float turn : layout.turns()) {
            angles += turn > 0 ? 1 : 0;
        }
        double[] row = new double[signals.length + angles + action.length];
        int place = 0;
        for (int s = 0; s < signals.length; s++) {
            float turn = layout.turns()[s];
            if (turn > 0) {
                row[place++] = Math.sin(2 * Math.PI * signals[s] / turn);
                row[place++] = Math.cos(2 * Math.PI * signals[s] / turn);
            } else {
                row[place++] = signals[s];
            }
        }
        for (float value : action) {
            row[place++] = value;
        }
        return row;
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public float[] forecast(Episode episode, int now, int horizon) {
        float[] signals = ((Signals) episode.observations().get(now)).values().clone();
        float[] future = new float[horizon * signals.length];
        for (int k = 0; k < horizon; k++) {
            double[] row = row(layout, signals, episode.actions().get(now + k).values());
            for (int s = 0; s < signals.length; s++) {
                signals[s] += (float) changes.get(s).predict(row, 0);
            }
            System.arraycopy(signals, 0, future, k * signals.length, signals.length);
        }
        return future;
    }
}
