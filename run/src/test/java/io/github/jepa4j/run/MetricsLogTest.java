package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000, 500_000_000));

    @TempDir
    Path folder;

    @Test
    void whatIsAppendedIsReadBack() throws IOException {
        Metrics first = new Metrics(0, 0.5, Map.of("loss.total", 1e-300));
        Metrics second = new Metrics(3_000_000_000L, 1e9, Map.of("loss.total", Math.PI));
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            log.append(first);
            assertThat(rows()).containsExactly(first); // at once, not only when closed
            log.append(second);
        }
        assertThat(rows()).containsExactly(first, second);
        assertThat(folder.resolve("metrics.jsonl")).hasContent("""
                        {"step":0,"seconds":0.5,"loss.total":1.0E-300}
                        {"step":3000000000,"seconds":1.0E9,"loss.total":3.141592653589793}
                        """);
    }

    @Test
    void nanAndInfinityStayValidJson() throws IOException {
        Map<String, Double> odd = new LinkedHashMap<>();
        odd.put("a", Double.NaN);
        odd.put("b", Double.NEGATIVE_INFINITY);
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            log.append(new Metrics(1, 2, odd));
        }
        assertThat(folder.resolve("metrics.jsonl"))
                .hasContent("{\"step\":1,\"seconds\":2.0,\"a\":\"NaN\",\"b\":\"-Infinity\"}");
        assertThat(rows().getFirst().values()).isEqualTo(odd);
    }

    @Test
    void reservedNamesAreRefused() {
        assertThatThrownBy(() -> new Metrics(1, 2, Map.of("step", 3.0)))
                .hasMessageContaining("reserved")
                .hasMessageContaining("Maybe");
    }

    @Test
    void theEventFileBeginsAsTensorFlowWritesIt() throws IOException {
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            log.sync();
        }
        // Length 24 and its masked checksum: the twelve bytes every TensorFlow event file begins with.
        byte[] expected = {0x18, 0, 0, 0, 0, 0, 0, 0, (byte) 0xa3, 0x7f, 0x4b, 0x22};
        assertThat(Arrays.copyOf(Files.readAllBytes(eventFile()), 12)).isEqualTo(expected);
        assertThat(eventFile().getFileName()).hasToString("events.out.tfevents.1700000000.jepa4j");
    }

    @Test
    void anIndependentReaderFindsTheScalars() throws IOException {
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            log.append(new Metrics(300, 7, Map.of("loss.total", 0.25)));
            log.append(new Metrics(301, 8, Map.of("collapse.std_min", Double.NaN)));
        }
        List<Event> events = events();
        assertThat(events)
                .containsExactly(
                        new Event(1_700_000_000.5, 0, "brain.Event:2", Map.of()),
                        new Event(1_700_000_000.5, 300, "", Map.of("loss/total", 0.25f)),
                        new Event(1_700_000_000.5, 301, "", Map.of("collapse/std_min", Float.NaN)));
    }

    @Test
    void aCutOffEndIsRemovedWhenTheLogIsOpenedAgain() throws IOException {
        writeSteps(1, 2, 3);
        for (Path file : List.of(folder.resolve("metrics.jsonl"), eventFile())) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 7));
        }
        writeSteps(4);
        assertThat(steps()).containsExactly(1L, 2L, 4L);
        assertThat(events()).extracting(Event::step).containsExactly(0L, 1L, 2L, 4L);
    }

    @Test
    void everyCutOffLeavesTheLinesBeforeIt() throws IOException {
        writeSteps(1, 2);
        Path events = eventFile();
        byte[] lines = Files.readAllBytes(folder.resolve("metrics.jsonl"));
        byte[] records = Files.readAllBytes(events);
        for (int cut = 0; cut <= Math.max(lines.length, records.length); cut += 3) {
            Files.write(folder.resolve("metrics.jsonl"), Arrays.copyOf(lines, Math.min(cut, lines.length)));
            Files.write(events, Arrays.copyOf(records, Math.min(cut, records.length)));
            writeSteps(9);
            assertThat(steps()).endsWith(9L).isSubsetOf(1L, 2L, 9L);
            assertThat(events()).extracting(Event::step).startsWith(0L).endsWith(9L);
        }
    }

    @Test
    void stepsAfterACheckpointAreForgotten() throws IOException {
        writeSteps(10, 20, 30, 40);
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            log.truncateAfter(20);
            assertThat(steps()).containsExactly(10L, 20L);
            log.append(new Metrics(30, 1, Map.of("x", 1.0)));
        }
        assertThat(steps()).containsExactly(10L, 20L, 30L);
        assertThat(events()).extracting(Event::step).containsExactly(0L, 10L, 20L, 30L);
    }

    @Test
    void aTrainingBegunFromNothingKeepsTheVersionThatTensorBoardLooksFor() throws IOException {
        writeSteps(0, 10);
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            log.truncateAfter(-1); // no step was done before
            assertThat(rows()).isEmpty();
            assertThat(events()).extracting(Event::version).containsExactly("brain.Event:2");
            log.append(new Metrics(0, 1, Map.of("x", 1.0)));
        }
        assertThat(rows()).extracting(Metrics::step).containsExactly(0L);
        assertThat(events().getFirst().version()).isEqualTo("brain.Event:2");
        assertThat(events()).hasSize(2);
    }

    @Test
    void aDamagedLineIsSkippedAndCounted() throws IOException {
        writeSteps(1);
        Files.write(folder.resolve("metrics.jsonl"), new byte[] {0, 0, (byte) 0xFF, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "[]\n{\"step\":\"x\"}\n{\"step\":2,\"seconds\":1}",
                StandardOpenOption.APPEND);
        MetricsLog.History history = MetricsLog.read(folder.resolve("metrics.jsonl"));
        assertThat(history.rows()).extracting(Metrics::step).containsExactly(1L, 2L);
        assertThat(history.skipped()).isEqualTo(3);
    }

    @Test
    void theChecksumIsTheCastagnoliOneMasked() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        int crc = 0xE3069283; // of these nine digits, RFC 3720 and every catalogue of checksums
        assertThat(EventFile.maskedCrc(digits, 0, 9)).isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
    }

    private void writeSteps(long... steps) throws IOException {
        try (MetricsLog log = MetricsLog.open(folder, CLOCK)) {
            for (long step : steps) {
                log.append(new Metrics(step, step, Map.of("loss.total", (double) step)));
            }
        }
    }

    private List<Metrics> rows() throws IOException {
        return MetricsLog.read(folder.resolve("metrics.jsonl")).rows();
    }

    private List<Long> steps() throws IOException {
        return rows().stream().map(Metrics::step).toList();
    }

    private Path eventFile() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("events."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    record Event(double wallTime, long step, String version, Map<String, Float> scalars) {}

    /// Reads by the format's definition, sharing nothing with the writer: a bitwise checksum, a
    /// field-by-field parser.
    private List<Event> events() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(eventFile())).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = take(in, 8);
            assertThat(in.getInt()).isEqualTo(mask(crc(length)));
            byte[] data = take(in, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            assertThat(in.getInt()).isEqualTo(mask(crc(data)));
            events.add(event(data));
        }
        return events;
    }

    private static Event event(byte[] data) {
        Map<Integer, List<Object>> fields = fields(data);
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (Object summary : fields.getOrDefault(5, List.of())) {
            for (Object value : fields((byte[]) summary).getOrDefault(1, List.of())) {
                Map<Integer, List<Object>> scalar = fields((byte[]) value);
                scalars.put(text(scalar.getOrDefault(1, List.of())), Float.intBitsToFloat((Integer)
                        scalar.getOrDefault(2, List.of()).getFirst()));
            }
        }
        return new Event(
                Double.longBitsToDouble((Long) fields.getOrDefault(1, List.of()).getFirst()),
                (Long) fields.getOrDefault(2, List.of(0L)).getFirst(),
                text(fields.getOrDefault(3, List.of(new byte[0]))),
                scalars);
    }

    private static String text(List<Object> field) {
        return new String((byte[]) field.getFirst(), StandardCharsets.UTF_8);
    }

    private static Map<Integer, List<Object>> fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) (key & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> take(in, (int) varint(in));
                case 5 -> in.getInt();
                default -> throw new AssertionError("wire type " + (key & 7));
            };
            fields.computeIfAbsent((int) (key >> 3), _ -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static int crc(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }
        return ~crc;
    }

    private static int mask(int crc) {
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }
}
