package io.github.jepa4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    private Path folder;

    @Test
    void linesThatCannotBeReadAreCountedAndLeftOut() throws IOException {
        Metrics metrics = read("""
                {"step":1,"loss.total":3.5}
                not json
                {"loss.total":3}
                [1, 2]
                {"step":2,"loss.total":2.5}
                {"step":3,"loss.to""");

        assertThat(metrics.lines()).isEqualTo(2);
        assertThat(metrics.unreadable()).isEqualTo(4);
        assertThat(series(metrics, "loss.total").values()).containsExactly(3.5, 2.5);
    }

    @Test
    void everyWayOfWritingThatThereIsNoNumberIsUnderstood() throws IOException {
        Metrics metrics = read("""
                {"step":1,"a":1}
                {"step":2,"a":NaN}
                {"step":3,"a":"NaN"}
                {"step":4,"a":null}
                {"step":5,"b":7,"phase":"warm-up"}
                {"step":6,"a":2}
                """);

        Series a = series(metrics, "a");
        assertThat(a.steps()).containsExactly(1, 2, 3, 4, 6);
        assertThat(a.missing()).isEqualTo(3);
        assertThat(a.last()).isEqualTo(2);
        assertThat(metrics.series()).containsOnlyKeys("a", "b");
        assertThat(metrics.unreadable()).isZero();
    }

    @Test
    void aStepRecordedAgainAfterAResumptionCountsOnce() throws IOException {
        Metrics metrics = read("""
                {"step":1,"a":1}
                {"step":2,"a":2}
                {"step":3,"a":3}
                {"step":2,"a":20}
                """);

        assertThat(series(metrics, "a").values()).containsExactly(1, 20, 3);
    }

    @Test
    void bytesThatAreNoTextDoNotEndTheReading() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        byte[] good = "{\"step\":1,\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[2 * good.length + 4];
        System.arraycopy(good, 0, bytes, 0, good.length);
        bytes[good.length] = (byte) 0xFF;
        bytes[good.length + 1] = (byte) 0xC0;
        bytes[good.length + 3] = '\n';
        System.arraycopy(good, 0, bytes, good.length + 4, good.length);
        Files.write(file, bytes);

        Metrics metrics = Metrics.read(file);

        assertThat(metrics.lines()).isEqualTo(2);
        assertThat(metrics.unreadable()).isEqualTo(1);
    }

    private Metrics read(String content) throws IOException {
        return Metrics.read(Files.writeString(folder.resolve("metrics.jsonl"), content));
    }

    private static Series series(Metrics metrics, String name) {
        return Objects.requireNonNull(metrics.get(name));
    }
}
