package io.github.jepa4j.readout;

import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The readouts of a model, kept in its file beside the weights: what can be asked of its latents by name.
///
/// | in the file                 | shape     | what                                                   |
/// |-----------------------------|-----------|--------------------------------------------------------|
/// | metadata `readouts`         |           | JSON: coverage, names, units, sizes, provenance        |
/// | `readout.NAME.weight`       | `[D]`     | of the linear part                                     |
/// | `readout.NAME.bias`         | `[1]`     | of the linear part                                     |
/// | `readout.NAME.in_weight`    | `[D, U]`  | of the perceptron, where there is one                  |
/// | `readout.NAME.in_bias`      | `[U]`     | of the perceptron, where there is one                  |
/// | `readout.NAME.out_weight`   | `[U]`     | of the perceptron, where there is one                  |
/// | `readout.NAME.error`        | `[H + 1]` | calibrated for each step ahead by itself               |
/// | `readout.NAME.path_error`   | `[H + 1]` | calibrated for the whole path                          |
///
/// @param all        the readouts, each with a name of its own and all of the same latents
/// @param coverage   nominal: the share of true values within the errors, in (0, 1)
/// @param provenance where they came from: data, seed, counts; sorted by key
public record Readouts(List<CalibratedReadout> all, double coverage, Map<String, String> provenance) {

    public Readouts {
        all = List.copyOf(all);
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        Set<String> names = new HashSet<>();
        for (CalibratedReadout one : all) {
            if (!names.add(one.readout().name())) {
                throw new IllegalArgumentException(
                        "Two readouts are called '%s'; each needs a name of its own.\nMaybe a signal is listed twice."
                                .formatted(one.readout().name()));
            }
        }
        if (all.isEmpty() || !(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "There are %d readouts of coverage %s; there must be at least 1, and the coverage between 0 and 1.\nMaybe the coverage was given in percent."
                            .formatted(all.size(), coverage));
        }
    }

    /// Reads the readouts of a model file.
    ///
    /// @throws IllegalArgumentException when it is a sound file of tensors without readouts, or they cannot
    ///     be used
    /// @throws io.github.jepa4j.tensor.SafeTensorsException when it is cut off, damaged, or no file of
    ///     tensors
    /// @throws IOException when it cannot be read from the disk
    public static Readouts load(Path file) throws IOException {
        try {
            return of(SafeTensors.read(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The file %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The readouts that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or they cannot be used
    public static Readouts of(SafeTensors file) {
        return ReadoutTensors.read(file);
    }

    /// Whether a model file in memory holds readouts.
    public static boolean in(SafeTensors file) {
        return file.metadata().containsKey(ReadoutTensors.CARD);
    }

    /// Whether a tensor of a model file belongs to its readouts. They are few and shall not be rounded.
    public static boolean isTensor(String name) {
        return name.startsWith(ReadoutTensors.PREFIX);
    }

    /// The names of the signals that can be read.
    public List<String> names() {
        return all.stream().map(one -> one.readout().name()).toList();
    }

    /// The readout of a signal, with errors that hold for each step ahead by itself.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public Readout readout(String name) {
        return calibrated(name).readout();
    }

    /// The readout of a signal, with errors that hold for a whole path.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public Readout overPath(String name) {
        return calibrated(name).overPath();
    }

    private CalibratedReadout calibrated(String name) {
        for (CalibratedReadout one : all) {
            if (one.readout().name().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                "There is no readout '%s'; there are %s.\nMaybe it is spelt differently.".formatted(name, names()));
    }

    /// The same readouts, of which more is known.
    public Readouts withProvenance(Map<String, String> more) {
        Map<String, String> both = new TreeMap<>(provenance);
        both.putAll(more);
        return new Readouts(all, coverage, both);
    }

    /// Writes a model file with these readouts in place of those it had; all else stays, to the bit.
    /// Atomically: a reader finds the old file or the new one, whole.
    ///
    /// @param model the file of the model they were learned for
    /// @param out   where to write; may be the same
    /// @throws IllegalArgumentException when it is no model of such latents, or a readout cannot be kept
    /// @throws IOException when it cannot be read or written; what was at `out` then stays
    public void write(Path model, Path out) throws IOException {
        SafeTensors file = SafeTensors.read(model);
        Map<String, DType> stored = SafeTensors.dtypes(model);
        SafeTensors added =
                ReadoutTensors.added(file, this, JepaModel.of(file).encoder().dimension());
        added.write(out, name -> isTensor(name) ? DType.F32 : stored.getOrDefault(name, DType.F32));
    }
}
