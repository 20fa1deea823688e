package io.github.jepa4j.agent;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;

/// A point on a plane that goes where it is told, seen as it is; and the model that knows so.
final class PointWorld implements GoalEnvironment {

    static final ActionSpace SPACE = new ActionSpace.Ball(2, 1);

    private final float wind;
    private float x;
    private float y;
    private float goalX;
    private float goalY;

    PointWorld() {
        this(0);
    }

    /// @param wind added to x at every step, of which the model knows nothing
    PointWorld(float wind) {
        this.wind = wind;
    }

    @Override
    public ActionSpace actionSpace() {
        return SPACE;
    }

    @Override
    public Observation reset(Seed seed) {
        var random = seed.generator();
        x = random.nextFloat(-5, 5);
        y = random.nextFloat(-5, 5);
        goalX = random.nextFloat(-5, 5);
        goalY = random.nextFloat(-5, 5);
        return seen();
    }

    @Override
    public Observation step(Action action) {
        x += action.values()[0] + wind;
        y += action.values()[1];
        return seen();
    }

    @Override
    public Observation goal() {
        return new Signals(new float[] {goalX, goalY});
    }

    @Override
    public double distanceToGoal() {
        return Math.hypot(x - goalX, y - goalY);
    }

    private Signals seen() {
        return new Signals(new float[] {x, y});
    }

    /// Sees positions as they are, and counts how often it looked.
    static final class Eyes implements Encoder {
        int looks;

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public Latent encode(Observation observation) {
            looks++;
            return new Latent(((Signals) observation).values());
        }
    }

    /// Positions moved by their actions.
    static final class Model implements WorldModel {

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
            Rollout rollout = new Rollout(actions, 2, latents, null);
            for (int candidate = 0; candidate < actions.candidates(); candidate++) {
                int at = rollout.index(candidate, 0);
                System.arraycopy(now.values(), 0, latents, at, 2);
                int action = actions.index(candidate, 0);
                for (int i = 0; i < actions.horizon() * 2; i++) {
                    latents[at + i + 2] = latents[at + i] + actions.values()[action + i];
                }
            }
            return rollout;
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            float[] gradient = new float[rollout.actions().values().length];
            for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
                for (int i = rollout.horizon() * 2 - 1; i >= 0; i--) {
                    int at = rollout.actions().index(candidate, 0) + i;
                    float later = i + 2 < rollout.horizon() * 2 ? gradient[at + 2] : 0;
                    gradient[at] = later + latentGradients[rollout.index(candidate, 1) + i];
                }
            }
            return gradient;
        }
    }
}
