package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A world model with a latent variable of a few values, `z' = LayerNorm(z + f(z, a, v))`: a [ResidualWorldModel] to
/// which the variable `v` is one more action, and a perceptron that tells from latent and action how likely each
/// value is. Kept in the file of the model whose latents it imagines, whose normalisation it shares.
///
/// | in a model file                                     | what                                            |
/// |-----------------------------------------------------|-------------------------------------------------|
/// | metadata `latent_variable.spec`                     | a [CategoricalSpec] as JSON                     |
/// | `latent_variable.predictor.…`                       | as a [ResidualWorldModel]'s, of `A + N` actions |
/// | `latent_variable.chances.hidden.i.weight`, `.bias`  | `[P, D]` or `[P, P]`, `[P]`; `i` is 0 or 1      |
/// | `latent_variable.chances.action.weight`             | `[P, A]`                                        |
/// | `latent_variable.chances.waves`                     | `[F, D]`, where there are: then for `D` read `2 F` |
/// | `latent_variable.chances.output.weight`, `.bias`    | `[N, P]`, `[N]`                                 |
///
/// Source: a discrete latent variable of bounded capacity, LeCun, *A path towards autonomous machine intelligence*
/// (2022), §4.3.3 and figure 10, inferred as the value of least energy (§4.2). How it is learned stands at
/// `CategoricalTrainer` in module `learning`. Immutable, and safe to use from many threads.
public final class CategoricalWorldModel implements UncertainWorldModel {

    /// What the names of its tensors begin with.
    public static final String PREFIX = "latent_variable.";

    private static final String SPEC = PREFIX + "spec";
    private static final String PREDICTOR = "predictor.";
    private static final String CHANCES = "chances.";

    private final CategoricalSpec spec;
    private final Map<String, Tensor> weights;
    private final ChanceCell cell;

    private CategoricalWorldModel(CategoricalSpec spec, Map<String, Tensor> weights, ChanceCell cell) {
        this.spec = spec;
        this.weights = weights;
        this.cell = cell;
    }

    /// The one of a model.
    ///
    /// @param model   its file, in memory
    /// @param weights named as in the table, without [#PREFIX]; others are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite, or the model's
    ///     latents are of another dimension
    public static CategoricalWorldModel of(CategoricalSpec spec, SafeTensors model, Map<String, Tensor> weights) {
        Map<String, Tensor> own = FilePart.only(weights, List.of(PREDICTOR, CHANCES));
        SafeTensors tensors = FilePart.beside(model, own);
        Kernels kernels = Kernels.best();
        Cell predictor = ResidualWorldModel.cell(spec.predictor(), tensors, kernels);
        return new CategoricalWorldModel(spec, own, new ChanceCell(predictor, chances(spec, tensors, kernels)));
    }

    private static Chances chances(CategoricalSpec spec, SafeTensors weights, Kernels kernels) {
        var sizes = new Feedforward.Sizes(
                Waves.width(spec.frequencies(), spec.latentDimension()),
                spec.actionDimension(),
                spec.chanceHidden(),
                CategoricalSpec.CHANCE_LAYERS,
                spec.values());
        return new Chances(
                Feedforward.of(CHANCES, sizes, weights, kernels),
                Waves.of(weights, CHANCES + "waves", spec.frequencies(), spec.latentDimension()));
    }

    /// The one that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or it cannot be used
    public static CategoricalWorldModel of(SafeTensors file) {
        if (!in(file)) {
            throw new IllegalArgumentException(
                    "The file's metadata lack %s: it holds no latent variable.\nMaybe learn one first: jepa4j futures --help."
                            .formatted(SPEC));
        }
        Map<String, Tensor> own = FilePart.tensors(file.tensors(), PREFIX);
        return of(JepaModel.parse(file.metadata(), SPEC, CategoricalSpec.class), file, own);
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
        return FilePart.replaced(FilePart.without(file, GaussianWorldModel.PREFIX), PREFIX, weights, metadata);
    }

