package io.github.jepa4j.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Appends metrics to `metrics.jsonl`, one JSON object a line, and to TensorBoard's event file beside it.
/// Every line reaches the operating system before [#append] returns, so a kill loses at most the line being
/// written; that line is cut away when the log is opened again.
///
/// JSON has no NaN: NaN and the infinities are written as the texts `"NaN"`, `"Infinity"` and
/// `"-Infinity"`.
public final class MetricsLog implements AutoCloseable {

    static final String FILE = "metrics.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What a log holds.
    ///
    /// @param rows    in the order written
    /// @param skipped lines that are no metrics, the cut-off last one included
    public record History(List<Metrics> rows, int skipped) {
        public History {
            rows = List.copyOf(rows);
        }
    }

    private final Path file;
    private final EventFile events;
    private FileChannel channel;

    private MetricsLog(Path file, EventFile events, FileChannel channel) {
        this.file = file;
        this.events = events;
        this.channel = channel;
    }

    /// @param folder the run's
    /// @param clock  tells TensorBoard's wall time
    static MetricsLog open(Path folder, InstantSource clock) throws IOException {
        Path file = folder.resolve(FILE);
        cutAfter(file, Long.MAX_VALUE);
        return new MetricsLog(file, EventFile.open(folder, clock), channel(file));
    }

    /// Appends one line. Steps should not fall.
    ///
    /// @throws IOException where the disk is full or gone; what was written before stays readable
    public void append(Metrics metrics) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("step", metrics.step());
        put(line, "seconds", metrics.seconds());
        metrics.values().forEach((name, value) -> put(line, name, value));
        try {
            appendWhole(channel, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            events.append(metrics);
        } catch (IOException e) {
            throw new IOException(
                    "The metrics of step %d could not be added to %s: %s. Those before stay, and so does the last checkpoint.\nMaybe the disk is full."
                            .formatted(metrics.step(), file, e.getMessage()),
                    e);
        }
    }

    /// Forces everything to the disk. To be called before a checkpoint is written, so that the metrics are
    /// never behind the checkpoint.
    public void sync() throws IOException {
        channel.force(false);
        events.sync();
    }

    /// Forgets what came after a step, in both files: a run that goes on from a checkpoint writes those
    /// steps again.
    public void truncateAfter(long step) throws IOException {
        channel.close();
        cutAfter(file, step);
        channel = channel(file);
        events.truncateAfter(step);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            events.close();
        }
    }

    /// Reads `metrics.jsonl`, also while it is being written. A file that is absent is empty.
    public static History read(Path file) throws IOException {
        List<Metrics> rows = new ArrayList<>();
        int skipped = 0;
        for (String line : lines(file)) {
            Metrics row = parse(line);
            if (row == null) {
                skipped++;
            } else {
                rows.add(row);
            }
        }
        return new History(rows, skipped);
    }

    private static void put(ObjectNode line, String name, double value) {
        if (Double.isFinite(value)) {
            line.put(name, value);
        } else {
            line.put(name, Double.toString(value));
        }
    }

    private static @Nullable Metrics parse(String line) {
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode object)
                    || !object.path("step").isIntegralNumber()) {
                return null;
            }
            Map<String, Double> values = new LinkedHashMap<>();
            object.forEachEntry((name, value) -> values.put(name, number(value)));
            values.remove("step");
            Double seconds = values.remove("seconds");
            return new Metrics(object.path("step").longValue(), seconds == null ? Double.NaN : seconds, values);
        } catch (JacksonException | NumberFormatException _) {
            return null;
        }
    }

    private static double number(JsonNode value) {
        return value.isNull() ? Double.NaN : Double.parseDouble(value.asString());
    }

    /// Complete lines and, last, one that may be cut off.
    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // Not Files.readAllLines, which refuses the whole file for one damaged byte.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void cutAfter(Path file, long step) throws IOException {
        List<String> kept = new ArrayList<>();
        boolean isChanged = Files.exists(file) && !endsLine(file);
        for (String line : lines(file)) {
            Metrics row = parse(line);
            if (row != null && row.step() <= step) {
                kept.add(line + "\n");
            } else {
                isChanged = true;
            }
        }
        if (isChanged) {
            AtomicFile.writeText(file, String.join("", kept));
        }
    }

    private static boolean endsLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                return true;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Appends all of the bytes or, where the disk is full, none.
    static void appendWhole(FileChannel channel, ByteBuffer bytes) throws IOException {
        long before = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }
}
