package io.github.jepa4j.evaluation;

import io.github.jepa4j.run.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The episodes of an evaluation that is under way, a line each, so that one that was cut off goes on where
/// it was. The first line is the protocol; a journal of another protocol, code, machine or number of
/// threads does not count, since its seconds would not be comparable. It is set aside, under a name of its own
/// (`evaluation.json.journal.3f2a9c51b07d`), and taken up when its own protocol is played again.
///
/// To be discarded by whoever has written the complete evaluation. A line reaches the operating system before
/// [#add] returns. One that was cut off is cut away when the journal is opened again, and its episode is played
/// again.
public final class EvaluationJournal implements AutoCloseable {

    private static final JsonMapper MAPPER = EvaluationFile.MAPPER;

    private final Path file;
    private final Protocol protocol;
    private final Map<Integer, Entry> kept;
    private final FileChannel channel;
    private final ProcessLock lock;

    /// One line.
    ///
    /// @param number      the episode's, from 0
    /// @param wallSeconds that the evaluation had taken by then, earlier sittings included
    /// @param result      how it went
    record Entry(int number, double wallSeconds, EpisodeResult result) {}

    private EvaluationJournal(
            Path file, Protocol protocol, Map<Integer, Entry> kept, FileChannel channel, ProcessLock lock) {
        this.file = file;
        this.protocol = protocol;
        this.kept = Collections.unmodifiableMap(kept);
        this.channel = channel;
        this.lock = lock;
    }

    /// Where an evaluation's journal lies while it is under way: `evaluation.json.journal`.
    ///
    /// @param evaluation where the evaluation will be written
    public static Path beside(Path evaluation) {
        return evaluation.resolveSibling(evaluation.getFileName() + ".journal");
    }

    /// Opens a journal, or begins one.
    ///
    /// @throws IOException naming the file
    public static EvaluationJournal open(Path file, Protocol protocol) throws IOException {
        try {
            ProcessLock lock = ProcessLock.tryTake(file.resolveSibling(file.getFileName() + ".lock"))
                    .orElseThrow(() -> new IOException("it is in use by another evaluation"));
            try {
                SetAsideJournals.makeRoom(file, protocol);
                return open(file, protocol, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static EvaluationJournal open(Path file, Protocol protocol, ProcessLock lock) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Map<Integer, Entry> kept = new TreeMap<>();
            long whole = readInto(kept, file, protocol);
            channel.truncate(whole).position(whole);
            EvaluationJournal journal = new EvaluationJournal(file, protocol, kept, channel, lock);
            if (whole == 0) {
                journal.append(MAPPER.writeValueAsString(protocol));
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// How many episodes were played before this sitting.
    public int episodes() {
        return kept.size();
    }

    /// Forgets what was kept, and what other code, machines or numbers of threads have kept of the same
    /// evaluation. To be called when that is written, complete.
    public void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
        SetAsideJournals.forget(file, protocol);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            channel.close();
        }
    }

    /// What was played before this sitting, by number.
    Map<Integer, Entry> kept() {
        return kept;
    }

    /// Seconds of earlier sittings.
    double seconds() {
        return kept.values().stream().mapToDouble(Entry::wallSeconds).max().orElse(0);
    }

    /// Keeps an episode.
    ///
    /// @throws UncheckedIOException where the disk is full; those before stay
    void add(int number, double wallSeconds, EpisodeResult result) {
        try {
            append(MAPPER.writeValueAsString(new Entry(number, wallSeconds, result)));
        } catch (IOException e) {
            IOException named = unusable(file, e);
            throw new UncheckedIOException(named.getMessage(), named);
        }
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        long before = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(before); // half a line would hide whatever is added after it
            throw e;
        }
    }

    /// @return how many bytes of the file are sound and of this protocol
    private static long readInto(Map<Integer, Entry> kept, Path file, Protocol protocol) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int sound = 0;
        for (int begin = 0, end = lineEnd(bytes, 0); end >= 0; begin = end + 1, end = lineEnd(bytes, begin)) {
            String line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
            if (begin == 0) {
                if (!protocol.equals(parse(line, Protocol.class))) {
                    return 0;
                }
            } else {
                Entry entry = parse(line, Entry.class);
                if (entry == null || entry.number() < 0 || entry.number() >= protocol.episodes()) {
                    return sound;
                }
                kept.put(entry.number(), entry);
            }
            sound = end + 1;
        }
        return sound;
    }

    /// Where the line ends that begins there, -1 where it was cut off.
    static int lineEnd(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    static <T> @Nullable T parse(String line, Class<T> type) {
        try {
            return MAPPER.readValue(line, type);
        } catch (JacksonException _) {
            return null;
        }
    }

    private static IOException unusable(Path file, IOException cause) {
        return new IOException(
                "The evaluation's journal %s cannot be used: %s. Episodes that are in it stay.\nMaybe the disk is full, the folder may not be written to, or the same evaluation runs twice."
                        .formatted(file, cause.getMessage()),
                cause);
    }
}
