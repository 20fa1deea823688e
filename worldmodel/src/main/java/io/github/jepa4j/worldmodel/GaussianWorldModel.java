package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A world model with a latent variable of a few continuous numbers, `z' = LayerNorm(z + f(z, a, v))`: a
/// [ResidualWorldModel] to which the variable `v` is more actions. Before anything has happened each of its numbers is
/// normal, of mean 0 and deviation 1, whatever the latent and the action; where nothing is left to chance, `f` does
/// not look at it. Kept in the file of the model whose latents it imagines, whose normalisation it shares.
///
/// | in a model file                                         | what                                            |
/// |---------------------------------------------------------|-------------------------------------------------|
/// | metadata `continuous_variable.spec`                     | a [GaussianSpec] as JSON                        |
/// | `continuous_variable.predictor.…`                       | as a [ResidualWorldModel]'s, of `A + N` actions |
/// | `continuous_variable.inference.hidden.i.…`, `.action.…` | from `[z, z']` and the action                   |
/// | `continuous_variable.inference.output.…`                | to `N` means and `N` logarithms of deviations   |
///
/// Source: a continuous latent variable whose information is limited by noise, LeCun, *A path towards autonomous
/// machine intelligence* (2022), §4.3.3; inferred by a network, as of Kingma and Welling, *Auto-encoding variational
/// Bayes* (2014). How it is learned stands at `GaussianTrainer` in module `learning`. Immutable, and safe to use from
/// many threads.
public final class GaussianWorldModel implements UncertainWorldModel {

    /// What the names of its tensors begin with.
    public static final String PREFIX = "continuous_variable.";

    private static final String SPEC = PREFIX + "spec";
    private static final String PREDICTOR = "predictor.";
    private static final String INFERENCE = "inference.";

    private final GaussianSpec spec;
    private final Map<String, Tensor> weights;
    private final Cell cell;
    private final Feedforward inference;

    private GaussianWorldModel(GaussianSpec spec, Map<String, Tensor> weights, Cell cell, Feedforward inference) {
        this.spec = spec;
        this.weights = weights;
        this.cell = cell;
        this.inference = inference;
    }

    /// The one of a model.
    ///
    /// @param model   its file, in memory
    /// @param weights named as in the table, without [#PREFIX]; others are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite, or the model's
    ///     latents are of another dimension
    public static GaussianWorldModel of(GaussianSpec spec, SafeTensors model, Map<String, Tensor> weights) {
        Map<String, Tensor> own = FilePart.only(weights, List.of(PREDICTOR, INFERENCE));
        SafeTensors tensors = FilePart.beside(model, own);
        Kernels kernels = Kernels.best();
        return new GaussianWorldModel(
                spec,
                own,
                ResidualWorldModel.cell(spec.predictor(), tensors, kernels),
                Feedforward.of(INFERENCE, spec.inference(), tensors, kernels));
    }

    /// The one that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or it cannot be used
    public static GaussianWorldModel of(SafeTensors file) {
        if (!in(file)) {
            throw new IllegalArgumentException(
                    "The file's metadata lack %s: it holds no continuous latent variable.\nMaybe learn one first: jepa4j futures --set kind=continuous."
                            .formatted(SPEC));
        }
        Map<String, Tensor> own = FilePart.tensors(file.tensors(), PREFIX);
        return of(JepaModel.parse(file.metadata(), SPEC, GaussianSpec.class), file, own);
    }

    /// Whether a model file in memory holds one.
    public static boolean in(SafeTensors file) {
        return file.metadata().containsKey(SPEC);
    }

    /// A model file with this one in place of the latent variable that it had, of whichever kind; all else stays.
    ///
    /// @param provenance written beside it, each key after [#PREFIX]
    public SafeTensors in(SafeTensors file, Map<String, String> provenance) {
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put("spec", JepaModel.JSON.writeValueAsString(spec));
        return FilePart.replaced(FilePart.without(file, CategoricalWorldModel.PREFIX), PREFIX, weights, metadata);
    }

    /// Its sizes.
    public GaussianSpec spec() {
        return spec;
    }

    @Override
    public int latentDimension() {
        return spec.latentDimension();
    }

    @Override
    public int actionDimension() {
        return spec.actionDimension();
    }

    /// The variable is 0 at each step.
    @Override
    public WorldModel likeliest() {
        return given();
    }

    /// The variable has these values at the first steps, however likely they are, and is 0 from then on.
    ///
    /// @param values `[N]` each, the first step's first; may be none
    public WorldModel given(float[]... values) {
        float[][] copies = new float[values.length][];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = values[i].clone();
            if (copies[i].length != spec.dimensions()) {
                throw new IllegalArgumentException(
                        "The latent variable is to have %d numbers; it has %d.\nMaybe it is another model's."
                                .formatted(copies[i].length, spec.dimensions()));
            }
        }
        float[] none = new float[spec.dimensions()];
        return chance((time, axes) -> {
            float[] value = time < copies.length ? copies[time] : none;
            System.arraycopy(value, 0, axes, spec.actionDimension(), value.length);
        });
    }

    @Override
    public List<WorldModel> futures(int count, Seed seed) {
        List<Strata> strata = IntStream.range(0, spec.dimensions())
                .mapToObj(dimension -> new Strata(count, seed.split("dimension").split(dimension)))
                .toList();
        List<WorldModel> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int future = i;
            futures.add(chance((time, axes) -> {
                for (int dimension = 0; dimension < spec.dimensions(); dimension++) {
                    axes[spec.actionDimension() + dimension] =
                            NormalQuantile.of(strata.get(dimension).at(future, time));
                }
            }));
        }
        return List.copyOf(futures);
    }

    private WorldModel chance(GivenChance.Nature nature) {
        return new GivenChance(Rollouts.of(cell), spec.actionDimension(), nature);
    }

    /// What the latent variable was when something happened, as far as it can be told.
    ///
    /// @param now    before, `[D]`
    /// @param action that was done, `[A]`, in the model's units
    /// @param next   after, `[D]`
    public Inferred infer(Latent now, float[] action, Latent next) {
        int d = spec.latentDimension();
        if (now.dimension() != d || next.dimension() != d || action.length != spec.actionDimension()) {
            throw new IllegalArgumentException(
                    "The latents have %d and %d dimensions and the action %d axes, but the model has %d and %d.\nMaybe they are another model's."
                            .formatted(now.dimension(), next.dimension(), action.length, d, spec.actionDimension()));
        }
        float[] both = Arrays.copyOf(now.values(), 2 * d);
        System.arraycopy(next.values(), 0, both, d, d);
        float[] told = inference
                .apply(Rows.dense(both, 2 * d), Rows.dense(action, action.length))
                .values();
        int n = spec.dimensions();
        float[] mean = Arrays.copyOf(told, n);
        float[] deviation = new float[n];
        double nats = 0;
        for (int i = 0; i < n; i++) {
            double logarithm = told[n + i];
            deviation[i] = (float) Math.exp(logarithm);
            nats += (mean[i] * mean[i] + deviation[i] * deviation[i] - 1) / 2.0 - logarithm;
        }
        return new Inferred(mean, deviation, (float) (nats / Math.log(2)));
    }

    /// What a latent variable was.
    ///
    /// @param mean      `[N]`
    /// @param deviation `[N]`, above 0
    /// @param bits      that it tells beyond what was known before: the divergence from a normal of mean 0 and
    ///     deviation 1
    public record Inferred(float[] mean, float[] deviation, float bits) {}

    @Override
    public String toString() {
        return "GaussianWorldModel[%s]".formatted(spec);
    }
}
