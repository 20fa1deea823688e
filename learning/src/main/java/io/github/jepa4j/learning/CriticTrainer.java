package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.CriticNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.tensor.Seed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Learns how many steps it takes from a latent to given values of signals, from episodes alone, after the
/// model was trained, which stays as it is.
///
/// `v(z, g)`, the discount to the power of the steps, is drawn to `max(discount^n * v'(z_n, g),
/// discount^k)`: `z_n` is the latent `n` recorded actions later, `n` drawn from 1 to the setting's
/// greatest; `k` is how long it really took, where the goal was met on the way or taken from the own future
/// (else that term is 0). `v'` is a copy that follows slowly. The loss is the expectile's, `|tau - 1(target
/// < v)| (target - v)^2`: what the best of the recorded actions lead to, without asking which they were.
///
/// Source: goal-conditioned implicit value learning, Park et al., *HIQL* (NeurIPS 2023), equation 4, after
/// Kostrikov et al., *Offline reinforcement learning with implicit Q-learning* (2022), equation 5. Differs
/// from them: on the latents of a frozen world model; goals are values of named signals; the value is a
/// power of the discount between 0 and 1, rather than a sum of costs; it looks several steps ahead, since
/// the noise of one-step targets, always taken for good news, adds up; and what was really done bounds the
/// target, which holds where the world is deterministic.
///
/// Learned again from the same episodes with the same seed, a critic is the same, on the same machine with
/// the same number of threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
public record CriticTrainer(CriticConfig config, int threads) {

    private static final double WEIGHT_DECAY = 1e-5;

    /// What a goal consists of.
    ///
    /// @param names     of the signals
    /// @param tolerance `[S]`, in each signal's unit, above 0: the goal is met where the gaps over these,
    ///     squared, add up to at most 1
    public record Goals(List<String> names, float[] tolerance) {

        public Goals {
            names = List.copyOf(names);
            tolerance = tolerance.clone();
            boolean usable = !names.isEmpty() && names.size() == tolerance.length;
            for (float one : tolerance) {
                usable &= one > 0 && Float.isFinite(one);
            }
            if (!usable) {
                throw new IllegalArgumentException(
                        "Goals of %d signals have %d tolerances; there must be one for each, finite and above 0.\nMaybe a signal was left out."
                                .formatted(names.size(), tolerance.length));
            }
        }
    }

    /// @param episodes  at least one, each with at least one action, of the same latents and signals
    /// @param dimension `D`
    /// @throws IllegalArgumentException   when episodes are empty, or of other sizes
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Critic train(
            List<PerceivedEpisode> episodes, int dimension, Goals goals, Seed seed, UpdateListener listener) {
        PerceivedEpisode.check(episodes, dimension, goals.names().size());
        Engine.open(threads);
        SignalScale scale = SignalScale.of(episodes, goals.names().size());
        var sampler = new CriticBatch.Sampler(episodes, scale, goals.tolerance(), dimension, config);
        try (Scope scope = Scope.open()) {
            var updates = new Descent(dimension + scale.signals(), seed.split("critic"));
            var random = seed.split("batches").generator();
            for (int update = 0; update < config.updates(); update++) {
                listener.updated(update + 1, updates.update(update, sampler.draw(random)));
            }
            Map<String, io.github.jepa4j.tensor.Tensor> tensors = new LinkedHashMap<>(updates.online.copy());
            tensors.put("critic.signal.mean", SignalScale.vector(scale.mean()));
            tensors.put("critic.signal.std", SignalScale.vector(scale.std()));
            return Critic.of(goals.names(), config.discount(), tensors);
        }
    }

    /// One update after the other.
    private final class Descent {

        private final Parameters online;
        private final Parameters followers;
        private final CriticNetwork network;
        private final CriticNetwork target;
        private final AdamW optimizer;
        private final WarmupCosine schedule;
        private final int width;

        Descent(int width, Seed seed) {
            this.width = width;
            online = new Parameters(seed);
            followers = new Parameters(seed);
            network = new CriticNetwork(online, width, config.units());
            target = new CriticNetwork(followers, width, config.units());
            optimizer = new AdamW(online, new AdamW.Config(0.9, 0.999, 1e-8, WEIGHT_DECAY));
            schedule = new WarmupCosine(config.learningRate(), 0, 0, config.updates());
        }

        double update(int update, CriticBatch batch) {
            try (Scope scope = Scope.open()) {
                Tensor loss = loss(batch);
                double value = loss.item_float();
                if (!Double.isFinite(value)) {
                    throw TrainingDivergedException.ofLoss(update, value);
                }
                optimizer.step(online.gradients(loss), schedule.rate(update));
                follow();
                return value;
            }
        }

        private Tensor loss(CriticBatch batch) {
            Tensor wanted = wanted(batch);
            Tensor gap = wanted.sub(network.nearness(Natives.of(batch.now(), config.batch(), width)));
            Tensor better = gap.gt(new Scalar(0)).to(torch.ScalarType.Float);
            Tensor weight = better.mul(new Scalar(2 * config.expectile() - 1)).add(new Scalar(1 - config.expectile()));
            return weight.mul(gap.square()).mean();
        }

        private Tensor wanted(CriticBatch batch) {
            try (NoGradGuard guard = new NoGradGuard()) {
                Tensor onward = target.nearness(Natives.of(batch.next(), config.batch(), width))
                        .mul(Natives.of(batch.onward(), config.batch()));
                return torch.maximum(onward, Natives.of(batch.least(), config.batch()));
            }
        }

        private void follow() {
            try (NoGradGuard guard = new NoGradGuard()) {
                List<Tensor> leaders = online.tensors();
                for (int i = 0; i < leaders.size(); i++) {
                    followers.tensors().get(i).lerp_(leaders.get(i), new Scalar(config.targetRate()));
                }
            }
        }
    }
}
