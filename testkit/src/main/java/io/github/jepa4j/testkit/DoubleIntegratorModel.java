package io.github.jepa4j.testkit;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;

/// What a [DoubleIntegrator] does, exactly: latents are `x, y, vx, vy`, actions accelerations in m/s². It
/// knows of no limit to actions.
///
/// @param seconds of a step, above 0
public record DoubleIntegratorModel(double seconds) implements WorldModel {

    @Override
    public int latentDimension() {
        return 4;
    }

    @Override
    public int actionDimension() {
        return 2;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        requireFit(now, actions);
        float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * 4];
        ActionBatch kept = new ActionBatch(
                actions.candidates(), actions.horizon(), 2, actions.values().clone());
        Rollout rollout = new Rollout(kept, 4, latents, null);
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            System.arraycopy(now.values(), 0, latents, rollout.index(candidate, 0), 4);
            for (int step = 0; step < actions.horizon(); step++) {
                int from = rollout.index(candidate, step);
                for (int axis = 0; axis < 2; axis++) {
                    double pushed = actions.values()[actions.index(candidate, step) + axis];
                    double speed = latents[from + 2 + axis];
                    latents[from + 4 + axis] =
                            (float) (latents[from + axis] + speed * seconds + pushed * seconds * seconds / 2);
                    latents[from + 6 + axis] = (float) (speed + pushed * seconds);
                }
            }
        }
        return rollout;
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        if (latentGradients.length != rollout.latents().length) {
            throw new IllegalArgumentException(
                    "There are %d gradients for %d latents' numbers; each needs one.\nMaybe the latent of now was left out."
                            .formatted(latentGradients.length, rollout.latents().length));
        }
        float[] gradient = new float[rollout.actions().values().length];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            for (int axis = 0; axis < 2; axis++) {
                double place = 0;
                double speed = 0;
                for (int step = rollout.horizon() - 1; step >= 0; step--) {
                    int after = rollout.index(candidate, step + 1);
                    place += latentGradients[after + axis];
                    speed += latentGradients[after + 2 + axis];
                    gradient[rollout.actions().index(candidate, step) + axis] =
                            (float) (place * seconds * seconds / 2 + speed * seconds);
                    speed += place * seconds;
                }
            }
        }
        return gradient;
    }

    private static void requireFit(Latent now, ActionBatch actions) {
        if (now.dimension() != 4 || actions.dimension() != 2) {
            throw new IllegalArgumentException(
                    "A puck's latent has 4 dimensions and its actions 2 axes, but there are %d and %d.\nMaybe they are of another world."
                            .formatted(now.dimension(), actions.dimension()));
        }
        for (int i = 0; i < actions.values().length; i++) {
            if (Float.isNaN(actions.values()[i])) {
                int step = i / 2;
                throw new IllegalArgumentException(
                        "The action of candidate %d at step %d has NaN on axis %d; every axis must be a number.\nMaybe a planner's mean has diverged."
                                .formatted(step / actions.horizon(), step % actions.horizon(), i % 2));
            }
        }
    }
}
