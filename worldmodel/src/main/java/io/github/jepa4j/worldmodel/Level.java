package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A level of abstraction above another: latents of its own, in which a step takes `S` steps of the level below, and
/// macro-actions, each standing for what is done in them.
///
/// | in a model file, after `level.N.`  | what                                                                 |
/// |------------------------------------|----------------------------------------------------------------------|
/// | metadata `spec`                    | a [LevelSpec] as JSON                                                |
/// | `encoder.…`                        | a latent of the level below to its own                               |
/// | `decoder.…`                        | back, for pictures, readouts and what guardrails say                 |
/// | `macro.…`                          | `S` actions of the level below to a macro-action                     |
/// | `codes`                            | `[C, M]`, the macro-actions that are proposed                        |
/// | `step`                             | `[1]`, how far a step goes                                           |
/// | `waves`, `affordances.…`           | `[F, D]`, 0 of a context; how often each code was done there         |
/// | `support.…`                        | whether such a latent was perceived, or is one beside                |
/// | `predictor.…`                      | as a [ResidualWorldModel]'s, not normalised; a context stays         |
/// | metadata `chance`, `chance.…`      | where there is one, a [CategoricalSpec], and a [CategoricalWorldModel]'s |
///
/// Source: hierarchical joint-embedding prediction, LeCun, *A path towards autonomous machine intelligence* (2022),
/// §4.6 and figure 15. The waves are random Fourier features, Tancik et al. (2020), §4: what can be done changes within
/// a few centimetres of a wall, which networks on a few coordinates learn slowly. How it is learned stands at
/// `LevelTrainer` in module `learning`. Immutable, and safe to use from many threads.
public final class Level {

    private static final String PREFIX = "level.";
    private static final String CHANCE = "chance";
    private static final float MOST_NOVELTY = 7;

    private final LevelSpec spec;
    private final Map<String, Tensor> weights;
    private final Parts parts;
    private final Waves waves;
    private final ResidualWorldModel worldModel;
    private final @Nullable CategoricalWorldModel chance;

    private record Parts(
            Feedforward encoder,
            Feedforward decoder,
            Feedforward macro,
            Feedforward affordances,
            Feedforward support) {}

    private Level(LevelSpec spec, Map<String, Tensor> weights, @Nullable CategoricalWorldModel chance) {
        this.spec = spec;
        this.chance = chance;
        this.weights = Map.copyOf(weights);
        SafeTensors all = new SafeTensors(weights, Map.of());
        Kernels kernels = Kernels.best();
        parts = new Parts(
                Feedforward.of("encoder.", spec.encoder(), all, kernels),
                Feedforward.of("decoder.", spec.decoder(), all, kernels),
                Feedforward.of("macro.", spec.macro(), all, kernels),
                Feedforward.of("affordances.", spec.affordances(), all, kernels),
                Feedforward.of("support.", spec.support(), all, kernels));
        worldModel = ResidualWorldModel.unnormalised(spec.predictor(), staying(all));
        Weights.finite(all, "codes", spec.codes(), spec.macroDimension());
        Weights.finite(all, "step", 1);
        waves = Waves.of(all, "waves", spec.frequencies(), spec.latentDimension());
    }

    /// The predictor's weights, by which a context stays as it is.
    private SafeTensors staying(SafeTensors all) {
        if (spec.contextDimension() == 0) {
            return all;
        }
        Map<String, Tensor> changed = new TreeMap<>(all.tensors());
        for (String name : List.of("predictor.output.weight", "predictor.output.bias")) {
            changed.computeIfPresent(name, (_, tensor) -> {
                float[] values = tensor.values().clone();
                int moving = values.length / spec.latentDimension() * spec.movingDimension();
                Arrays.fill(values, moving, values.length, 0);
                return new Tensor(tensor.shape(), values);
            });
        }
        return new SafeTensors(changed, all.metadata());
    }

    /// A level of these parts.
    ///
    /// @param weights named as in the table; others are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite
    public static Level of(LevelSpec spec, Map<String, Tensor> weights) {
        return new Level(spec, weights, null);
    }

    /// Whether a model file in memory holds a level.
    ///
    /// @param number 2 for the first above the model
    public static boolean in(SafeTensors file, int number) {
        return file.metadata().containsKey(PREFIX + number + ".spec");
    }

