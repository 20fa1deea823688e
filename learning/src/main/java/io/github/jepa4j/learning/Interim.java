package io.github.jepa4j.learning;

import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where trainings of minutes keep how far they have come, so that they go on when they were cut off: a file with the
/// parameters and moments of each stage, replaced as a whole every 15 seconds and at the end of a stage. With every
/// batch a function of seed and update, that is all there is to a training.
///
/// A stage is known by its training's settings, seed and data, so that several trainings can share a file, and one of
/// others is never gone on with. A damaged file is passed over. A disk that refuses ends no training: nothing is kept
/// then.
///
/// For trainings of hours there are a run's checkpoints instead, of which one damaged leaves another.
public final class Interim {

    private static final Logger LOG = LoggerFactory.getLogger(Interim.class);
    private static final String FORMAT = "jepa4j-interim/2"; // to be raised whenever a training learns otherwise
    private static final long EVERY = 15_000_000_000L; // ns
    private static final Interim NONE = new Interim(null, () -> 0);

    private final @Nullable Path file;
    private final LongSupplier nanos;
    private final Map<String, Progress> stages = new LinkedHashMap<>();
    private boolean isRead;
    private long kept;

    /// How far a stage has come.
    ///
    /// @param done    updates
    /// @param steps   of its optimiser
    /// @param tensors parameters and moments, by name
    private record Progress(long done, long steps, Map<String, Tensor> tensors) {

        boolean fits(Map<String, Tensor> wanted) {
            return shapes(wanted).equals(shapes(tensors));
        }

        private static Map<String, List<Integer>> shapes(Map<String, Tensor> tensors) {
            Map<String, List<Integer>> shapes = new LinkedHashMap<>();
            tensors.forEach((name, tensor) ->
                    shapes.put(name, Arrays.stream(tensor.shape()).boxed().toList()));
            return shapes;
        }
    }

    private Interim(@Nullable Path file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        kept = nanos.getAsLong();
    }

    /// Nothing is kept.
    public static Interim none() {
        return NONE;
    }

    /// Kept in a file, and gone on with where it holds something of the same training.
    ///
    /// @param nanos monotone, such as `System::nanoTime`: for when to keep, nothing else
    public static Interim in(Path file, LongSupplier nanos) {
        return new Interim(file, nanos);
    }

    /// Removes the file, once what was trained is kept elsewhere, and whatever a process was killed amid writing.
    ///
    /// @throws IOException when it cannot be removed
    public void done() throws IOException {
        stages.clear();
        if (file == null) {
            return;
        }
        Files.deleteIfExists(file);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "." + file.getFileName() + ".*.tmp")) {
            for (Path unfinished : left) {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /// Puts back what was kept of a stage.
    ///
    /// @return updates done; 0 where nothing was kept
    long begin(String stage, Parameters parameters, AdamW optimizer) {
        if (!isRead && file != null) {
            read(file);
        }
        isRead = true;
        Progress there = stages.get(stage);
        if (there == null || !there.fits(state(parameters, optimizer))) {
            return 0;
        }
        parameters.load(there.tensors());
        optimizer.load(there.tensors(), there.steps());
        return there.done();
    }

    /// What was kept of a stage that is no training.
    ///
    /// @param done    units of it
    /// @param tensors by name
    public record Kept(long done, Map<String, Tensor> tensors) {}

    /// Of a stage that is no training; empty where nothing was kept.
    public Optional<Kept> kept(String stage) {
        if (!isRead && file != null) {
            read(file);
        }
        isRead = true;
        return Optional.ofNullable(stages.get(stage)).map(there -> new Kept(there.done(), there.tensors()));
    }

    /// Keeps how far a stage has come that is no training, if the last time is long ago or it is at its end.
    ///
    /// @param tensors what there is to go on with, by name
    public void keep(String stage, long done, boolean isEnd, Supplier<Map<String, Tensor>> tensors) {
        if (isTime(isEnd)) {
            keep(stage, new Progress(done, 0, tensors.get()));
        }
    }

    private boolean isTime(boolean isEnd) {
        return file != null && (isEnd || nanos.getAsLong() - kept >= EVERY);
    }

    private static Map<String, Tensor> state(Parameters parameters, AdamW optimizer) {
        Map<String, Tensor> state = new LinkedHashMap<>(parameters.copy());
        state.putAll(optimizer.copy());
        return state;
    }

    /// Keeps a stage, if the last time is long ago or it is at its end.
    void keep(String stage, long done, boolean isEnd, Parameters parameters, AdamW optimizer) {
        if (isTime(isEnd)) {
            keep(stage, new Progress(done, optimizer.steps(), state(parameters, optimizer)));
        }
    }

    private void keep(String stage, Progress progress) {
        stages.put(stage, progress);
        try {
            write(Objects.requireNonNull(file));
        } catch (IOException e) {
            LOG.warn("{} cannot be written, so that a training that is cut off begins anew: {}", file, e.getMessage());
        }
        kept = nanos.getAsLong();
    }

    private void read(Path source) {
        if (!Files.isRegularFile(source)) {
            return;
        }
        try {
            SafeTensors there = SafeTensors.read(source);
            Map<String, String> told = there.metadata();
            if (!FORMAT.equals(told.get("format")) || !checksum(there.tensors()).equals(told.get("checksum"))) {
                throw new IOException(
                        "It is of another version, or damaged.\nMaybe it was left by an earlier build, or its disk fails.");
            }
            for (String stage : told.getOrDefault("stages", "").split("\n")) {
                stages.put(stage, progress(stage + "/", there));
            }
        } catch (IOException | IllegalArgumentException e) {
            stages.clear();
            LOG.warn("{} cannot be gone on with, and the training begins anew: {}", source, e.getMessage());
        }
    }

    private static Progress progress(String prefix, SafeTensors there) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        there.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        Map<String, String> told = there.metadata();
        return new Progress(
                Long.parseLong(told.getOrDefault(prefix + "done", "")),
                Long.parseLong(told.getOrDefault(prefix + "steps", "")),
                tensors);
    }

    private void write(Path target) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> told = new LinkedHashMap<>();
        stages.forEach((name, stage) -> {
            stage.tensors().forEach((key, tensor) -> tensors.put(name + "/" + key, tensor));
            told.put(name + "/done", Long.toString(stage.done()));
            told.put(name + "/steps", Long.toString(stage.steps()));
        });
        told.put("format", FORMAT);
        told.put("stages", String.join("\n", stages.keySet()));
        told.put("checksum", checksum(tensors));
        new SafeTensors(tensors, told).write(target);
    }

    private static String checksum(Map<String, Tensor> tensors) {
        var sum = new CRC32C();
        new TreeMap<>(tensors).values().forEach(tensor -> LatentEpisode.add(tensor.values(), sum));
        return Long.toHexString(sum.getValue());
    }
}