    /// Its sizes.
    public CategoricalSpec spec() {
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

    /// As in a file, without [#PREFIX].
    Map<String, Tensor> weights() {
        return weights;
    }

    /// What may follow from each of many latents.
    ///
    /// @param chances `[R, N]`, how likely each value is; each row adds up to 1
    /// @param latents `[R, N, D]`, what it leads to
    public record Outcomes(float[] chances, float[] latents) {}

    /// What may follow from each of many latents, by each value of the variable.
    ///
    /// @param latents `[R, D]`
    /// @param actions `[R, 1, A]`, in the model's units
    public Outcomes outcomes(float[] latents, ActionBatch actions) {
        int d = spec.latentDimension();
        int count = actions.candidates();
        if (actions.horizon() != 1 || actions.dimension() != spec.actionDimension() || latents.length != count * d) {
            throw new IllegalArgumentException(
                    "%d latent numbers for %d actions of %d axes over %d steps do not fit a model of %d dimensions and %d axes; one step of each is told.\nMaybe they are another model's."
                            .formatted(
                                    latents.length,
                                    count,
                                    actions.dimension(),
                                    actions.horizon(),
                                    d,
                                    spec.actionDimension()));
        }
        Rows from = Rows.dense(latents, d);
        float[] chances = cell.chances()
                .of(from, Rows.dense(actions.values(), actions.dimension()))
                .values();
        float[] next = new float[count * spec.values() * d];
        for (int value = 0; value < spec.values(); value++) {
            float[] led = Rollouts.of(cell).step(latents, given(actions, value));
            for (int row = 0; row < count; row++) {
                System.arraycopy(led, row * d, next, (row * spec.values() + value) * d, d);
            }
        }
        return new Outcomes(chances, next);
    }

    private static ActionBatch given(ActionBatch actions, int value) {
        ActionBatch both = ActionBatch.zeros(actions.candidates(), 1, actions.dimension() + 1);
        for (int row = 0; row < actions.candidates(); row++) {
            System.arraycopy(
                    actions.values(), actions.index(row, 0), both.values(), both.index(row, 0), actions.dimension());
            both.values()[both.index(row, 0) + actions.dimension()] = ChanceCell.given(value);
        }
        return both;
    }

    /// How likely each value is, `[N]`, adding up to 1.
    ///
    /// @param action `[A]`, in the model's units
    public float[] chances(Latent now, float[] action) {
        require(now, action);
        return cell.chances().of(row(now.values()), row(action)).values();
    }

    @Override
    public WorldModel likeliest() {
        return given(new int[0]);
    }

    /// The variable has these values at the first steps, however likely they are, and is the likeliest from then
    /// on: what to sweep a branch of the future by.
    ///
    /// @param values each below `N`, the first step's first; may be empty
    public WorldModel given(int... values) {
        int[] copy = values.clone();
        for (int value : copy) {
            if (value < 0 || value >= spec.values()) {
                throw new IllegalArgumentException(
                        "The latent variable is to be %d; it has the values 0 to %d.\nMaybe it was counted from 1."
                                .formatted(value, spec.values() - 1));
            }
        }
        return chance((time, axes) ->
                axes[axes.length - 1] = time < copy.length ? ChanceCell.given(copy[time]) : ChanceCell.LIKELIEST);
    }

    @Override
    public List<WorldModel> futures(int count, Seed seed) {
        Strata strata = new Strata(count, seed);
        return IntStream.range(0, count)
                .mapToObj(future -> chance((time, axes) -> axes[axes.length - 1] = strata.at(future, time)))
                .toList();
    }

    private WorldModel chance(GivenChance.Nature nature) {
        return new GivenChance(Rollouts.of(cell), spec.actionDimension(), nature);
    }

    /// What the latent variable was when something happened: the value by which the model comes nearest to it, where
    /// what was less likely has to come nearer (the spec's price).
    ///
    /// @param now    before, `[D]`
    /// @param action that was done, `[A]`, in the model's units
    /// @param next   after, `[D]`
    public Inferred infer(Latent now, float[] action, Latent next) {
        require(now, action);
        requireKnown(next);
        @Nullable Inferred best = null;
        double least = Double.POSITIVE_INFINITY;
        float[] likely = chances(now, action);
        ActionBatch batch = new ActionBatch(1, 1, spec.actionDimension(), action.clone());
        for (int value = 0; value < spec.values(); value++) {
            Rollout rollout = given(value).imagine(now, batch);
            float energy = 0;
            for (int i = 0; i < next.dimension(); i++) {
                float gap = rollout.latents()[next.dimension() + i] - next.values()[i];
                energy += gap * gap / next.dimension();
            }
            double cost = energy - spec.price() * Math.log(Math.max(likely[value], Float.MIN_NORMAL));
            if (cost < least) {
                least = cost;
                best = new Inferred(value, energy, likely[value]);
            }
        }
        return Objects.requireNonNull(best);
    }

    /// What a latent variable was.
    ///
    /// @param value  below `N`
    /// @param energy how far the model then is from what happened: the mean over `D` of the squared gaps
    /// @param chance how likely the model had thought this value, 0 to 1
    public record Inferred(int value, float energy, float chance) {}

    private void requireKnown(Latent next) {
        boolean known = next.dimension() == spec.latentDimension();
        for (float value : next.values()) {
            known &= Float.isFinite(value);
        }
        if (!known) {
            throw new IllegalArgumentException(
                    "What came is a latent of %d dimensions, of which all must be finite, and there be %d.\nMaybe it could not be perceived."
                            .formatted(next.dimension(), spec.latentDimension()));
        }
    }

    private void require(Latent now, float[] action) {
        if (now.dimension() != spec.latentDimension() || action.length != spec.actionDimension()) {
            throw new IllegalArgumentException(
                    "The latent has %d dimensions and the action %d axes, but the model has %d and %d.\nMaybe they are another model's."
                            .formatted(now.dimension(), action.length, spec.latentDimension(), spec.actionDimension()));
        }
    }

    private static Rows row(float[] values) {
        return new Rows(values, 0, values.length, 1);
    }

    @Override
    public String toString() {
        return "CategoricalWorldModel[%s]".formatted(spec);
    }
}
