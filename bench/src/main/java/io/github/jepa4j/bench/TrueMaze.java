package io.github.jepa4j.bench;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.util.Arrays;

/// A maze as it is, in the latents of a learned model: what planning is worth where nothing is imagined wrongly.
///
/// @param encoder of the learned model, whose latents hold the place
/// @param scale   of the learned model
record TrueMaze(OgBenchMaze maze, SignalsEncoder encoder, ActionScale scale) implements WorldModel {

    @Override
    public int latentDimension() {
        return encoder.dimension();
    }

    @Override
    public int actionDimension() {
        return scale.dimension();
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        int d = latentDimension();
        float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * d];
        Rollout rollout = new Rollout(actions, d, latents, null);
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            System.arraycopy(now.values(), 0, latents, rollout.index(candidate, 0), d);
            Signals at = place(now);
            for (int step = 0; step < actions.horizon(); step++) {
                int from = actions.index(candidate, step);
                float[] inside = Arrays.copyOfRange(actions.values(), from, from + actions.dimension());
                Action action = scale.denormalise(inside);
                at = OgBenchPointMaze.moved(maze, at, action);
                System.arraycopy(encoder.encode(at).values(), 0, latents, rollout.index(candidate, step + 1), d);
            }
        }
        return rollout;
    }

    private Signals place(Latent latent) {
        var spec = encoder.spec();
        float[] place = new float[2];
        for (int axis = 0; axis < 2; axis++) {
            int at = spec.place(axis);
            place[axis] = latent.values()[at] * spec.std()[at] + spec.mean()[at];
        }
        return new Signals(place);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        throw new UnsupportedOperationException("The maze as it is has no gradient.\nMaybe plan by sampling.");
    }
}
