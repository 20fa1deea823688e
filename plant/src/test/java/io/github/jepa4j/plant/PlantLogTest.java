package io.github.jepa4j.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantLogTest {

    private static final String TANK = """
            name: tank
            time: {column: t, format: seconds}
            step: 1s
            signals:
              - {name: level, unit: m, low: 0, high: 10}
            actions:
              - {name: valve, low: 0, high: 1}
            """;

    @TempDir
    Path folder;

    private PlantLog read(String yaml, String... lines) throws IOException {
        Path file = folder.resolve("log.csv");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return PlantLog.read(PlantSchema.parse(yaml), LogFile.find(folder, List.of("log.csv")));
    }

    private static float[] signal(PlantLog log, int episode, int signal) {
        List<?> seen = log.episodes().get(episode).episode().observations();
        float[] values = new float[seen.size()];
        for (int t = 0; t < values.length; t++) {
            values[t] = ((Signals) seen.get(t)).values()[signal];
        }
        return values;
    }

    private static float[] action(PlantLog log, int episode, int axis) {
        Episode done = log.episodes().get(episode).episode();
        float[] values = new float[done.length()];
        for (int t = 0; t < values.length; t++) {
            values[t] = done.actions().get(t).values()[axis];
        }
        return values;
    }

    @Test
    void anEvenLogBecomesOneEpisodeAndTheReportIsClean() throws IOException {
        PlantLog log = read(TANK, "t,level,valve", "0,1,0", "1,2,0.5", "2,4,1");

        assertThat(signal(log, 0, 0)).containsExactly(1, 2, 4);
        assertThat(action(log, 0, 0)).containsExactly(0, 0.5f);
        assertThat(log.report().isClean()).isTrue();
        assertThat(log.report().lines()).containsExactly("1 files, 3 rows: 1 episodes of 2 steps in all");
    }

    @Test
    void aSignalBetweenRowsIsOnTheLineAndAnActionIsTheMeanOfWhatWasHeld() throws IOException {
        PlantLog log = read(TANK, "t,level,valve", "0,0,0", "0.5,1,1", "1.25,2,0", "2,5,1");

        assertThat(signal(log, 0, 0)[1]).isCloseTo(1 + 1 / 1.5f, within(1e-6f));
        assertThat(action(log, 0, 0)[0]).isCloseTo(0.5f, within(1e-6f)); // 0 for half a second, then 1
        assertThat(action(log, 0, 0)[1]).isCloseTo(0.25f, within(1e-6f)); // 1 for a quarter, then 0
    }

    @Test
    void aSignalMayBeHeldOrAveragedInstead() throws IOException {
        String[] lines = {"t,level,valve", "0,0,0", "0.5,1,0", "0.75,3,0", "1.25,2,0", "2,5,0"};

        assertThat(signal(read(TANK + "resampling: hold\n", lines), 0, 0)).containsExactly(0, 3, 5);
        assertThat(signal(read(TANK + "resampling: mean\n", lines), 0, 0)).containsExactly(0, 2, 3.5f);
    }

    @Test
    void anAngleIsTakenAlongTheShorterArc() throws IOException {
        String yaml = TANK.replace("unit: m, low: 0, high: 10", "unit: deg, angle: true");

        PlantLog log = read(yaml, "t,level,valve", "0,350,0", "0.5,350,0", "1.5,10,0", "2,10,0");

        assertThat(signal(log, 0, 0)[1]).isCloseTo(360, within(1e-4f));
    }

    @Test
    void anEpisodeIsCutAtAGapAndEveryRowIsAccountedFor() throws IOException {
        PlantLog log = read(TANK, "t,level,valve", "0,1,0", "1,2,0", "9,3,0", "10,4,0", "11,5,0", "20,6,0");

        assertThat(log.episodes()).hasSize(2);
        assertThat(signal(log, 1, 0)).containsExactly(3, 4, 5);
        assertThat(log.episodes().get(1).begin()).isEqualTo(9);
        assertThat(log.report().gaps()).isEqualTo(2);
        assertThat(log.report().used()).isEqualTo(5);
        assertThat(log.report().unused()).isEqualTo(1);
        assertThat(log.report().listed().getFirst().toString())
                .endsWith("log.csv, row 4: 8.0 s lie between this row (9.0 s) and the one before (1.0 s)");
    }

    @Test
    void rowsOutOfOrderAreSortedAndOfEqualTimesTheFirstIsUsed() throws IOException {
        PlantLog log = read(TANK, "t,level,valve", "0,1,0", "2,3,0", "1,2,0", "2,9,0", "3,4,0");

        assertThat(signal(log, 0, 0)).containsExactly(1, 2, 3, 4);
        assertThat(log.report().unordered()).isEqualTo(1);
        assertThat(log.report().duplicates()).isEqualTo(1);
        assertThat(log.report().listed()).extracting(LogReport.Finding::row).containsExactly(4L, 5L);
    }

    @Test
    void whatIsMissingOrUnbelievableIsNaNAndCounted() throws IOException {
        PlantLog log =
                read(TANK, "t,level,valve", "0,1,0", "1,,0", "2,NaN,0", "3,99,0", "4,full,0", "soon,1,0", "5,2,0");

        assertThat(signal(log, 0, 0)).containsExactly(1, Float.NaN, Float.NaN, Float.NaN, Float.NaN, 2);
        LogReport report = log.report();
        assertThat(report.missing()).containsEntry("level", 2L);
        assertThat(report.outOfRange()).containsEntry("level", 1L);
        assertThat(report.unreadable()).containsEntry("level", 1L);
        assertThat(report.timeless()).isEqualTo(1);
        assertThat(report.rows()).isEqualTo(report.used() + report.timeless());
        assertThat(report.listed())
                .extracting(LogReport.Finding::what)
                .containsExactly(LogReport.What.OUT_OF_RANGE, LogReport.What.UNREADABLE, LogReport.What.TIMELESS);
    }

    @Test
    void anEpisodeIsCutWhereTheActionIsNotKnown() throws IOException {
        PlantLog log = read(TANK, "t,level,valve", "0,1,0", "1,2,0", "2,3,", "3,4,1", "4,5,1");

        assertThat(log.episodes()).hasSize(2);
        assertThat(signal(log, 0, 0)).containsExactly(1, 2, 3);
        assertThat(signal(log, 1, 0)).containsExactly(4, 5);
        assertThat(log.report().actionless()).isEqualTo(1);
        assertThat(log.report().unused()).isZero();
    }

    @Test
    void unitsAreConvertedAndAHeadingThatStatesAnotherIsRefused() throws IOException {
        String yaml = """
                time: {column: t, format: milliseconds}
                step: 1s
                signals:
                  - {name: temperature, column: T, unit: K, logged: °C}
                exogenous:
                  - {name: inlet, unit: L/s, logged: m³/h}
                """;

        PlantLog log = read(yaml, "t;T [°C];inlet", "0;20;3.6", "1000;30;7.2");

        assertThat(signal(log, 0, 0)).containsExactly(293.15f, 303.15f);
        assertThat(action(log, 0, 0)).containsExactly(1);
        assertRefused(LogException.Kind.UNIT, "states '°F'", yaml, "t;T [°F];inlet", "0;20;3.6", "1000;30;7.2");
        assertRefused(
                LogException.Kind.UNIT,
                "no conversion",
                yaml.replace("°C", "bar"),
                "t;T;inlet",
                "0;20;3.6",
                "1000;30;7.2");
    }

    @Test
    void aFaultIsRefusedWhereTheSchemaSaysSo() {
        assertRefused(
                LogException.Kind.GAP, "row 3: 9.0 s", TANK + "gaps: refuse\n", "t,level,valve", "0,1,0", "9,1,0");
        assertRefused(
                LogException.Kind.DUPLICATE, "row 3", TANK + "duplicates: refuse\n", "t,level,valve", "0,1,0", "0,1,0");
        assertRefused(
                LogException.Kind.UNORDERED, "row 3", TANK + "unordered: refuse\n", "t,level,valve", "1,1,0", "0,1,0");
    }

    @Test
    void aLogThatIsNotWhatTheSchemaSaysIsRefusedByKind() {
        assertRefused(LogException.Kind.COLUMN, "no column 'valve'; it has [t, level]", TANK, "t,level", "0,1", "1,1");
        assertRefused(LogException.Kind.TIME, "None of the log's 2 rows", TANK, "t,level,valve", "a,1,0", "b,1,0");
        assertRefused(LogException.Kind.EMPTY, "No episode", TANK, "t,level,valve", "0,1,0");
        assertRefused(LogException.Kind.COLUMN, "no column", TANK, "");
        assertRefused(LogException.Kind.FILE, "cannot be read", TANK, "t,level,valve", "0,\"1,0");
    }

    private void assertRefused(LogException.Kind kind, String words, String yaml, String... lines) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(yaml, lines))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words)
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void timesMayBeInstantsOrRowsAndAColumnMayNameTheEpisode() throws IOException {
        PlantLog instants = read(
                TANK.replace("format: seconds", "format: iso"),
                "t,level,valve",
                "2026-01-01 00:00:00,1,0",
                "2026-01-01T00:00:01Z,2,0",
                "2026-01-01T02:00:02+02:00,3,0");
        PlantLog rows = read(TANK.replace("format: seconds", "format: rows"), "level,valve", "1,0", "2,0", "3,0");
        PlantLog episodes =
                read(TANK + "episode: run\n", "t,level,valve,run", "0,1,0,b", "0,5,0,a", "1,2,0,b", "1,6,0,a");

        assertThat(signal(instants, 0, 0)).containsExactly(1, 2, 3);
        assertThat(signal(rows, 0, 0)).containsExactly(1, 2, 3);
        assertThat(signal(episodes, 0, 0)).containsExactly(1, 2);
        assertThat(signal(episodes, 1, 0)).containsExactly(5, 6);
    }

    @Test
    void parquetIsReadAsCsvIsAlsoInAnArchive() throws IOException {
        // tank.parquet: 8 rows, half a second apart from 2026-01-01 on; temperature = 20 + i (double), level = i
        // (float,
        // null at 3), valve = i % 2 (int); written uncompressed by DuckDB 1.5.
        byte[] bytes = Objects.requireNonNull(PlantLogTest.class.getResourceAsStream("tank.parquet"))
                .readAllBytes();
        Files.write(folder.resolve("tank.parquet"), bytes);
        zip("logs.zip", "a/tank.parquet", bytes);
        PlantSchema schema = PlantSchema.parse("""
                time: {column: time, format: iso}
                step: 500ms
                signals:
                  - {name: temperature, unit: °C}
                  - {name: level, unit: m}
                actions:
                  - {name: valve}
                """);

        PlantLog log = PlantLog.read(schema, LogFile.find(folder, List.of("*.parquet")));

        assertThat(signal(log, 0, 0)).containsExactly(20, 21, 22, 23, 24, 25, 26, 27);
        assertThat(signal(log, 0, 1)).containsExactly(0, 1, 2, Float.NaN, 4, 5, 6, 7);
        assertThat(log.episodes().getFirst().episode().actions()).contains(new Action(new float[] {1}));
        PlantLog archived = PlantLog.read(schema, LogFile.find(folder, List.of("logs.zip!**/*.parquet")));
        assertThat(archived.episodes().getFirst().episode())
                .isEqualTo(log.episodes().getFirst().episode());
    }

    @Test
    void damagedFilesAndHostileArchivesAreRefusedByKind() throws IOException {
        Files.writeString(folder.resolve("cut.parquet"), "PAR1 and then nothing");
        zip("hostile.zip", "../../etc/log.csv", new byte[0]);
        Files.writeString(folder.resolve("no.zip"), "no archive");

        assertKind(LogException.Kind.FILE, "cut.parquet");
        assertKind(LogException.Kind.HOSTILE, "hostile.zip!**");
        assertKind(LogException.Kind.FILE, "no.zip!*.csv");
        assertKind(LogException.Kind.FILE, "absent.csv");
    }

    private void assertKind(LogException.Kind kind, String pattern) {
        PlantSchema schema = PlantSchema.parse(TANK);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> PlantLog.read(schema, LogFile.find(folder, List.of(pattern))))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private void zip(String archive, String name, byte[] bytes) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(archive)))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        }
    }

    @Test
    void aSchemaReadsBackFromItsYaml() {
        PlantSchema schema = PlantSchema.parse(TANK);

        assertThat(PlantSchema.parse(schema.toYaml())).isEqualTo(schema);
        assertThat(schema.actionSpace().dimension()).isEqualTo(1);
        assertThat(schema.signalSpace().index("level")).isZero();
    }
}
