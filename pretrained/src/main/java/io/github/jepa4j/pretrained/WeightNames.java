package io.github.jepa4j.pretrained;

import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.tensor.StoredTensors;
import io.github.jepa4j.tensor.StoredTensors.Description;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the parameters of a network are found among published weights: for each of ours, the names and
/// shapes of the published ones that it is made of, one after another along the first axis. A shape may be
/// another than ours as long as the numbers are the same in the same order, such as `[D, 3, 14, 14]` for
/// `[D, 588]`.
public final class WeightNames {

    private final String what;
    private final List<String> prefixes;
    private final List<String> others;
    private final SequencedMap<String, List<Published>> sources = new LinkedHashMap<>();
    private final Map<Published, PatchGrid> tables = new HashMap<>();

    /// A published weight.
    ///
    /// @param name  without the prefix that its file may put before all names
    /// @param shape as published
    public record Published(String name, int[] shape) {

        long size() {
            return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Published that && name.equals(that.name) && Arrays.equals(shape, that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(shape);
        }

        @Override
        public String toString() {
            return name + Arrays.toString(shape);
        }
    }

    /// @param what     that the weights are of, for messages
    /// @param prefixes what all names may begin with
    /// @param others   beginnings of names that belong to other networks
    WeightNames(String what, List<String> prefixes, List<String> others) {
        this.what = what;
        this.prefixes = prefixes;
        this.others = others;
    }

    /// Says that our parameter is made of these.
    void add(String ours, List<Published> published) {
        sources.put(ours, published);
    }

    /// Says that our parameter is a table of positions, for this grid. Among the weights it may be for any square of
    /// tokens.
    void addTable(String ours, Published published, PatchGrid grid) {
        add(ours, List.of(published));
        tables.put(published, grid);
    }

    /// The same names, of weights whose tables of positions are for the grid already: none is resized.
    public WeightNames asTheyAre() {
        WeightNames same = new WeightNames(what, prefixes, others);
        sources.forEach(same::add);
        return same;
    }

    /// All published weights that are needed, in the order of our parameters.
    public List<Published> published() {
        return sources.values().stream().flatMap(List::stream).toList();
    }

    /// The names of our parameters.
    public Set<String> parameters() {
        return sources.keySet();
    }

    /// How many numbers there are in all.
    public long count() {
        return published().stream().mapToLong(Published::size).sum();
    }

    /// Checks names and shapes; no number is read.
    ///
    /// @throws WeightNamesException when one is missing or has another shape, or there is one that belongs
    ///     to nothing
    public void check(Map<String, Description> found) {
        String prefix = prefix(found.keySet());
        Set<String> unknown = new TreeSet<>(found.keySet());
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        for (Published weight : published()) {
            String name = prefix + weight.name();
            Description description = found.get(name);
            unknown.remove(name);
            if (description == null) {
                missing.add(name);
            } else if (!fits(weight, description.shape())) {
                misshapen.add("%s %s rather than %s"
                        .formatted(name, Arrays.toString(description.shape()), Arrays.toString(weight.shape())));
            }
        }
        unknown.removeIf(name -> others.stream().anyMatch(other -> isOther(name, prefix, other)));
        if (!missing.isEmpty() || !unknown.isEmpty() || !misshapen.isEmpty()) {
            throw new WeightNamesException(what, missing, List.copyOf(unknown), misshapen);
        }
    }

    private boolean fits(Published weight, int[] shape) {
        PatchGrid grid = tables.get(weight);
        return Arrays.equals(shape, weight.shape())
                || (grid != null && PositionTable.canBecome(weight.shape(), shape, grid));
    }

    private static boolean isOther(String name, String prefix, String other) {
        return name.startsWith(other) || name.startsWith(prefix + other);
    }

    /// The prefix under which the first weight is there.
    private String prefix(Set<String> names) {
        String first = published().getFirst().name();
        return prefixes.stream()
                .filter(prefix -> names.contains(prefix + first))
                .findFirst()
                .orElse(prefixes.getFirst());
    }

    /// Reads our parameters, of the shapes that they have in a network.
    ///
    /// @param shapes of our parameters
    /// @throws WeightNamesException as in [#check]
    public Map<String, Tensor> read(StoredTensors stored, Map<String, int[]> shapes) throws IOException {
        check(stored.descriptions());
        Map<String, Tensor> tensors = new TreeMap<>();
        for (String name : sources.keySet()) {
            tensors.put(name, parameter(stored, name, shapes));
        }
        return tensors;
    }

    /// Loads the weights into a network, one parameter after another, so that no more than one is in memory
    /// twice. Parameters of other networks, and adapters, stay as they are.
    ///
    /// @throws WeightNamesException as in [#check]; nothing is overwritten then
    public void load(StoredTensors stored, Parameters parameters) throws IOException {
        check(stored.descriptions());
        Map<String, int[]> shapes = parameters.shapes();
        for (String name : sources.keySet()) {
            parameters.set(name, parameter(stored, name, shapes));
        }
    }

    /// Parameters under the names and in the shapes of the published weights, so that [#read] reads them again.
    ///
    /// @param parameters of ours; those of other networks are left out
    /// @param prefix     before all names
    /// @throws IllegalArgumentException when one is missing or has another size
    public Map<String, Tensor> toPublished(Map<String, Tensor> parameters, String prefix) {
        Map<String, Tensor> tensors = new TreeMap<>();
        sources.forEach((name, parts) -> {
            Tensor ours = parameters.get(name);
            long size = parts.stream().mapToLong(Published::size).sum();
            if (ours == null || ours.size() != size) {
                throw new IllegalArgumentException(
                        "The parameter %s is %s, but %d numbers were expected.\nMaybe it is of another network."
                                .formatted(name, ours == null ? "missing" : ours, size));
            }
            int at = 0;
            for (Published part : parts) {
                int end = at + Math.toIntExact(part.size());
                tensors.put(prefix + part.name(), new Tensor(part.shape(), Arrays.copyOfRange(ours.values(), at, end)));
                at = end;
            }
        });
        return tensors;
    }

    private Tensor parameter(StoredTensors stored, String name, Map<String, int[]> shapes) throws IOException {
        int[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException(
                    "The network has no parameter %s, which the weights are for.\nMaybe it was made with another prefix."
                            .formatted(name));
        }
        String prefix = prefix(stored.descriptions().keySet());
        List<Published> parts = Objects.requireNonNull(sources.get(name));
        if (parts.size() == 1) {
            Published only = parts.getFirst();
            Tensor found = stored.tensor(prefix + only.name());
            PatchGrid grid = tables.get(only);
            return new Tensor(shape, grid == null ? found.values() : PositionTable.resized(found, only.shape(), grid));
        }
        float[] values = new float
                [Math.toIntExact(parts.stream().mapToLong(Published::size).sum())];
        int at = 0;
        for (Published part : parts) {
            float[] piece = stored.tensor(prefix + part.name()).values();
            System.arraycopy(piece, 0, values, at, piece.length);
            at += piece.length;
        }
        return new Tensor(shape, values);
    }
}
