package io.github.jepa4j.cli;

import io.github.jepa4j.run.AtomicFile;
import io.github.jepa4j.run.ProcessLock;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What an embedding has done so far, beside the file that it is to come to, so that one that was cut off goes on:
///
/// ```
/// features.csv.part/job.json                what is embedded by what
/// features.csv.part/part-00000.safetensors  a group of files each
/// features.csv.part/lock                    held by the one process that writes
/// ```
///
/// Parts of another job are neither taken nor thrown away unasked. One that is damaged is as if it were missing.
final class EmbedParts implements AutoCloseable {

    private static final String JOB = "job.json";
    private static final String LOCK = "lock";
    private static final Pattern PART = Pattern.compile("\\.?part-\\d+\\.safetensors(\\..*\\.tmp)?");
    private static final Pattern OURS = Pattern.compile("job\\.json(\\.unfinished)?|lock|" + PART);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final ProcessLock lock;
    private final Console console;

    private EmbedParts(Path folder, ProcessLock lock, Console console) {
        this.folder = folder;
        this.lock = lock;
        this.console = console;
    }

    /// Where what is done of a file of features lies while it is being made: `features.csv.part`.
    static Path beside(Path features) {
        return features.resolveSibling(features.getFileName() + ".part");
    }

    /// Opens what an earlier process has done of a job, or begins it.
    ///
    /// @param anew whether what was done of another job may be thrown away
    /// @throws CommandFailure where another process is at it, or something else is there
    static EmbedParts open(Path folder, EmbedJob job, boolean anew, Console console) throws IOException {
        refuseForeign(folder);
        Files.createDirectories(folder);
        Path file = folder.resolve(LOCK);
        ProcessLock lock = ProcessLock.tryTake(file)
                .orElseThrow(() -> new CommandFailure(
                        "%s is being written by %s, for the same file of features.%nMaybe wait for it, or name another file."
                                .formatted(folder, ProcessLock.holder(file))));
        try {
            EmbedParts parts = new EmbedParts(folder, lock, console);
            parts.take(job, anew);
            return parts;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void refuseForeign(Path folder) throws IOException {
        List<String> names = Files.isDirectory(folder) ? names(folder) : List.of();
        Optional<String> foreign =
                names.stream().filter(name -> !OURS.matcher(name).matches()).findFirst();
        if (foreign.isPresent() || (Files.exists(folder) && !Files.isDirectory(folder))) {
            throw new CommandFailure(
                    "%s is where features are to be kept until all are there, but it is %s.%nMaybe move that away, or name another file."
                            .formatted(
                                    folder,
                                    foreign.map(name -> "a folder with " + name).orElse("a file")));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void take(EmbedJob job, boolean anew) throws IOException {
        Optional<EmbedJob> earlier = earlier();
        Optional<String> difference = earlier.flatMap(job::differenceFrom);
        if (difference.isPresent() && !anew) {
            throw new CommandFailure(
                    "%s holds what was done of something else (%s).%nMaybe name another file, or begin anew with --force."
                            .formatted(folder, difference.get()));
        }
        if (earlier.isEmpty() || difference.isPresent()) {
            discard(); // parts without a job are what a removal has left
            AtomicFile.writeText(folder.resolve(JOB), JSON.writeValueAsString(job) + "\n");
        } else if (!job.by().equals(earlier.get().by())) {
            console.remark(
                    "Warning: part of the features are by other code or threads (%s): the last digits may be others than of one go. To begin anew, remove %s."
                            .formatted(earlier.get().by(), folder));
        }
    }

    private Optional<EmbedJob> earlier() throws IOException {
        Path file = folder.resolve(JOB);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), EmbedJob.class))
                    : Optional.empty();
        } catch (JacksonException _) { // it was written whole: the disk has lost it, and whose the parts are
            console.remark("%s is damaged: what was done is done again.".formatted(file));
            return Optional.empty();
        }
    }

    /// A part, where it is there and sound.
    ///
    /// @param number from 0
    /// @param from   the first file that it must be of
    Optional<EmbedPart> read(int number, int from) {
        Path file = file(number);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            EmbedPart part = EmbedPart.read(file);
            return part.from() == from ? Optional.of(part) : Optional.empty();
        } catch (IOException e) {
            console.remark("%s is damaged (%s): it is made anew."
                    .formatted(file, Failures.message(e).lines().findFirst().orElse("")));
            return Optional.empty();
        }
    }

    void write(int number, EmbedPart part) throws IOException {
        part.write(file(number));
    }

    private Path file(int number) {
        return folder.resolve("part-%05d.safetensors".formatted(number));
    }

    /// Throws all away: the job first, since parts without one are never taken.
    void discard() throws IOException {
        Files.deleteIfExists(folder.resolve(JOB));
        for (String name : names(folder)) {
            if (OURS.matcher(name).matches() && !name.equals(LOCK)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /// Lets another process at it. Where nothing is kept, nothing is left.
    @Override
    public void close() throws IOException {
        boolean isEmpty;
        try (lock) {
            isEmpty =
                    names(folder).stream().noneMatch(name -> PART.matcher(name).matches());
            if (isEmpty) {
                discard();
            }
        }
        if (isEmpty) { // some systems do not delete what is locked
            Files.deleteIfExists(folder.resolve(LOCK));
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) { // another process has begun
            }
        }
    }
}