    /// One that a model file in memory holds.
    ///
    /// @param number 2 for the first above the model
    /// @throws IllegalArgumentException when it holds none of that number, or it cannot be used
    public static Level of(SafeTensors file, int number) {
        String prefix = PREFIX + number + ".";
        if (!in(file, number)) {
            throw new IllegalArgumentException(
                    "The file's metadata lack %sspec: it holds no level %d.\nMaybe learn levels first: jepa4j levels --help."
                            .formatted(prefix, number));
        }
        Map<String, Tensor> own = FilePart.tensors(file.tensors(), prefix);
        Level level = of(JepaModel.parse(file.metadata(), prefix + "spec", LevelSpec.class), own);
        if (!file.metadata().containsKey(prefix + CHANCE)) {
            return level;
        }
        Map<String, Tensor> ofChance = FilePart.tensors(own, CHANCE + ".");
        CategoricalSpec sizes = JepaModel.parse(file.metadata(), prefix + CHANCE, CategoricalSpec.class);
        return level.withChance(CategoricalWorldModel.of(sizes, new SafeTensors(Map.of(), Map.of()), ofChance));
    }

    /// A model file with this level in place of what it had of that number and above, which stood on another; all else
    /// stays.
    ///
    /// @param number     2 for the first above the model
    /// @param provenance written beside it
    public SafeTensors in(SafeTensors file, int number, Map<String, String> provenance) {
        Map<String, Tensor> tensors = new TreeMap<>(file.tensors());
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        for (int above = number; above == number || in(file, above); above++) {
            String old = PREFIX + above + ".";
            tensors.keySet().removeIf(name -> name.startsWith(old));
            metadata.keySet().removeIf(name -> name.startsWith(old));
        }
        String prefix = PREFIX + number + ".";
        weights.forEach((name, tensor) -> {
            if (!name.startsWith(CHANCE + ".")) {
                tensors.put(prefix + name, tensor);
            }
        });
        if (chance != null) {
            chance.weights().forEach((name, tensor) -> tensors.put(prefix + CHANCE + "." + name, tensor));
            metadata.put(prefix + CHANCE, JepaModel.JSON.writeValueAsString(chance.spec()));
        }
        provenance.forEach((key, value) -> metadata.put(prefix + key, value));
        metadata.put(prefix + "spec", JepaModel.JSON.writeValueAsString(spec));
        return new SafeTensors(tensors, metadata);
    }

    /// The same level in a world that leaves something to chance: what its macro-actions lead to is told by a latent
    /// variable.
    ///
    /// @param model of its latents and macro-actions
    /// @throws IllegalArgumentException when it is of others
    public Level withChance(CategoricalWorldModel model) {
        if (spec.contextDimension() > 0) {
            throw new IllegalArgumentException(
                    "The level has a context of %d numbers; with one, nothing may be left to chance.\nMaybe set contextDimension=0."
                            .formatted(spec.contextDimension()));
        }
        if (model.latentDimension() != spec.latentDimension() || model.actionDimension() != spec.macroDimension()) {
            throw new IllegalArgumentException(
                    "The model of chance has %d latent dimensions and %d action axes, but the level %d and %d.\nMaybe it is another level's."
                            .formatted(
                                    model.latentDimension(),
                                    model.actionDimension(),
                                    spec.latentDimension(),
                                    spec.macroDimension()));
        }
        return new Level(spec, weights, model);
    }

    /// The same level as if nothing were left to chance.
    public Level withoutChance() {
        return new Level(spec, weights, null);
    }

    /// What its macro-actions lead to where something is left to chance; none where nothing is.
    public Optional<CategoricalWorldModel> chance() {
        return Optional.ofNullable(chance);
    }

    /// Its sizes.
    public LevelSpec spec() {
        return spec;
    }

    /// Imagines in its latents; its actions are macro-actions.
    public WorldModel worldModel() {
        return worldModel;
    }

    /// How far a step of its own goes, when it goes somewhere: the Euclidean distance of what is no context, on average
    /// over those that it was learned from, by how far they go.
    public float step() {
        return Objects.requireNonNull(weights.get("step")).values()[0];
    }

    /// What one macro-action each leads to from many latents.
    ///
    /// @param latents `[N, D]`
    /// @param macros  `[N, 1, M]`
    /// @return `[N, D]`
    public float[] step(float[] latents, ActionBatch macros) {
        return worldModel.step(latents, macros);
    }

    /// Its latent of one of the level below.
    public Latent encode(Latent lower) {
        return new Latent(encodeAll(lower.values()));
    }

    /// Its latents of many of the level below.
    ///
    /// @param lower `[N, lower D]`
    /// @return `[N, D]`
    public float[] encodeAll(float[] lower) {
        return applied(parts.encoder(), lower, spec.lowerDimension());
    }

