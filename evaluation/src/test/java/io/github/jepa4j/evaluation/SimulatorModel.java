package io.github.jepa4j.evaluation;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.FreezingCollisions;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.Position;
import java.util.Objects;

/// The simulator that training data are made with, as a world model: the latent is the position, in pixels.
record SimulatorModel(FreezingCollisions physics) implements WorldModel {

    static SimulatorModel of(Layout layout) {
        return new SimulatorModel(new FreezingCollisions(layout));
    }

    static Latent latent(Position position) {
        return new Latent(new float[] {(float) position.x(), (float) position.y()});
    }

    @Override
    public int latentDimension() {
        return 2;
    }

    @Override
    public int actionDimension() {
        return 2;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * 2];
        boolean[] frozen = new boolean[actions.candidates() * actions.horizon()];
        Rollout rollout = new Rollout(actions, 2, latents, frozen);
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            Position dot = new Position(now.values()[0], now.values()[1]);
            put(dot, latents, rollout.index(candidate, 0));
            for (int time = 0; time < actions.horizon(); time++) {
                int at = actions.index(candidate, time);
                Position next = physics.move(dot, actions.values()[at], actions.values()[at + 1]);
                frozen[at / 2] = next.equals(dot);
                dot = next;
                put(dot, latents, rollout.index(candidate, time + 1));
            }
        }
        return rollout;
    }

    private static void put(Position dot, float[] latents, int at) {
        latents[at] = (float) dot.x();
        latents[at + 1] = (float) dot.y();
    }

    /// An action that was frozen moves nothing; what came before it moves all that follows.
    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        boolean[] frozen = (boolean[]) Objects.requireNonNull(rollout.tape());
        float[] gradient = new float[rollout.actions().values().length];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            for (int axis = 0; axis < 2; axis++) {
                float later = 0;
                for (int time = rollout.horizon() - 1; time >= 0; time--) {
                    later += latentGradients[rollout.index(candidate, time + 1) + axis];
                    int at = rollout.actions().index(candidate, time);
                    gradient[at + axis] = frozen[at / 2] ? 0 : later;
                }
            }
        }
        return gradient;
    }
}
