package io.github.jepa4j.bench;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;

/// A world model of a building with a battery: what power a change of charge takes is learned, what an hour costs and
/// emits follows from the meter. Its latents hold the signals themselves.
///
/// | axis   | 0                                     | 1         | 2         | 3             | 4              |
/// |--------|---------------------------------------|-----------|-----------|---------------|----------------|
/// | latent | charge, kWh                           | power, kW | cost, $   | emissions, kg |                |
/// | action | charge wanted after the hour, kWh     | load, kW  | solar, kW | price, $/kWh  | carbon, kg/kWh |
///
/// An action is a set-point of the charge rather than a power, so that a plan can move energy from one hour
/// to another by changing the hours between alone: over powers, the same move changes two that are far
/// apart, and planners hardly find it. The last four axes of the actions are exogenous: a
/// [io.github.jepa4j.worldmodel.ForecastWorldModel] fixes them.
///
/// @param battery as learned
record BuildingModel(LearnedBattery battery) implements WorldModel {

    static final int LATENT = 4;
    static final int ACTION = 5;

    @Override
    public int latentDimension() {
        return LATENT;
    }

    @Override
    public int actionDimension() {
        return ACTION;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        Axes.bind("D", "latent of the model", LATENT)
                .and("A", "action of the model", ACTION)
                .and("D", "latent of now", now.dimension())
                .and("A", "actions", actions.dimension());
        requireFinite(actions);
        float[] own = actions.values().clone();
        var copy = new ActionBatch(actions.candidates(), actions.horizon(), ACTION, own);
        float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * LATENT];
        var rollout = new Rollout(copy, LATENT, latents, null);
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            System.arraycopy(now.values(), 0, latents, rollout.index(candidate, 0), LATENT);
            for (int time = 0; time < actions.horizon(); time++) {
                int in = copy.index(candidate, time);
                int out = rollout.index(candidate, time + 1);
                double power = battery.power().at(own[in] - latents[out - LATENT]);
                double bought = Math.max(0, own[in + 1] - own[in + 2] + power);
                latents[out] = own[in];
                latents[out + 1] = (float) power;
                latents[out + 2] = (float) (bought * own[in + 3]);
                latents[out + 3] = (float) (bought * own[in + 4]);
            }
        }
        return rollout;
    }

    private static void requireFinite(ActionBatch actions) {
        int perCandidate = actions.horizon() * ACTION;
        for (int i = 0; i < actions.values().length; i++) {
            if (!Float.isFinite(actions.values()[i])) {
                throw new IllegalArgumentException(
                        "The action of candidate %d at step %d has %s on axis %d; actions must be finite.\nMaybe a forecast has a gap."
                                .formatted(
                                        i / perCandidate, i % perCandidate / ACTION, actions.values()[i], i % ACTION));
            }
        }
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        Axes.bind("D", "latent of the model", LATENT).and("D", "latent of the rollout", rollout.latentDimension());
        if (latentGradients.length != rollout.latents().length) {
            throw new IllegalArgumentException(
                    "There are %d gradients for %d latents.\nMaybe the latent of now was left out."
                            .formatted(latentGradients.length, rollout.latents().length));
        }
        float[] gradients = new float[rollout.actions().values().length];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            double onNext = 0;
            for (int time = rollout.horizon(); time > 0; time--) {
                int in = rollout.actions().index(candidate, time - 1);
                onNext = pull(
                        rollout, latentGradients, gradients, new int[] {in, rollout.index(candidate, time)}, onNext);
            }
        }
        return gradients;
    }

    /// An hour back.
    ///
    /// @param places of the action and of the latent after it
    /// @param later  the derivative by this hour's charge through the next hour's power
    /// @return likewise, for the hour before
    private double pull(Rollout rollout, float[] latentGradients, float[] gradients, int[] places, double later) {
        float[] actions = rollout.actions().values();
        int in = places[0];
        int out = places[1];
        double change = actions[in] - rollout.latents()[out - LATENT];
        double net = actions[in + 1] - actions[in + 2] + battery.power().at(change);
        double onBought = actions[in + 3] * latentGradients[out + 2] + actions[in + 4] * latentGradients[out + 3];
        double onNet = net > 0 ? onBought + 0.0 : 0; // never -0
        double onChange = (latentGradients[out + 1] + onNet) * battery.power().slopeAt(change);
        gradients[in] = (float) (latentGradients[out] + onChange + later);
        gradients[in + 1] = (float) onNet;
        gradients[in + 2] = (float) (0 - onNet);
        gradients[in + 3] = (float) (Math.max(0, net) * latentGradients[out + 2]);
        gradients[in + 4] = (float) (Math.max(0, net) * latentGradients[out + 3]);
        return 0 - onChange;
    }
}
