package io.github.jepa4j.network;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The tensors of a network, by name, in the order in which they were made: those that are trained, and
/// those that are frozen, which have no gradient and which no optimiser sees. Each draws its first values
/// from the seed split by its own name, so that adding a layer changes no other layer's start.
/// Convolution weights are kept channels last.
public final class Parameters {

    /// Beyond so many standard deviations a truncated normal value is drawn again.
    private static final double CUT = 2;

    private final Seed seed;
    private final Predicate<String> drawn;
    private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    private final Set<String> frozen = new LinkedHashSet<>();

    /// No parameters yet.
    public Parameters(Seed seed) {
        this(seed, _ -> true);
    }

    private Parameters(Seed seed, Predicate<String> drawn) {
        this.seed = seed;
        this.drawn = drawn;
    }

    /// No parameters yet, and none will be drawn: they start at zero, since all will be loaded. Saves the
    /// time and the memory that large networks take to start.
    public static Parameters toBeLoaded() {
        return toBeLoaded(new Seed(0), _ -> false);
    }

    /// No parameters yet; of such names they will be drawn, and all others start at zero, since they will be loaded.
    public static Parameters toBeLoaded(Seed seed, Predicate<String> drawn) {
        return new Parameters(seed, drawn);
    }

    /// No parameters yet; they will start with the same values as these did.
    public Parameters again() {
        return new Parameters(seed, drawn);
    }

    /// Values uniform in `[-bound, bound)`.
    Tensor uniform(String name, double bound, long... shape) {
        var random = seed.split(name).generator();
        return add(name, () -> random.nextDouble() * 2 * bound - bound, shape);
    }

    /// Values each drawn by itself.
    Tensor drawn(String name, ToDoubleFunction<RandomGenerator> value, long... shape) {
        var random = seed.split(name).generator();
        return add(name, () -> value.applyAsDouble(random), shape);
    }

    /// Values drawn several at once, such as the kernels of channels.
    Tensor drawnInGroups(String name, Function<RandomGenerator, double[]> group, long... shape) {
        var random = seed.split(name).generator();
        var values = Stream.generate(() -> group.apply(random))
                .flatMapToDouble(Arrays::stream)
                .iterator();
        return add(name, values::nextDouble, shape);
    }

    /// Values normal with mean 0.
    Tensor normal(String name, double std, long... shape) {
        var random = seed.split(name).generator();
        return add(name, () -> random.nextGaussian() * std, shape);
    }

    /// Values normal with mean 0, none beyond two standard deviations.
    Tensor truncatedNormal(String name, double std, long... shape) {
        var random = seed.split(name).generator();
        return add(
                name,
                () -> {
                    double value = random.nextGaussian();
                    while (Math.abs(value) > CUT) {
                        value = random.nextGaussian();
                    }
                    return value * std;
                },
                shape);
    }

    /// Given values, frozen: kept beside what is trained, and not trained.
    public Tensor frozen(String name, float[] values, long... shape) {
        checkNew(name);
        Tensor tensor = Natives.of(values, shape);
        tensors.put(name, tensor);
        frozen.add(name);
        return tensor;
    }

    /// Values all the same.
    Tensor constant(String name, double value, long... shape) {
        return add(name, () -> value, shape);
    }

    private void checkNew(String name) {
        if (tensors.containsKey(name)) {
            throw new IllegalArgumentException(
                    "There is a parameter named %s already; every name must be given once.\nMaybe two layers were given the same prefix."
                            .formatted(name));
        }
    }

    private Tensor add(String name, DoubleSupplier value, long... shape) {
        checkNew(name);
        Tensor tensor = drawn.test(name) ? draw(value, shape) : torch.zeros(shape);
        if (shape.length == 4) {
            tensor = tensor.contiguous(torch.MemoryFormat.ChannelsLast);
        }
        tensor.set_requires_grad(true);
        tensors.put(name, tensor);
        return tensor;
    }

