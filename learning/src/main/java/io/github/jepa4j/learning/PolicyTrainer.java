package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.FeedforwardNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.Policy;
import io.github.jepa4j.worldmodel.PolicySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.bytedeco.pytorch.Tensor;

/// Distils plans into a policy, which tells from a latent and an aim what planning would have come to:
/// the mean squared error of all actions of each plan, in the model's units. What planning found by
/// chance in one plan and not in another averages out.
///
/// Source: the amortised actor, LeCun, *A path towards autonomous machine intelligence* (2022), §3.1.4; imitation of a
/// planner as of guided policy search (Levine and Koltun, 2013) and of expert iteration (Anthony et al., 2017), here
/// once, from plans of episodes that the planner played itself.
///
/// Learned again from the same plans with the same seed, it is the same, on the same machine with the same number of
/// threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
/// @param interim where it is kept how far it has come; its file is the caller's to remove
public record PolicyTrainer(PolicyConfig config, int threads, Interim interim) {

    private static final double LEAST_DEVIATION = 1e-6;

    /// Of which nothing is kept until it is done.
    public PolicyTrainer(PolicyConfig config, int threads) {
        this(config, threads, Interim.none());
    }

    /// The same, which goes on with what is kept there.
    public PolicyTrainer keeping(Interim other) {
        return new PolicyTrainer(config, threads, other);
    }

    /// @param plans at least one, all of the same sizes
    /// @throws IllegalArgumentException      when there is none, or they are of several sizes
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Policy train(List<Deliberation> plans, Seed seed, UpdateListener listener) {
        if (plans.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no plans to distil a policy from; there must be at least 1.\nMaybe their objectives tell no aim, or none of them kept the guardrails.");
        }
        PolicySpec spec = spec(plans.getFirst());
        plans.forEach(plan -> requireSame(spec, spec(plan)));
        Scales scales = Scales.of(plans, spec);
        Engine.open(threads);
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(seed.split("policy"));
            var network = new FeedforwardNetwork(parameters, "", sizes(spec));
            var schedule = new WarmupCosine(config.learningRate(), 0, config.updates() / 20, config.updates());
            new Descent(parameters, schedule, "policy")
                    .run(
                            new Descent.Lesson(
                                    interim,
                                    Configuration.hash(config) + checksum(plans),
                                    config.updates(),
                                    seed.split("batches")),
                            (_, random) -> loss(network, drawn(plans, random), spec, scales),
                            listener);
            return Policy.of(spec, scales.folded(parameters.copy()));
        }
    }

    private static String checksum(List<Deliberation> plans) {
        var sum = new CRC32C();
        for (Deliberation plan : plans) {
            LatentEpisode.add(inputs(plan), sum);
            LatentEpisode.add(plan.actions().values(), sum);
        }
        return "%d plans %x".formatted(plans.size(), sum.getValue());
    }

    private PolicySpec spec(Deliberation plan) {
        return new PolicySpec(
                plan.now().dimension(),
                plan.aim().kind(),
                plan.aim().values().length,
                plan.actions().dimension(),
                plan.actions().horizon(),
                config.hidden(),
                config.layers());
    }

    private static void requireSame(PolicySpec first, PolicySpec other) {
        if (!first.equals(other)) {
            throw new IllegalArgumentException(
                    "The plans are of several sizes: %s and %s; a policy is distilled from plans of one.\nMaybe those near an episode's end, which are shorter, were kept too."
                            .formatted(first, other));
        }
    }

    private static FeedforwardNetwork.Sizes sizes(PolicySpec spec) {
        return new FeedforwardNetwork.Sizes(
                spec.latentDimension() + spec.aimDimension(),
                0,
                spec.hidden(),
                spec.layers(),
                spec.horizon() * spec.actionDimension());
    }

    private List<Deliberation> drawn(List<Deliberation> plans, RandomGenerator random) {
        List<Deliberation> drawn = new ArrayList<>();
        for (int i = 0; i < config.batch(); i++) {
            drawn.add(plans.get(random.nextInt(plans.size())));
        }
        return drawn;
    }

    private static Tensor loss(FeedforwardNetwork network, List<Deliberation> batch, PolicySpec spec, Scales scales) {
        int in = spec.latentDimension() + spec.aimDimension();
        int out = spec.horizon() * spec.actionDimension();
        float[] inputs = new float[batch.size() * in];
        float[] wanted = new float[batch.size() * out];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(scales.scaled(inputs(batch.get(i))), 0, inputs, i * in, in);
            System.arraycopy(batch.get(i).actions().values(), 0, wanted, i * out, out);
        }
        return network.forward(Natives.of(inputs, batch.size(), in))
                .sub(Natives.of(wanted, batch.size(), out))
                .square()
                .mean();
    }

    private static float[] inputs(Deliberation plan) {
        float[] now = plan.now().values();
        float[] inputs = Arrays.copyOf(now, now.length + plan.aim().values().length);
        System.arraycopy(plan.aim().values(), 0, inputs, now.length, plan.aim().values().length);
        return inputs;
    }

    /// Means and deviations of the inputs, by which they are learned from; the first layer takes them in afterwards.
    private record Scales(float[] mean, float[] deviation) {

        static Scales of(List<Deliberation> plans, PolicySpec spec) {
            int in = spec.latentDimension() + spec.aimDimension();
            double[] means = new double[in];
            double[] squares = new double[in];
            plans.forEach(plan -> add(inputs(plan), new double[in], 1, means, plans.size()));
            plans.forEach(plan -> add(inputs(plan), means, 2, squares, plans.size()));
            float[] mean = new float[in];
            float[] deviation = new float[in];
            for (int i = 0; i < in; i++) {
                mean[i] = (float) means[i];
                double spread = Math.sqrt(squares[i]);
                boolean varies = spread > LEAST_DEVIATION * Math.max(1, Math.abs(means[i]));
                deviation[i] = varies ? (float) spread : 1; // what never changed tells nothing
            }
            return new Scales(mean, deviation);
        }

        private static void add(float[] inputs, double[] from, int power, double[] sums, int count) {
            for (int i = 0; i < inputs.length; i++) {
                sums[i] += Math.pow(inputs[i] - from[i], power) / count;
            }
        }

        float[] scaled(float[] inputs) {
            float[] scaled = new float[inputs.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = (inputs[i] - mean[i]) / deviation[i];
            }
            return scaled;
        }

        /// `W (x - m) / s + b = (W / s) x + (b - W m / s)`.
        Map<String, io.github.jepa4j.tensor.Tensor> folded(Map<String, io.github.jepa4j.tensor.Tensor> weights) {
            Map<String, io.github.jepa4j.tensor.Tensor> folded = new LinkedHashMap<>(weights);
            io.github.jepa4j.tensor.Tensor first = Objects.requireNonNull(weights.get("hidden.0.weight"));
            io.github.jepa4j.tensor.Tensor bias = Objects.requireNonNull(weights.get("hidden.0.bias"));
            float[] weight = first.values().clone();
            float[] moved = bias.values().clone();
            for (int i = 0; i < weight.length; i++) {
                int input = i % mean.length;
                weight[i] /= deviation[input];
                moved[i / mean.length] -= weight[i] * mean[input];
            }
            folded.put("hidden.0.weight", new io.github.jepa4j.tensor.Tensor(first.shape(), weight));
            folded.put("hidden.0.bias", new io.github.jepa4j.tensor.Tensor(bias.shape(), moved));
            return folded;
        }
    }
}
