package io.github.jepa4j.actor;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.Objects;

/// The true dynamics of a small two-rooms world, as a world model: the latent is the position, in px. A
/// square of 56 px with a vertical wall in the middle, and a door in it. Who walks into a wall stops there,
/// and slides along it.
///
/// @param doorY  the middle of the door
/// @param halfDoor half its width; more than 56 for one room without a wall
record WallModel(float doorY, float halfDoor) implements WorldModel {

    static final float SIZE = 56;
    static final float WALL = 28;
    private static final float GAP = 0.3f;

    static WallModel oneRoom() {
        return new WallModel(WALL, 2 * SIZE);
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
        boolean[] stopped = new boolean[actions.values().length];
        Rollout rollout = new Rollout(actions, 2, latents, stopped);
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            System.arraycopy(now.values(), 0, latents, rollout.index(candidate, 0), 2);
            for (int time = 0; time < actions.horizon(); time++) {
                step(
                        latents,
                        rollout.index(candidate, time),
                        actions.values(),
                        actions.index(candidate, time),
                        stopped);
            }
        }
        return rollout;
    }

    private void step(float[] latents, int at, float[] actions, int action, boolean[] stopped) {
        float x = latents[at];
        float y = latents[at + 1];
        float nextX = x + actions[action];
        float nextY = Math.clamp(y + actions[action + 1], 0, SIZE);
        boolean crosses = (x < WALL) != (nextX < WALL);
        if (crosses) {
            float yAtWall = y + (WALL - x) / (nextX - x) * (nextY - y);
            if (Math.abs(yAtWall - doorY) > halfDoor) {
                nextX = x < WALL ? WALL - GAP : WALL + GAP;
                stopped[action] = true;
            }
        }
        stopped[action] |= nextX < 0 || nextX > SIZE;
        stopped[action + 1] = nextY != y + actions[action + 1];
        latents[at + 2] = Math.clamp(nextX, 0, SIZE);
        latents[at + 3] = nextY;
    }

    /// As the dynamics are: a coordinate that was stopped depends on nothing before.
    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        boolean[] stopped = (boolean[]) Objects.requireNonNull(rollout.tape());
        float[] gradient = new float[rollout.actions().values().length];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            for (int axis = 0; axis < 2; axis++) {
                float later = 0;
                for (int time = rollout.horizon() - 1; time >= 0; time--) {
                    later += latentGradients[rollout.index(candidate, time + 1) + axis];
                    int at = rollout.actions().index(candidate, time) + axis;
                    later = stopped[at] ? 0 : later;
                    gradient[at] = later;
                }
            }
        }
        return gradient;
    }
}
