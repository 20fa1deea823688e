package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Tensors that stay in their files, mapped into memory, until they are asked for: what to read large
/// weights with, of which only some are needed, or one at a time. Opening costs no more than the header; a
/// tensor's numbers become floats each time it is asked for, four bytes for each number however it is
/// stored.
///
/// Safe to use from many threads. To be closed: the files stay mapped until then.
public sealed interface StoredTensors extends AutoCloseable permits SafeTensorsFile, SafeTensorsShards {

    /// The name of the index of a model in several files.
    String INDEX = "model.safetensors.index.json";

    /// The name of a model in one file.
    String MODEL = "model.safetensors";

    /// What a file says of a tensor.
    ///
    /// @param dtype how its numbers are stored
    /// @param shape the sizes of its axes
    record Description(DType dtype, int[] shape) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Description that && dtype == that.dtype && Arrays.equals(shape, that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * dtype.hashCode() + Arrays.hashCode(shape);
        }

        @Override
        public String toString() {
            return dtype + Arrays.toString(shape);
        }
    }

    /// Opens a safetensors file, an index of several (a name that ends with `.json`), or a folder that has
    /// either by its usual name.
    ///
    /// @throws SafeTensorsException when a file is cut off, damaged, or no such file at all
    /// @throws IOException when it cannot be read from the disk
    static StoredTensors open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path index = path.resolve(INDEX);
            return open(Files.exists(index) ? index : path.resolve(MODEL));
        }
        return path.toString().endsWith(".json") ? SafeTensorsShards.open(path) : SafeTensorsFile.open(path);
    }

    /// What there is, by name, in the order of the names.
    Map<String, Description> descriptions();

    /// Free strings about the whole; where there are several files, the first that says something of a key is right.
    Map<String, String> metadata();

    /// The files that the tensors are in, in the order of their names.
    List<Path> files();

    /// Decodes a tensor.
    ///
    /// @throws IllegalArgumentException when there is none of this name
    /// @throws SafeTensorsException when the file became shorter meanwhile
    Tensor tensor(String name) throws IOException;

    /// Decodes the tensors of such names.
    default Map<String, Tensor> read(Predicate<String> which) throws IOException {
        List<String> names = descriptions().keySet().stream().filter(which).toList();
        Map<String, Tensor> tensors = new TreeMap<>();
        for (String name : names) {
            tensors.put(name, tensor(name));
        }
        return tensors;
    }

    @Override
    void close();
}
