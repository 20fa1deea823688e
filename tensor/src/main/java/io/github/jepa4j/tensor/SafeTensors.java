package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Named tensors and a few strings about them: what a checkpoint is. In a file it is the *safetensors*
/// format (Hugging Face, format version 0.x): a length, a JSON header, the numbers; nothing in it can run.
///
/// @param tensors  by name, in the order of the names
/// @param metadata free strings about the whole, in the order of their keys
public record SafeTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

    public SafeTensors {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        if (tensors.containsKey(SafeTensorsHeader.METADATA)) {
            throw new IllegalArgumentException(
                    "A tensor is named %s, which the file format keeps for itself.\nMaybe metadata was put among the tensors."
                            .formatted(SafeTensorsHeader.METADATA));
        }
    }

    /// Reads a whole file. Whatever kind of numbers is stored (see [DType]), floats are made of them: four
    /// bytes for each. Every length and offset is checked before memory is taken for it, so that a hostile
    /// file costs at most what its numbers become, four times its own size where they are bytes, and 64 MB.
    /// Of large files, [StoredTensors] reads what is asked for.
    ///
    /// @throws SafeTensorsException when the file is cut off, damaged, or no safetensors file at all
    /// @throws IOException when it cannot be read from the disk
    public static SafeTensors read(Path file) throws IOException {
        return SafeTensorsReader.read(file);
    }

    /// Writes a file of F32: see [#write(Path, DType)].
    public void write(Path file) throws IOException {
        write(file, DType.F32);
    }

    /// Writes a file, atomically: a reader, or a machine that loses power, finds the old file or the new
    /// one, whole. The same content gives the same bytes.
    ///
    /// @param dtype how every number is stored, rounded to nearest
    /// @throws IllegalArgumentException when a finite number is too large for `dtype`; nothing is written
    ///     then
    /// @throws IOException when the file cannot be written; an older file stays as it was
    public void write(Path file, DType dtype) throws IOException {
        write(file, _ -> dtype);
    }

    /// Writes a file whose tensors are stored each in its own way: see [#write(Path, DType)].
    ///
    /// @param dtypes how the numbers of the tensor of a name are stored; always the same for the same name
    public void write(Path file, Function<String, DType> dtypes) throws IOException {
        SafeTensorsWriter.write(this, file, dtypes);
    }

    /// How each tensor of a file is stored: what [#write(Path, Function)] needs to write it again to the
    /// same bytes.
    ///
    /// @throws SafeTensorsException when the file is cut off, damaged, or no safetensors file at all
    /// @throws IOException when it cannot be read from the disk
    public static Map<String, DType> dtypes(Path file) throws IOException {
        return SafeTensorsReader.dtypes(file);
    }

    /// The tensor of this name and shape.
    ///
    /// @param shape the sizes of its axes that the caller relies on
    /// @throws IllegalArgumentException when there is none, or it has another shape
    public Tensor tensor(String name, int... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "There is no tensor %s of shape %s among the %d tensors.\nMaybe it was written by another architecture%s."
                            .formatted(name, Arrays.toString(shape), tensors.size(), nearest(name)));
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException(
                    "The tensor %s has shape %s, but %s was expected.\nMaybe it was trained with other sizes than the ones given."
                            .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
        }
        return tensor;
    }

    private String nearest(String name) {
        return tensors.keySet().stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(candidate -> ", or you mean " + candidate)
                .orElse("");
    }

    /// The number of letters to insert, delete or replace (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
