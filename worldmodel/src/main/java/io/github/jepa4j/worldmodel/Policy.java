package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.Map;
import java.util.TreeMap;

/// What to do, told from a latent and an aim by a network, without imagining or searching: what planning would come to,
/// learned from plans. Kept in the file of the model whose latents it acts from, under a name, since each kind of
/// aim takes one of its own.
///
/// | in a model file, after `policy.NAME.` | what                                                          |
/// |---------------------------------------|---------------------------------------------------------------|
/// | metadata `spec`                       | a [PolicySpec] as JSON                                        |
/// | `hidden.i.weight`, `.bias`            | `[M, D + G]` for the first, then `[M, M]`; `[M]`              |
/// | `output.weight`, `.bias`              | `[H * A, M]`, `[H * A]`                                       |
///
/// Source: the amortised actor, LeCun, *A path towards autonomous machine intelligence* (2022), §3.1.4 (from Mode-2 to
/// Mode-1); aims as of goal-conditioned imitation. How it is learned stands at `PolicyTrainer` in module `learning`.
/// Immutable, and safe to use from many threads.
public final class Policy {

    private static final String PREFIX = "policy.";

    private final PolicySpec spec;
    private final Map<String, Tensor> weights;
    private final Feedforward network;

    private Policy(PolicySpec spec, Map<String, Tensor> weights) {
        this.spec = spec;
        Map<String, Tensor> own = new TreeMap<>(weights);
        own.keySet().removeIf(name -> !name.startsWith("hidden.") && !name.startsWith("output."));
        this.weights = own;
        network = Feedforward.of("", spec.sizes(), new SafeTensors(weights, Map.of()), Kernels.best());
    }

    /// A policy of these weights.
    ///
    /// @param weights named as in the table; others are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite
    public static Policy of(PolicySpec spec, Map<String, Tensor> weights) {
        return new Policy(spec, weights);
    }

    /// Whether a model file in memory holds one of that name.
    public static boolean in(SafeTensors file, String name) {
        return file.metadata().containsKey(PREFIX + name + ".spec");
    }

    /// One that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none of that name, or it cannot be used
    public static Policy of(SafeTensors file, String name) {
        String prefix = PREFIX + name + ".";
        if (!in(file, name)) {
            throw new IllegalArgumentException(
                    "The file's metadata lack %sspec: it holds no policy named %s.\nMaybe distil one first: jepa4j distil --help."
                            .formatted(prefix, name));
        }
        return of(
                JepaModel.parse(file.metadata(), prefix + "spec", PolicySpec.class),
                FilePart.tensors(file.tensors(), prefix));
    }

    /// A model file with this one in place of what it had under that name; all else stays.
    ///
    /// @param provenance written beside it
    /// @throws IllegalArgumentException when the name is empty or has a dot, by which others' begin
    public SafeTensors in(SafeTensors file, String name, Map<String, String> provenance) {
        if (name.isEmpty() || name.contains(".")) {
            throw new IllegalArgumentException(
                    "The policy is to be named '%s'; a name is not empty and has no dot.\nMaybe it is a file's."
                            .formatted(name));
        }
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put("spec", JepaModel.JSON.writeValueAsString(spec));
        return FilePart.replaced(file, PREFIX + name + ".", weights, metadata);
    }

    /// Its sizes.
    public PolicySpec spec() {
        return spec;
    }

    /// What to do.
    ///
    /// @param now `[D]`
    /// @param aim `[G]`
    /// @return `[H, A]`, in the model's units, not made legal
    public ActionSequence act(Latent now, float[] aim) {
        if (now.dimension() != spec.latentDimension() || aim.length != spec.aimDimension()) {
            throw new IllegalArgumentException(
                    "The latent has %d dimensions and the aim %d numbers, but the policy was distilled for %d and %d.\nMaybe it is another model's, or of another kind of aim."
                            .formatted(now.dimension(), aim.length, spec.latentDimension(), spec.aimDimension()));
        }
        float[] inputs = new float[now.dimension() + aim.length];
        System.arraycopy(now.values(), 0, inputs, 0, now.dimension());
        System.arraycopy(aim, 0, inputs, now.dimension(), aim.length);
        float[] actions = network.apply(Rows.dense(inputs, inputs.length)).values();
        return new ActionSequence(spec.horizon(), spec.actionDimension(), actions);
    }

    @Override
    public String toString() {
        return "Policy[%s]".formatted(spec);
    }
}
