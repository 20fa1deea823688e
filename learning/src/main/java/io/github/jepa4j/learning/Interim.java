package io.github.jepa4j.learning;

import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a training of minutes keeps how far it has come, so that it goes on when it was cut off: a file with the
/// parameters and moments of each of its stages, replaced as a whole every 15 seconds and at the end of a stage. With
/// every batch a function of seed and update, that is all there is to a training. What is there of other settings, data
/// or seed, or damaged, is passed over.
///
/// For trainings of hours there are a run's checkpoints instead, of which one damaged leaves another.
public final class Interim {

    private static final Logger LOG = LoggerFactory.getLogger(Interim.class);
    private static final String FORMAT = "jepa4j-interim/1";
    private static final long EVERY = 15_000_000_000L; // ns

    private final @Nullable Path file;
    private final String of;
    private final LongSupplier nanos;
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private long kept;

    /// How far a stage has come.
    ///
    /// @param done    updates
    /// @param steps   of its optimiser
    /// @param tensors parameters and moments, by name
    private record Stage(long done, long steps, Map<String, Tensor> tensors) {

        boolean fits(Parameters parameters, AdamW optimizer) {
            Map<String, Tensor> wanted = new LinkedHashMap<>(parameters.copy());
            wanted.putAll(optimizer.copy());
            return shapes(wanted).equals(shapes(tensors));
        }

        private static Map<String, List<Integer>> shapes(Map<String, Tensor> tensors) {
            Map<String, List<Integer>> shapes = new LinkedHashMap<>();
            tensors.forEach((name, tensor) ->
                    shapes.put(name, Arrays.stream(tensor.shape()).boxed().toList()));
            return shapes;
        }
    }

    private Interim(@Nullable Path file, String of, LongSupplier nanos) {
        this.file = file;
        this.of = of;
        this.nanos = nanos;
        kept = nanos.getAsLong();
    }

    /// Nothing is kept.
    public static Interim none() {
        return new Interim(null, "", () -> 0);
    }

    /// Kept in a file, and gone on with where there is one of the same training.
    ///
    /// @param of    what tells the training apart: its settings, data and seed
    /// @param nanos monotone, such as `System::nanoTime`: for when to keep, nothing else
    public static Interim in(Path file, String of, LongSupplier nanos) {
        Interim interim = new Interim(file, of, nanos);
        interim.read();
        return interim;
    }

    private void read() {
        if (file == null || !Files.isRegularFile(file)) {
            return;
        }
        try {
            SafeTensors there = SafeTensors.read(file);
            Map<String, String> told = there.metadata();
            if (!FORMAT.equals(told.get("format")) || !of.equals(told.get("of"))) {
                LOG.info("{} is of another training, and is passed over", file);
                return;
            }
            for (String name : told.getOrDefault("stages", "").split("\n")) {
                stages.put(name, stage(name, there));
            }
        } catch (IOException | IllegalArgumentException e) {
            stages.clear();
            LOG.warn("{} cannot be gone on with, and the training begins anew: {}", file, e.getMessage());
        }
    }

    private static Stage stage(String name, SafeTensors there) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        String prefix = name + "/";
        there.tensors().forEach((key, tensor) -> {
            if (key.startsWith(prefix)) {
                tensors.put(key.substring(prefix.length()), tensor);
            }
        });
        Map<String, String> told = there.metadata();
        return new Stage(
                Long.parseLong(told.getOrDefault(prefix + "done", "")),
                Long.parseLong(told.getOrDefault(prefix + "steps", "")),
                tensors);
    }

    /// Puts back what was kept of a stage.
    ///
    /// @return updates done; 0 where nothing was kept
    long begin(String stage, Parameters parameters, AdamW optimizer) {
        Stage there = stages.get(stage);
        if (there == null || !there.fits(parameters, optimizer)) {
            return 0;
        }
        parameters.load(there.tensors());
        optimizer.load(there.tensors(), there.steps());
        return there.done();
    }

    /// Keeps a stage, if the last time is long ago or it is at its end.
    void keep(String stage, long done, boolean isEnd, Parameters parameters, AdamW optimizer) {
        if (file == null || !isEnd && nanos.getAsLong() - kept < EVERY) {
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.copy());
        tensors.putAll(optimizer.copy());
        stages.put(stage, new Stage(done, optimizer.steps(), tensors));
        write(file);
        kept = nanos.getAsLong();
    }

    private void write(Path target) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> told = new LinkedHashMap<>();
        told.put("format", FORMAT);
        told.put("of", of);
        told.put("stages", String.join("\n", stages.keySet()));
        stages.forEach((name, stage) -> {
            stage.tensors().forEach((key, tensor) -> tensors.put(name + "/" + key, tensor));
            told.put(name + "/done", Long.toString(stage.done()));
            told.put(name + "/steps", Long.toString(stage.steps()));
        });
        try {
            new SafeTensors(tensors, told).write(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes the file, once what was trained is kept elsewhere.
    ///
    /// @throws IOException when it cannot be removed
    public void done() throws IOException {
        stages.clear();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
