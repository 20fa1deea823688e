package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.SafeTensorsException;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.StoredTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Damages valid safetensors files and reads them in both ways, whole and mapped. Whatever the damage, each
/// must end in tensors, the same ones, or in a typed error, and take no more memory than the file's size
/// and 64 MB.
final class SafeTensorsFuzz {

    /// Beyond the file's size.
    static final long ALLOWED_BYTES = 64L << 20;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String SHARD = "shard.safetensors";

    private final Path folder;
    private final Seed seed;
    private final List<byte[]> bases;
    private final Map<TensorFileDamage, Tally> tallies = new EnumMap<>(TensorFileDamage.class);
    private final List<String> failures = new ArrayList<>();

    /// What came of the files of one kind of damage.
    static final class Tally {
        int files;
        int read;
        int refused;
        int crashes;
        int disagreements;
        int costly;
        long most;
    }

    /// What one way of reading came to: tensors, or an error.
    private record Ending(
            @Nullable Map<String, Tensor> tensors, @Nullable Throwable failure, long bytes) {

        boolean isCrash() {
            return failure != null && !(failure instanceof SafeTensorsException);
        }
    }

    private interface Reading {
        Map<String, Tensor> run() throws IOException;
    }

    /// @param folder best in memory; it is written to at every file
    SafeTensorsFuzz(Path folder, Seed seed) throws IOException {
        this.folder = folder;
        this.seed = seed;
        this.bases = bases(folder, seed.split("bases").generator());
        for (TensorFileDamage damage : TensorFileDamage.values()) {
            tallies.put(damage, new Tally());
        }
    }

    Map<TensorFileDamage, Tally> tallies() {
        return tallies;
    }

    /// The first crashes, disagreements and too dear files, with their numbers.
    List<String> failures() {
        return failures;
    }

    /// Damages and reads one file.
    ///
    /// @param number of the file; the same number is the same damage
    void run(long number) throws IOException {
        RandomGenerator random = seed.split(number).generator();
        TensorFileDamage damage = TensorFileDamage.values()[(int) (number % TensorFileDamage.values().length)];
        byte[] whole = bases.get(random.nextInt(bases.size()));
        Tally tally = Objects.requireNonNull(tallies.get(damage));
        tally.files++;
        if (damage == TensorFileDamage.INDEX) {
            Path index = folder.resolve(StoredTensors.INDEX);
            Files.write(folder.resolve(SHARD), bases.getFirst());
            Files.write(index, damage.changed(index(), random).getBytes(StandardCharsets.ISO_8859_1));
            Ending mapped = mapped(index);
            count(number, tally, mapped, Files.size(index) + bases.getFirst().length);
            tally.read += mapped.tensors() == null ? 0 : 1;
            return;
        }
        Path file = folder.resolve("file.safetensors");
        Files.write(file, damage.apply(whole, random));
        Ending read = ending(() -> SafeTensors.read(file).tensors());
        Ending mapped = mapped(file);
        count(number, tally, read, Files.size(file));
        count(number, tally, mapped, Files.size(file));
        tally.read += read.tensors() == null ? 0 : 1;
        if ((read.tensors() == null) != (mapped.tensors() == null)
                || read.tensors() != null && !read.tensors().equals(mapped.tensors())) {
            tally.disagreements++;
            failures.add("file %d: read whole %s, mapped %s".formatted(number, read, mapped));
        }
    }

    private void count(long number, Tally tally, Ending ending, long size) {
        tally.refused += ending.failure() instanceof SafeTensorsException ? 1 : 0;
        tally.most = Math.max(tally.most, ending.bytes() - size);
        if (ending.isCrash()) {
            tally.crashes++;
            failures.add("file %d: %s".formatted(number, ending.failure()));
        }
        if (ending.bytes() > size + ALLOWED_BYTES) {
            tally.costly++;
            failures.add("file %d: %d bytes of memory for %d".formatted(number, ending.bytes(), size));
        }
    }

    private static Ending mapped(Path file) {
        return ending(() -> {
            try (StoredTensors stored = StoredTensors.open(file)) {
                return stored.read(_ -> true);
            }
        });
    }

    /// Whatever is thrown, errors of the virtual machine too, is what this is about.
    private static Ending ending(Reading reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Map<String, Tensor> tensors = reading.run();
            return new Ending(tensors, null, THREADS.getCurrentThreadAllocatedBytes() - before);
        } catch (Throwable failure) {
            return new Ending(null, failure, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
    }

    private static String index() {
        return """
                {"metadata":{"total_size":4096},"weight_map":{"a.0":"%s","a.1":"%s","a.2":"%s"}}""".formatted(SHARD, SHARD, SHARD);
    }

    /// Valid files: few tensors and many, of every kind of number, with metadata and without, and none at
    /// all.
    private static List<byte[]> bases(Path folder, RandomGenerator random) throws IOException {
        List<byte[]> bases = new ArrayList<>();
        DType[] kinds = DType.values();
        for (int count : new int[] {9, 1, 3, 40, 0}) {
            Map<String, Tensor> tensors = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                int[] shape = i % 5 == 4 ? new int[] {} : new int[] {1 + random.nextInt(4), random.nextInt(6)};
                Tensor tensor = Tensor.zeros(shape);
                for (int j = 0; j < tensor.size(); j++) {
                    tensor.values()[j] = random.nextInt(2);
                }
                tensors.put("a." + i, tensor);
            }
            Path file = folder.resolve("base");
            new SafeTensors(tensors, count == 3 ? Map.of("format", "pt", "größe", "7") : Map.of())
                    .write(file, name -> kinds[Math.abs(name.hashCode()) % kinds.length]);
            bases.add(Files.readAllBytes(file));
        }
        return bases;
    }
}
