package io.github.jepa4j.run;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A run on disk:
///
/// ```
/// config.yaml               every setting, defaults included
/// run.json                  RunInfo: seed, data hash, code version, JDK, machine
/// data.json                 where the episodes came from, a copy of what their store says; or what was read of files
/// metrics.jsonl             one JSON object a line
/// events.out.tfevents.*     the same for TensorBoard
/// checkpoints/step-00001234 to go on from
/// model.safetensors         what was learned, to plan with
/// evaluation.json           how well it does; evaluation.json.journal while it is being found out
/// report.html, traces/      to look at
/// run.lock                  held by the one process that writes
/// ```
///
/// Only one process writes: [#create] and [#open] lock the folder until [#close] (or until the process
/// ends, however it ends). [#view] reads and does not lock.
public final class RunFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String INFO = "run.json";
    private static final String SETTINGS = "config.yaml";
    private static final String LOCK = "run.lock";
    private static final Set<String> LEFT_BY_A_KILL =
            Set.of(LOCK, SETTINGS, SETTINGS + AtomicFile.UNFINISHED, INFO + AtomicFile.UNFINISHED);

    private final Path path;
    private final RunInfo info;
    private final @Nullable ProcessLock lock;

    private RunFolder(Path path, RunInfo info, @Nullable ProcessLock lock) {
        this.path = path;
        this.info = info;
        this.lock = lock;
    }

    /// Begins a run in a folder that is absent or empty, and locks it.
    ///
    /// @param configuration every setting of the run, see [Configuration#toYaml]
    /// @throws IOException where the folder holds something already, is locked, or cannot be written
    public static RunFolder create(Path path, RunInfo info, Record configuration) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IOException(
                    "The run folder %s cannot be made: %s.\nMaybe a file of that name stands in the way, or the place may not be written to."
                            .formatted(path, AtomicFile.reason(e)),
                    e);
        }
        refuseForeign(path);
        ProcessLock lock = lock(path);
        try {
            refuseForeign(path); // again, now that nobody else can be writing
            AtomicFile.writeText(path.resolve(SETTINGS), Configuration.toYaml(configuration));
            RunInfo whole = info.withSettings(Configuration.hash(configuration));
            AtomicFile.writeText(path.resolve(INFO), JSON.writeValueAsString(whole) + "\n");
            return new RunFolder(path, whole, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Begins a run, or opens the one that is there where it is of the same training: seed, data and settings are
    /// these. Locks it.
    ///
    /// @throws IOException where the folder holds something else, or the run of another training; is locked, or
    ///     cannot be written
    public static RunFolder createOrOpen(Path path, RunInfo wanted, Record configuration) throws IOException {
        if (!exists(path)) {
            return create(path, wanted, configuration);
        }
        RunFolder folder = open(path);
        if (!folder.isOf(wanted, configuration)) {
            folder.close();
            throw new IOException(
                    "The run %s is of another training: its seed, its data or its settings are not these.\nMaybe name another folder."
                            .formatted(path));
        }
        return folder;
    }

    private boolean isOf(RunInfo wanted, Record configuration) {
        try {
            return info.seed() == wanted.seed()
                    && info.dataHash().equals(wanted.dataHash())
                    && Configuration.toYaml(configuration(configuration, List.of()))
                            .equals(Configuration.toYaml(configuration));
        } catch (ConfigurationException _) { // settings of something else altogether
            return false;
        }
    }

    /// Whether a run was begun in this folder.
    public static boolean exists(Path path) {
        return Files.isRegularFile(path.resolve(INFO));
    }

    /// Opens a run to go on writing into it, and locks it.
    ///
    /// @throws IOException where there is no run, it is locked, or `run.json` cannot be read
    public static RunFolder open(Path path) throws IOException {
        RunInfo info = readInfo(path);
        ProcessLock lock = lock(path);
        try {
            removeUnfinished(path);
            return new RunFolder(path, info, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Models that a process was killed amid writing.
    private static void removeUnfinished(Path path) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, ".model.safetensors.*.tmp")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Opens a run to read what it holds, also while another process writes.
    ///
    /// @throws IOException where there is no run or `run.json` cannot be read
    public static RunFolder view(Path path) throws IOException {
        return new RunFolder(path, readInfo(path), null);
    }

    public Path path() {
        return path;
    }

    public RunInfo info() {
        return info;
    }

    /// The file with every setting.
    public Path settings() {
        return path.resolve(SETTINGS);
    }

    /// The settings the run was made with.
    ///
    /// @param defaults for settings that are newer than the run
    /// @param overrides `key=value`, see [Configuration#load(Path, Record, List)]
    /// @throws ConfigurationException also where the file is not what the run was begun with
    public <T extends Record> T configuration(T defaults, List<String> overrides) {
        T settings = Configuration.load(settings(), defaults, overrides);
        String now = Configuration.hash(settings());
        if (!info.settingsHash().isEmpty() && !info.settingsHash().equals(now)) {
            throw new ConfigurationException(
                    "%s has the hash %s, but the run was begun with settings of hash %s.\nMaybe it was cut off while it was copied, or edited; changes are made with --set."
                            .formatted(settings(), now, info.settingsHash()));
        }
        return settings;
    }

    /// Opens the metrics to append to them. The caller closes them.
    ///
    /// @param clock tells TensorBoard's wall time
    public MetricsLog metrics(InstantSource clock) throws IOException {
        if (lock == null) {
            throw new IllegalStateException(
                    "The run %s was opened to be viewed, not written.\nMaybe use RunFolder.open.".formatted(path));
        }
        return MetricsLog.open(path, clock);
    }

    public Checkpoints checkpoints() {
        return new Checkpoints(path.resolve("checkpoints"));
    }

    public Path metricsFile() {
        return path.resolve(MetricsLog.FILE);
    }

    public Path model() {
        return path.resolve("model.safetensors");
    }

    /// Reads a model.
    @FunctionalInterface
    public interface ModelReader<M> {
        M read(Path file) throws IOException;
    }

    /// What came of a training that is done. A file that cannot be read is made again where the last checkpoint is
    /// there to make it from; otherwise it is not touched.
    ///
    /// @param steps that the training takes
    /// @return nothing where there is no model, or it is to be made again
    /// @throws IOException where it cannot be read, nor made again
    public <M> Optional<M> finished(long steps, ModelReader<M> reader) throws IOException {
        if (!Files.exists(model())) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(model()));
        } catch (IOException | RuntimeException e) {
            Optional<Checkpoint> last = checkpoints().latest().checkpoint();
            if (last.isEmpty() || last.get().step() != steps) {
                throw e;
            }
            LOG.warn("The model {} is damaged, and made again from the last checkpoint: {}", model(), e.getMessage());
            return Optional.empty();
        }
    }

    /// Where the episodes came from, for those who read the run: what their store says of itself.
    public Path data() {
        return path.resolve("data.json");
    }

    /// Writes [#data].
    ///
    /// @param provenance of the episodes
    public void writeData(Map<String, String> provenance) throws IOException {
        AtomicFile.writeText(data(), JSON.writeValueAsString(provenance) + "\n");
    }

    public Path evaluation() {
        return path.resolve("evaluation.json");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /// Gives the lock back. The files stay.
    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static RunInfo readInfo(Path path) throws IOException {
        Path file = path.resolve(INFO);
        if (!exists(path)) {
            throw new IOException(
                    "%s is no run folder: it holds no %s.\nMaybe the path is another, or the run was never begun."
                            .formatted(path, INFO));
        }
        try {
            return JSON.readValue(Files.readString(file), RunInfo.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s cannot be read: %s.\nMaybe it was edited by hand.".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static void refuseForeign(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            List<String> all =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            // Without a lock beside them, they are nobody's remains: a configuration may be its owner's only one.
            List<String> names = all.contains(LOCK)
                    ? all.stream()
                            .filter(name -> !LEFT_BY_A_KILL.contains(name))
                            .toList()
                    : all;
            if (names.contains(INFO)) {
                throw new IOException(
                        "%s holds a run already.\nMaybe resume it, or name another folder.".formatted(path));
            }
            if (!names.isEmpty()) {
                throw new IOException("%s is not empty: it holds %s.\nMaybe name another folder for the run."
                        .formatted(path, names.getFirst()));
            }
        }
    }

    private static ProcessLock lock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        Optional<ProcessLock> lock;
        try {
            lock = ProcessLock.tryTake(file);
        } catch (IOException e) {
            throw new IOException(
                    "The run folder %s cannot be locked: %s.\nMaybe the disk is full, or its file system has no locks; use a local disk."
                            .formatted(path, AtomicFile.reason(e)),
                    e);
        }
        return lock.orElseThrow(() -> new IOException(
                "The run %s is being written by another process (%s).\nMaybe wait for it, or name another folder."
                        .formatted(path, ProcessLock.holder(file))));
    }
}
