package io.github.jepa4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checkpoints of a run: a directory each, `step-00001234`, that appears whole or not at all.
///
/// A checkpoint is written into a directory with another name, forced to the disk with a manifest of
/// checksums, then renamed. A kill at any instant leaves what was there before, or that and the new one. A
/// step that is written again (`step-00001234.2`) stands beside the old one until it is whole.
public final class Checkpoints {

    private static final String UNFINISHED = ".unfinished-";
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})(?:\\.(\\d{1,9}))?");

    private final Path directory;

    /// Writes a checkpoint's files into a directory.
    @FunctionalInterface
    public interface Content {
        void writeTo(Path directory) throws IOException;
    }

    /// A checkpoint that was passed over.
    ///
    /// @param directory where it lies
    /// @param reason    what is wrong with it
    public record Ignored(Path directory, String reason) {}

    /// The newest checkpoint that is whole.
    ///
    /// @param checkpoint empty where there is none
    /// @param ignored    newer ones that are damaged, newest first, and unfinished ones
    public record Latest(Optional<Checkpoint> checkpoint, List<Ignored> ignored) {
        public Latest {
            ignored = List.copyOf(ignored);
        }
    }

    private record Named(long step, int revision, Path directory) {}

    Checkpoints(Path directory) {
        this.directory = directory;
    }

    /// Writes a checkpoint. On return it is on the disk.
    ///
    /// @throws IOException where it could not be written, naming the step; the earlier ones are untouched
    public Checkpoint write(long step, Content content) throws IOException {
        if (step < 0) {
            throw new IllegalArgumentException(
                    "The step of a checkpoint must be at least 0, but is %d.\nMaybe a counter overflowed."
                            .formatted(step));
        }
        Path unfinished = directory.resolve(UNFINISHED + name(step, 1));
        try {
            Files.createDirectories(directory);
            removeUnfinished();
            Files.createDirectory(unfinished);
            content.writeTo(unfinished);
            forceFiles(unfinished);
            Manifest.of(step, unfinished).write(unfinished);
            return publish(step, unfinished);
        } catch (IOException e) {
            discard(unfinished, e);
            throw new IOException(
                    "The checkpoint of step %d could not be written to %s: %s. %s\nMaybe the disk is full or the folder may not be written to."
                            .formatted(step, directory, AtomicFile.reason(e), whatStays()),
                    e);
        } catch (RuntimeException | Error e) {
            discard(unfinished, e);
            throw e;
        }
    }

    /// The newest checkpoint whose every byte is as it was written. Reads all of it.
    public Latest latest() throws IOException {
        List<Ignored> ignored = new ArrayList<>();
        for (Path path : children()) {
            if (path.getFileName().toString().startsWith(UNFINISHED)) {
                ignored.add(new Ignored(path, "it was cut off while being written"));
            }
        }
        for (Named named : named().reversed()) {
            String fault = Manifest.fault(named.step(), named.directory());
            if (fault == null) {
                return new Latest(Optional.of(new Checkpoint(named.step(), named.directory())), ignored);
            }
            ignored.add(new Ignored(named.directory(), fault));
        }
        return new Latest(Optional.empty(), ignored);
    }

    /// Every checkpoint by its name, oldest first, not looked into.
    public List<Checkpoint> list() throws IOException {
        return named().stream()
                .map(named -> new Checkpoint(named.step(), named.directory()))
                .toList();
    }

    /// Removes all but the newest. The newest whole one stays even where that many newer ones are damaged.
    ///
    /// @param count how many stay, at least 1
    public void keep(int count) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "At least 1 checkpoint must be kept, but %d are asked for.\nMaybe set it to 1.".formatted(count));
        }
        Optional<Checkpoint> newest = latest().checkpoint();
        List<Named> all = named();
        for (Named named : all.subList(0, Math.max(0, all.size() - count))) {
            if (newest.isPresent() && !named.directory().equals(newest.get().directory())) {
                delete(named.directory());
            }
        }
    }

    private Checkpoint publish(long step, Path unfinished) throws IOException {
        List<Named> before =
                named().stream().filter(named -> named.step() == step).toList();
        int revision = before.isEmpty() ? 1 : before.getLast().revision() + 1;
        Path published = directory.resolve(name(step, revision));
        Files.move(unfinished, published, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceDirectory(directory);
        try {
            for (Named old : before) {
                delete(old.directory());
            }
        } catch (IOException _) { // the new one is there and counts; the old one only takes room
        }
        return new Checkpoint(step, published);
    }

    private static String name(long step, int revision) {
        // Digits that the pattern above knows, whatever the user's language.
        return String.format(Locale.ROOT, "step-%08d%s", step, revision == 1 ? "" : "." + revision);
    }

    private List<Named> named() throws IOException {
        List<Named> named = new ArrayList<>();
        for (Path path : children()) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()) {
                int revision = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
                named.add(new Named(Long.parseLong(name.group(1)), revision, path));
            }
        }
        named.sort(Comparator.comparingLong(Named::step).thenComparingInt(Named::revision));
        return named;
    }

    private List<Path> children() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        }
    }

    private String whatStays() {
        try {
            List<Named> named = named();
            return named.isEmpty()
                    ? "There is no earlier one."
                    : "The one of step %d stays.".formatted(named.getLast().step());
        } catch (IOException _) {
            return "The earlier ones were not touched.";
        }
    }

    private void removeUnfinished() throws IOException {
        for (Path path : children()) {
            if (path.getFileName().toString().startsWith(UNFINISHED)) {
                delete(path);
            }
        }
    }

    private void discard(Path unfinished, Throwable because) {
        try {
            delete(unfinished);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /// Deletes a checkpoint under a name that [#latest] does not take for one, so that a kill meanwhile
    /// leaves nothing half-deleted that looks whole.
    private void delete(Path checkpoint) throws IOException {
        if (!Files.exists(checkpoint)) {
            return;
        }
        Path doomed = checkpoint;
        String name = checkpoint.getFileName().toString();
        if (!name.startsWith(UNFINISHED)) {
            doomed = directory.resolve(UNFINISHED + "deleting-" + name);
            Files.move(checkpoint, doomed, StandardCopyOption.ATOMIC_MOVE);
        }
        try (Stream<Path> paths = Files.walk(doomed)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void forceFiles(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                if (Files.isDirectory(path)) {
                    AtomicFile.forceDirectory(path);
                } else {
                    AtomicFile.forceFile(path);
                }
            }
        }
    }
}
