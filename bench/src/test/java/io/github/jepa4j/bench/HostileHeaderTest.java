package io.github.jepa4j.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.SafeTensorsException;
import io.github.jepa4j.tensor.StoredTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Headers that are made to cost memory: none costs more than the file's own size and 64 MB.
class HostileHeaderTest {

    private static final long ALLOWED = 64L << 20;
    private static final int MANY = 1_000_000;

    @TempDir
    Path folder;

    private record Hostile(String what, String json, int dataBytes) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Hostile> headers() {
        return Stream.of(
                new Hostile("tensors of nothing", object(MANY / 2, i -> empty("t" + i)), 0),
                new Hostile("as many tensors as may be", object(65_536, i -> empty("t" + i)), 0),
                new Hostile("long names", object(50_000, i -> empty("n".repeat(1000) + i)), 0),
                new Hostile("names with a wide letter", object(8_000, i -> empty("é€".repeat(500) + i)), 0),
                new Hostile(
                        "as many names, as long as may be", object(65_500, i -> empty("x€" + "n".repeat(119) + i)), 0),
                new Hostile("one endless name", "{" + empty("n".repeat(30_000_000)) + "}", 0),
                new Hostile("much metadata", metadata(MANY, i -> "\"k" + i + "\":\"v\""), 0),
                new Hostile(
                        "as much metadata as may be",
                        metadata(65_000, i -> "\"k" + i + "\":\"" + "v".repeat(50) + "\""),
                        0),
                new Hostile("long metadata", metadata(40, i -> "\"k" + i + "\":\"" + "v".repeat(1_000_000) + "\""), 0),
                new Hostile("wide metadata", metadata(40, i -> "\"k" + i + "\":\"€" + "v".repeat(1_000_000) + "\""), 0),
                new Hostile("endless metadata", metadata(1, _ -> "\"k\":\"" + "v".repeat(40_000_000) + "\""), 0),
                new Hostile("an endless unknown string", unknown("\"" + "v".repeat(40_000_000) + "\""), 0),
                new Hostile("an endless unknown list", unknown("[" + "1,".repeat(10_000_000) + "1]"), 0),
                new Hostile("an endless number", unknown("1".repeat(30_000_000)), 0),
                new Hostile("an endless fraction", unknown("0." + "1".repeat(30_000_000)), 0),
                new Hostile("deep lists", unknown("[".repeat(10_000_000)), 0),
                new Hostile("deep objects", "{\"t\":".repeat(5_000_000), 0),
                new Hostile("an endless shape", shape("1,".repeat(10_000_000) + "1", 1, 1), 1),
                new Hostile("a shape of too much", shape("2147483647,2147483647", 0, 4), 4),
                new Hostile("offsets of too much", shape("1000000000", 0, 1_000_000_000), 4),
                new Hostile("blanks", " ".repeat(60_000_000), 0));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void noHeaderCostsMuchMoreThanItsFile(Hostile hostile) throws IOException {
        Path file = folder.resolve("hostile");
        byte[] header = hostile.json().getBytes(UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(8 + header.length + hostile.dataBytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .array());
        long allowed = Files.size(file) + ALLOWED;

        assertThat(allocatedBy(() -> SafeTensors.read(file))).isLessThan(allowed);
        assertThat(allocatedBy(() -> StoredTensors.open(file).close())).isLessThan(allowed);
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static long allocatedBy(Reading reading) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reading.run();
        } catch (SafeTensorsException e) {
            assertThat(e)
                    .hasMessageContainingAll("hostile", "\nMaybe")
                    .message()
                    .hasSizeLessThan(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String object(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(",", "{", "}"));
    }

    private static String metadata(int count, IntFunction<String> entry) {
        return "{\"__metadata__\":" + object(count, entry) + "}";
    }

    private static String empty(String name) {
        return "\"" + name + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    }

    private static String unknown(String value) {
        return "{\"t\":{\"more\":" + value + ",\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}";
    }

    private static String shape(String shape, long begin, long end) {
        return "{\"t\":{\"dtype\":\"U8\",\"shape\":[" + shape + "],\"data_offsets\":[" + begin + "," + end + "]}}";
    }
}