    /// The derivative of a scalar by latents of the level below, from that by its own of them.
    ///
    /// @param lower     `[N, lower D]`
    /// @param gradients `[N, D]`
    /// @return `[N, lower D]`
    public float[] encodeBack(float[] lower, float[] gradients) {
        return parts.encoder()
                .pullback(Rows.dense(lower, spec.lowerDimension()), Rows.dense(gradients, spec.latentDimension()))
                .values();
    }

    /// What latents of its own are in the level below.
    ///
    /// @param latents `[N, D]`
    /// @return `[N, lower D]`
    public float[] decodeAll(float[] latents) {
        return applied(parts.decoder(), latents, spec.latentDimension());
    }

    /// The macro-actions that stand for actions of the level below.
    ///
    /// @param actions `[N, S, lower A]`
    /// @return `[N, M]`
    public float[] macros(float[] actions) {
        return applied(parts.macro(), actions, spec.span() * spec.lowerActions());
    }

    /// A macro-action that is proposed.
    ///
    /// @param code below `C`
    /// @return `[M]`
    public float[] code(int code) {
        float[] all = codes();
        return Arrays.copyOfRange(all, code * spec.macroDimension(), (code + 1) * spec.macroDimension());
    }

    /// `[C, M]`.
    float[] codes() {
        return Objects.requireNonNull(weights.get("codes")).values();
    }

    /// How likely what was done at such latents is each of the codes, going somewhere and not staying: 0 for what the
    /// data do not support.
    ///
    /// @param latents `[N, D]`
    /// @return `[N, C]`, each row adding up to 1
    public float[] affordances(float[] latents) {
        Rows rows = Rows.dense(latents, spec.latentDimension());
        return new Chances(parts.affordances(), waves).of(rows, context(rows)).values();
    }

    /// How likely each latent is one that was perceived, rather than one about a step beside: what is imagined and is
    /// below a half or so has no support in the data.
    ///
    /// @param latents `[N, D]`
    /// @return `[N]`, 0 to 1
    public float[] support(float[] latents) {
        float[] odds = odds(latents);
        for (int i = 0; i < odds.length; i++) {
            odds[i] = (float) (1 / (1 + Math.exp(-odds[i])));
        }
        return odds;
    }

    /// Their logarithms, `[N]`.
    private float[] odds(float[] latents) {
        Rows rows = Rows.dense(latents, spec.latentDimension());
        return parts.support().apply(waves.of(rows), context(rows)).values();
    }

    /// How much support latents lack: the logarithm of how often what each has goes into one half, 0 where it has more,
    /// and 7 at most.
    ///
    /// @param latents `[N, D]`
    /// @return `[N]`, in nats
    public float[] novelty(float[] latents) {
        float[] novelty = odds(latents);
        for (int i = 0; i < novelty.length; i++) {
            novelty[i] = (float) Math.clamp(Math.log1p(Math.exp(-novelty[i])) - Math.log(2), 0, MOST_NOVELTY);
        }
        return novelty;
    }

    /// The derivative of a scalar by latents, from that by the novelty of each.
    ///
    /// @param latents   `[N, D]`
    /// @param gradients `[N]`
    /// @return `[N, D]`
    public float[] noveltyBack(float[] latents, float[] gradients) {
        float[] odds = odds(latents);
        float[] novelty = novelty(latents);
        float[] byOdds = new float[odds.length];
        for (int i = 0; i < odds.length; i++) {
            boolean moves = novelty[i] > 0 && novelty[i] < MOST_NOVELTY;
            byOdds[i] = moves ? (float) (-gradients[i] / (1 + Math.exp(odds[i]))) : 0;
        }
        Rows rows = Rows.dense(latents, spec.latentDimension());
        Rows told = waves.of(rows);
        Rows pulled = Rows.dense(new float[latents.length], spec.latentDimension());
        float[] byWaves = parts.support()
                .pullback(told, context(rows), Rows.dense(byOdds, 1), context(pulled))
                .values();
        float[] moved = waves.pullback(told.values(), byWaves);
        for (int i = 0; i < moved.length; i++) {
            pulled.values()[i] += moved[i];
        }
        return pulled.values();
    }

    private Rows context(Rows latents) {
        return latents.at(spec.movingDimension());
    }

    private static float[] applied(Feedforward network, float[] inputs, int width) {
        if (width == 0 || inputs.length % width != 0) {
            throw new IllegalArgumentException(
                    "%d numbers are no rows of %d.\nMaybe they are of another level.".formatted(inputs.length, width));
        }
        return network.apply(Rows.dense(inputs, width)).values();
    }

    @Override
    public String toString() {
        return "Level[%s]".formatted(spec);
    }
}
