package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.PackedMatrix;
import io.github.jepa4j.tensor.internal.Rows;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A small residual convolutional network: stacks of a convolution, a max-pool and residual blocks, then a
/// linear layer and a layer normalisation. In pure Java.
///
/// Source: IMPALA (Espeholt et al. 2018, the deep network), in the form of EB-JEPA (arXiv 2602.03604): the
/// activation of a residual block comes after the addition. It differs where asked to: a first convolution
/// with a stride in place of the first pool, which saves most of the arithmetic.
///
/// | weights                                              | shape          |
/// |------------------------------------------------------|----------------|
/// | `encoder.stack.{s}.conv.weight`, `.bias`             | `[O, I, k, k]`, `[O]` |
/// | `encoder.stack.{s}.block.{b}.conv1.weight`, `.bias`  | `[O, O, 3, 3]`, `[O]`, and so `conv2` |
/// | `encoder.linear.weight`, `.bias`                     | `[D, F]`, `[D]`; `F` flattens `[C, Y, X]` |
/// | `encoder.norm.weight`, `.bias`                       | `[D]`, `[D]`   |
public final class ImpalaEncoder implements Encoder {

    private record Block(Convolution first, Convolution second) {}

    private record Stack(Convolution convolution, boolean pools, List<Block> blocks) {}

    private final ImpalaSpec spec;
    private final Kernels kernels;
    private final PixelNormalisation normalisation;
    private final List<Stack> stacks = new ArrayList<>();
    private final PackedMatrix linear;
    private final float[] bias;
    private final LayerNorm norm;

    private ImpalaEncoder(ImpalaSpec spec, SafeTensors weights, Kernels kernels) {
        this.spec = spec;
        this.kernels = kernels;
        this.normalisation = spec.normalisation();
        for (int stack = 0; stack < spec.stacks(); stack++) {
            stacks.add(stack(weights, stack));
        }
        int d = spec.latentDimension();
        float[] matrix = Weights.finite(weights, "encoder.linear.weight", d, spec.features());
        this.linear = PackedMatrix.ofTransposed(kernels, matrix, spec.features(), d);
        this.bias = Weights.finite(weights, "encoder.linear.bias", d);
        this.norm = new LayerNorm(
                Weights.finite(weights, "encoder.norm.weight", d), Weights.finite(weights, "encoder.norm.bias", d));
    }

    /// An encoder with these weights; others among them are ignored.
    ///
    /// @throws IllegalArgumentException when a weight is missing, has another shape, or is not finite
    public static ImpalaEncoder of(ImpalaSpec spec, SafeTensors weights) {
        return of(spec, weights, Kernels.best());
    }

    static ImpalaEncoder of(ImpalaSpec spec, SafeTensors weights, Kernels kernels) {
        return new ImpalaEncoder(spec, weights, kernels);
    }

    private Stack stack(SafeTensors weights, int stack) {
        String name = "encoder.stack.%d.".formatted(stack);
        int width = spec.widths()[stack];
        var first = new Convolution.Shape(spec.inputWidth(stack), width, spec.kernel(stack), spec.stride(stack));
        var inner = new Convolution.Shape(width, width, 3, 1);
        List<Block> blocks = new ArrayList<>();
        for (int block = 0; block < spec.blocks(); block++) {
            String inside = "%sblock.%d.conv".formatted(name, block);
            blocks.add(new Block(
                    Convolution.of(kernels, weights, inside + 1, inner),
                    Convolution.of(kernels, weights, inside + 2, inner)));
        }
        return new Stack(Convolution.of(kernels, weights, name + "conv", first), spec.pools(stack), blocks);
    }

    /// The sizes of this encoder.
    public ImpalaSpec spec() {
        return spec;
    }

    @Override
    public int dimension() {
        return spec.latentDimension();
    }

    @Override
    public Latent encode(Observation observation) {
        Pixels pixels = check(observation);
        float[] normalised = normalisation.normalise(pixels);
        FeatureMap map = FeatureMap.ofChannelsFirst(spec.channels(), spec.rows(), spec.columns(), normalised);
        for (Stack stack : stacks) {
            map = stack.convolution().apply(map);
            map = stack.pools() ? map.pooled() : map.relu();
            for (Block block : stack.blocks()) {
                FeatureMap inner = block.first().apply(map).relu();
                map = block.second().apply(inner).plus(map).relu();
            }
        }
        float[] features = map.relu().channelsFirst();
        Rows latent = Rows.dense(new float[spec.latentDimension()], spec.latentDimension());
        kernels.multiply(Rows.dense(features, features.length), linear, latent);
        kernels.addToEach(bias, latent);
        kernels.normalise(norm, latent, latent);
        return new Latent(latent.values());
    }

    /// The latents of several observations, in order, computed on the threads of the common pool; the same
    /// as one by one, bit for bit.
    @Override
    public List<Latent> encode(List<? extends Observation> observations) {
        observations.forEach(this::check);
        Latent[] latents = new Latent[observations.size()];
        IntStream.range(0, latents.length).parallel().forEach(i -> latents[i] = encode(observations.get(i)));
        return List.of(latents);
    }

    private Pixels check(Observation observation) {
        if (!(observation instanceof Pixels pixels)) {
            throw new IllegalArgumentException(
                    "This encoder sees pixels [C, Y, X] = [%d, %d, %d], but was given %s.\nMaybe the world delivers signals, which need another encoder."
                            .formatted(
                                    spec.channels(),
                                    spec.rows(),
                                    spec.columns(),
                                    observation.getClass().getSimpleName()));
        }
        if (pixels.channels() != spec.channels()
                || pixels.rows() != spec.rows()
                || pixels.columns() != spec.columns()) {
            throw new IllegalArgumentException(
                    "This encoder sees pixels [C, Y, X] = [%d, %d, %d], but was given [%d, %d, %d].\nMaybe the checkpoint was trained in another world."
                            .formatted(
                                    spec.channels(),
                                    spec.rows(),
                                    spec.columns(),
                                    pixels.channels(),
                                    pixels.rows(),
                                    pixels.columns()));
        }
        return pixels;
    }
}