    private static Tensor draw(DoubleSupplier value, long... shape) {
        int size = 1;
        for (long axis : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(axis));
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) value.getAsDouble();
        }
        return Natives.of(values, shape);
    }

    /// Freezes what is trained and of such a name. To be called before an optimiser is made.
    public void freeze(Predicate<String> which) {
        for (String name : names()) {
            if (which.test(name)) {
                tensor(name).set_requires_grad(false);
                frozen.add(name);
            }
        }
    }

    /// The names of what is trained, in order.
    public List<String> names() {
        return tensors.keySet().stream().filter(name -> !frozen.contains(name)).toList();
    }

    /// What is trained, in order.
    public List<Tensor> tensors() {
        return names().stream().map(this::tensor).toList();
    }

    /// The shapes of all tensors, trained and frozen, by name, in order.
    public SequencedMap<String, int[]> shapes() {
        SequencedMap<String, int[]> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(
                name, Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray()));
        return shapes;
    }

    /// The tensor of a name that there is, trained or frozen.
    Tensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name));
    }

    /// How many numbers there are in all, frozen ones included.
    public long count() {
        return tensors.values().stream().mapToLong(Tensor::numel).sum();
    }

    /// The gradient of a scalar by all that is trained, in order. The native tensors belong to the open
    /// scope.
    public List<Tensor> gradients(Tensor scalar) {
        TensorVector gradients =
                torch.grad(new TensorVector(scalar), new TensorVector(tensors().toArray(Tensor[]::new)));
        List<Tensor> list = new ArrayList<>();
        for (long i = 0; i < gradients.size(); i++) {
            list.add(gradients.get(i));
        }
        return list;
    }

    /// A copy of every parameter, trained or frozen.
    public SequencedMap<String, io.github.jepa4j.tensor.Tensor> copy() {
        return copy(_ -> true);
    }

    /// A copy of the parameters of such names, trained or frozen.
    public SequencedMap<String, io.github.jepa4j.tensor.Tensor> copy(Predicate<String> which) {
        SequencedMap<String, io.github.jepa4j.tensor.Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (which.test(name)) {
                copies.put(name, Natives.copy(tensor));
            }
        });
        return copies;
    }

    /// Overwrites every parameter, trained or frozen, with the value of the same name.
    ///
    /// @throws IllegalArgumentException when one is missing or has another shape; nothing is overwritten
    ///     then
    public void load(Map<String, io.github.jepa4j.tensor.Tensor> values) {
        load(values, _ -> true);
    }

    /// Overwrites the parameters of such names, trained or frozen; the others stay as they are.
    ///
    /// @throws IllegalArgumentException when one is missing or has another shape; nothing is overwritten
    ///     then
    public void load(Map<String, io.github.jepa4j.tensor.Tensor> values, Predicate<String> which) {
        List<String> names = tensors.keySet().stream().filter(which).toList();
        names.forEach(name -> check(name, tensor(name), values.get(name)));
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            names.forEach(name -> tensor(name).copy_(Natives.of(Objects.requireNonNull(values.get(name)))));
        }
    }

    /// Overwrites one parameter, trained or frozen.
    ///
    /// @throws IllegalArgumentException when there is none of this name, or it has another shape
    public void set(String name, io.github.jepa4j.tensor.Tensor value) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "There is no parameter %s among %d.\nMaybe it is of another architecture."
                            .formatted(name, tensors.size()));
        }
        check(name, tensor, value);
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            tensor.copy_(Natives.of(value));
        }
    }

    private static void check(String name, Tensor tensor, io.github.jepa4j.tensor.@Nullable Tensor value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "The parameter %s is missing.\nMaybe the checkpoint is of another architecture.".formatted(name));
        }
        long[] expected = tensor.shape();
        long[] found = Arrays.stream(value.shape()).asLongStream().toArray();
        if (!Arrays.equals(expected, found)) {
            throw new IllegalArgumentException(
                    "The parameter %s has shape %s, but %s was expected.\nMaybe the checkpoint is of another size of model."
                            .formatted(name, Arrays.toString(found), Arrays.toString(expected)));
        }
    }
}
