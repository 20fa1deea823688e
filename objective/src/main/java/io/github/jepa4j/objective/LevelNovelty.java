package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Rollout;

/// How little support the imagined future has in what a higher level was learned from: the mean over
/// the times `1..H` of the novelty of each latent to the level, in nats, 0 to 7. A planner that searches
/// for it finds actions by which its model imagines to pass a wall; the level above knows that nobody was
/// ever seen within one.
///
/// Source: planning kept to what the data support, by how likely it is that a latent was perceived and is none beside:
/// noise-contrastive estimation, Gutmann and Hyvärinen (2010).
///
/// @param level the first above the rollout's latents
public record LevelNovelty(Level level) implements Objective {

    @Override
    public String name() {
        return "want of support in the level above";
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[] shares = energyByTime(rollout);
        return Sums.over(rollout, Times.all(), (index, _) -> shares[index]);
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        LevelDistance.requireDimension(rollout, level);
        float[] novelty = level.novelty(level.encodeAll(rollout.latents()));
        for (int i = 0; i < novelty.length; i++) {
            novelty[i] *= share(rollout, i);
        }
        return novelty;
    }

    /// Of a time in the mean: now does not count.
    private static float share(Rollout rollout, int index) {
        return index % (rollout.horizon() + 1) == 0 ? 0 : 1f / rollout.horizon();
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        LevelDistance.requireDimension(rollout, level);
        float[] shares = new float[rollout.candidates() * (rollout.horizon() + 1)];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = share(rollout, i);
        }
        float[] seen = level.encodeAll(rollout.latents());
        float[] pulled = level.encodeBack(rollout.latents(), level.noveltyBack(seen, shares));
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        System.arraycopy(pulled, 0, gradient.latents(), 0, pulled.length);
        return gradient;
    }
}
