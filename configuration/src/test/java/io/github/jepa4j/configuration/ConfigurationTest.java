package io.github.jepa4j.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    enum Layout {
        RANDOM,
        FIXED_WALL
    }

    record Weights(double variance, double covariance) {
        Weights {
            if (!(variance >= 0)) {
                throw new IllegalArgumentException("The weight must be at least 0, but is " + variance + ".");
            }
        }
    }

    record Stage(String name, int steps) {}

    record Training(int batch, float rate, Weights weights, List<Integer> widths, double[] mean) {
        Training {
            if (batch < 1) {
                throw new IllegalArgumentException("A batch has at least 1 window, but has " + batch + ".");
            }
            if (widths.size() > batch) {
                throw new IllegalArgumentException("More widths than windows.");
            }
        }
    }

    record Settings(
            String name,
            long seed,
            Layout layout,
            boolean compact,
            Path out,
            Duration deadline,
            @Nullable Path checkpoint,
            Training training,
            List<Stage> stages) {}

    private static final Settings DEFAULTS = new Settings(
            "two rooms",
            7,
            Layout.RANDOM,
            true,
            Path.of("runs/first"),
            Duration.ofSeconds(90),
            null,
            new Training(64, 1e-3f, new Weights(4.0, 6.9), List.of(16, 32, 32), new double[] {0.5, 0.25}),
            List.of());

    @TempDir
    Path folder;

    @Test
    void anEmptyFileIsTheDefaults() throws IOException {
        assertThat(Configuration.load(file(""), DEFAULTS)).isEqualTo(DEFAULTS);
    }

    @Test
    void aFileOfCommentsAndEmptySectionsIsTheDefaults() {
        assertThat(parse("# nothing yet\ntraining:\n  # batch: 32\n")).isEqualTo(DEFAULTS);
    }

    @Test
    void whatIsWrittenIsTakenAndTheRestKeepsItsDefault() {
        Settings read = parse("""
                layout: fixed-wall
                seed: 9007199254740993
                compact: false
                out: /data/run 1
                deadline: 1m30s
                checkpoint: last
                training:
                  rate: 1e-4
                  weights:
                    covariance: 0.5
                  widths: [8, 16]
                  mean:
                    - .inf
                    - -2
                stages:
                  - {name: warm up, steps: 1e3}
                  - name: "12"
                    steps: 2_000
                """);
        assertThat(read.layout()).isEqualTo(Layout.FIXED_WALL);
        assertThat(read.seed()).isEqualTo(9007199254740993L);
        assertThat(read.compact()).isFalse();
        assertThat(read.out()).isEqualTo(Path.of("/data/run 1"));
        assertThat(read.deadline()).isEqualTo(Duration.ofSeconds(90));
        assertThat(read.checkpoint()).isEqualTo(Path.of("last"));
        assertThat(read.name()).isEqualTo("two rooms");
        assertThat(read.training().batch()).isEqualTo(64);
        assertThat(read.training().rate()).isEqualTo(1e-4f);
        assertThat(read.training().weights()).isEqualTo(new Weights(4.0, 0.5));
        assertThat(read.training().widths()).containsExactly(8, 16);
        assertThat(read.training().mean()).containsExactly(Double.POSITIVE_INFINITY, -2);
        assertThat(read.stages()).containsExactly(new Stage("warm up", 1000), new Stage("12", 2000));
    }

    @Test
    void aVersionLikeTextStaysTheTextThatWasWritten() {
        assertThat(parse("name: 1.10").name()).isEqualTo("1.10");
        assertThat(parse("name: no").name()).isEqualTo("no");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPathLineAndTheNearestValidOne() {
        assertRefused(
                () -> parse("seed: 1\ntraining:\n  weigths:\n    variance: 1\n"),
                "test.yaml:3: there is no key training.weigths.",
                "Maybe you mean 'weights'. Valid are: batch, rate, weights, widths, mean.");
    }

    @ParameterizedTest
    @CsvSource({"Seed, seed", "check_point, checkpoint", "dedline, deadline", "lay-out, layout", "nmae, name"})
    void theNearestKeyIsFoundDespiteCaseDashesAndTypingErrors(String written, String meant) {
        assertRefused(() -> parse(written + ": 1"), "Maybe you mean '" + meant + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: seven            | seed must be a whole number (64 bits), but is 'seven'",
                "training: {batch: 3.5} | training.batch must be a whole number (32 bits), but is '3.5'",
                "training: {batch: 4e9} | training.batch must be a whole number (32 bits), but is '4e9'",
                "training: {batch: 1e999999999} | training.batch must be a whole number (32 bits)",
                "training: {rate: 1e60} | training.rate must be a number, but is '1e60'",
                "training: {batch: }    | training.batch must be a whole number (32 bits), but is empty",
                "training: {rate: [1]}  | training.rate must be a number, but is a list of 1",
                "training: {widths: 3}  | training.widths must be a list, but is '3'",
                "training: {widths: [1, a]} | training.widths[1] must be a whole number (32 bits), but is 'a'",
                "training: 3            | training must be a section of keys (batch, rate, weights, widths, mean), but is '3'",
                "layout: fixed-wal      | layout must be one of random, fixed-wall, but is 'fixed-wal'",
                "compact: yes           | compact must be true or false, but is 'yes'",
                "deadline: 30 parsecs   | deadline must be a duration such as 250ms, 30s or 1h30m, but is '30 parsecs'",
                "deadline: 99999999999999999999d | deadline must be a duration",
                "name: {a: 1}           | name must be text, but is a section with the keys [a]",
                "stages: [{name: a}]    | the key stages[0].steps is missing, and has no default",
            })
    void aValueOfAnotherTypeIsNamedWithWhatWasExpected(String yaml, String problem) {
        assertRefused(() -> parse(yaml), "test.yaml:1: " + problem, "\nMaybe ");
    }

    @Test
    void whatTheRecordRefusesComesBackWithTheKeyAndLineThatCausedIt() {
        assertRefused(
                () -> parse("training:\n  rate: 1\n  batch: 0\n  mean: [1]\n"),
                "test.yaml:3: training.batch = '0' was refused: A batch has at least 1 window, but has 0.",
                "Maybe");
        assertRefused(
                () -> parse("training: {weights: {variance: .nan}}"),
                "training.weights.variance = '.nan' was refused: The weight must be at least 0, but is NaN.");
    }

    @Test
    void keysRefusedOnlyTogetherNameTheirSection() {
        assertRefused(
                () -> parse("training:\n  batch: 3\n  widths: [1, 2, 3, 4]\n"),
                "The section training was refused: More widths than windows.");
    }

    @Test
    void overridesWinOverTheFileAndTheLastOverrideWins() throws IOException {
        Path file = file("seed: 1\ntraining:\n  batch: 8\n  widths: [1]\n");
        Settings read = Configuration.load(
                file,
                DEFAULTS,
                List.of(
                        "training.batch=16",
                        "seed=2",
                        "seed=3",
                        "training.weights.variance=0",
                        "training.widths=[4, 5]"));
        assertThat(read.seed()).isEqualTo(3);
        assertThat(read.training().batch()).isEqualTo(16);
        assertThat(read.training().weights()).isEqualTo(new Weights(0, 6.9));
        assertThat(read.training().widths()).containsExactly(4, 5);
    }

    @Test
    void overridesThatAreValidOnlyTogetherAreTaken() {
        Settings read = Configuration.override(DEFAULTS, List.of("training.batch=1", "training.widths=[8]"));
        assertThat(read.training().widths()).containsExactly(8);
    }

    @Test
    void anOverriddenTextMayHoldWhateverYamlWouldTrip() {
        for (String text : List.of("a: b", "*star", "[open", "x=y", "'", "# no comment", "{a: b}", "1.10")) {
            assertThat(Configuration.override(DEFAULTS, List.of("name=" + text)).name())
                    .isEqualTo(text);
        }
        assertThat(Configuration.override(DEFAULTS, List.of("name=")).name()).isEmpty();
    }

    @Test
    void aNullableSettingCanBeTakenBack() {
        Settings set = Configuration.override(DEFAULTS, List.of("checkpoint=a/b"));
        assertThat(set.checkpoint()).isEqualTo(Path.of("a/b"));
        assertThat(Configuration.override(set, List.of("checkpoint=null")).checkpoint())
                .isNull();
    }

    @Test
    void overridesObeyTheSameRulesAsAFile() {
        assertRefused(
                () -> Configuration.override(DEFAULTS, List.of("training.bacth=3")),
                "--set training.bacth=3: there is no key training.bacth.",
                "Maybe you mean 'batch'");
        assertRefused(() -> Configuration.override(DEFAULTS, List.of("seed")), "must read key=value", "Maybe");
        assertRefused(() -> Configuration.override(DEFAULTS, List.of("a..b=1")), "must read key=value");
        assertRefused(() -> Configuration.override(DEFAULTS, List.of("=1")), "must read key=value");
        assertRefused(
                () -> Configuration.override(DEFAULTS, List.of("training=5")), "training must be a section of keys");
        assertRefused(() -> Configuration.override(DEFAULTS, List.of("seed.x=5")), "seed must be a whole number");
        assertRefused(
                () -> Configuration.override(DEFAULTS, List.of("training.batch=-1")),
                "--set training.batch=-1: training.batch = '-1' was refused");
    }

    @Test
    void tablesAreWrittenByTheirKeysWhateverTheirOrder() {
        Map<String, Double> one = new LinkedHashMap<>();
        one.put("iterations", 3.0);
        one.put("candidates", 64.0);
        Tuned first = new Tuned("cem", one);
        Tuned second = new Tuned("cem", new TreeMap<>(one));

        assertThat(Configuration.toYaml(first)).isEqualTo(Configuration.toYaml(second));
        assertThat(Configuration.hash(first)).isEqualTo(Configuration.hash(second));
    }

    record Tuned(String name, Map<String, Double> parameters) {}

    @Test
    void aMapIsLaidOverItsDefaultsKeyByKeyAndReadsBack() {
        Tuned defaults = new Tuned("cem", Map.of("elites", 8.0));
        Tuned tuned = Configuration.override(defaults, List.of("parameters.candidates=64"));
        assertThat(tuned.parameters()).containsOnly(Map.entry("elites", 8.0), Map.entry("candidates", 64.0));
        assertThat(Configuration.toYaml(tuned))
                .isEqualTo("name: cem\nparameters:\n  candidates: 64.0\n  elites: 8.0\n");
        assertThat(Configuration.parse(Configuration.toYaml(tuned), "again", new Tuned("", Map.of())))
                .isEqualTo(tuned);
        assertThatThrownBy(() -> Configuration.override(defaults, List.of("parameters.elites=many")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("parameters.elites must be a number, but is 'many'");
        assertThatThrownBy(() -> Configuration.override(defaults, List.of("parameters=7")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("parameters must be a section of keys and values");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertRefused(
                () -> parse("seed: 1\nname: a\nseed: 2\n"),
                "test.yaml:3: the key seed stands twice, first at test.yaml:1.",
                "Maybe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- 1\n- 2\n", "text", "3", "[]"})
    void aListOrAValueAtTheTopIsRefused(String yaml) {
        assertRefused(() -> parse(yaml), "The configuration must be a section of keys (name, seed,", "Maybe");
    }

    @Test
    void aliasesAreRefusedSoThatNoBombGoesOff() {
        String bomb = "training: {widths: &a [1, 1]}\nstages: [*a, *a]\n";
        assertRefused(() -> parse(bomb), "test.yaml:2: the YAML alias '*a' is not supported", "Maybe");
        assertRefused(() -> parse("name: " + "[".repeat(5000)), "Maybe");
        assertRefused(() -> parse("training: {<<: {batch: 1}}"), "there is no key training.<<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed: [1, 2", "\tseed: 1", "name: \"open", "a: b: c"})
    void whatIsNoYamlIsSaidWithTheLine(String yaml) {
        assertRefused(() -> parse("compact: true\n" + yaml), "test.yaml:", "is not YAML", "Maybe");
    }

    @Test
    void theKeysOfAFileTellWhatItIsAbout() throws IOException {
        assertThat(Configuration.keys(file("b:\n  inner: 1\na: [1]\n"))).containsExactly("b", "a");
        assertThat(Configuration.keys(file("# nothing\n"))).isEmpty();
        Path list = file("- 1\n");
        assertRefused(() -> Configuration.keys(list), ":1: a configuration is a section of keys", "a list of 1");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertRefused(() -> parse("seed: 1\n---\nseed: 2\n"), "second document", "Maybe");
    }

    @Test
    void aFileThatIsMissingOrNoTextIsSaidPlainly() throws IOException {
        assertRefused(
                () -> Configuration.load(folder.resolve("absent.yaml"), DEFAULTS),
                "absent.yaml does not exist",
                "Maybe");
        assertRefused(() -> Configuration.load(folder, DEFAULTS), "is a directory", "Maybe");
        Path binary = folder.resolve("model.bin");
        Files.write(binary, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertRefused(() -> Configuration.load(binary, DEFAULTS), "is not UTF-8 text", "Maybe");
        Path large = folder.resolve("large.yaml");
        Files.write(large, new byte[(1 << 20) + 1]);
        assertRefused(() -> Configuration.load(large, DEFAULTS), "1048577 bytes", "Maybe");
    }

    @Test
    void whatIsWrittenReadsBackToTheSameRecordAndTheSameBytes() {
        var odd = new Settings(
                "a \"quoted\" \\ line\nand: a tab\t, ü, # and 'null'",
                Long.MIN_VALUE,
                Layout.FIXED_WALL,
                false,
                Path.of("with blank/and: colon"),
                Duration.ofDays(1).plusMillis(250).plusNanos(1),
                Path.of("null"),
                new Training(
                        9, Float.MIN_VALUE, new Weights(Double.POSITIVE_INFINITY, Math.PI), List.of(), new double[] {
                            1e300
                        }),
                List.of(new Stage("true", 1), new Stage("", -2)));
        String yaml = Configuration.toYaml(odd);
        Settings read = Configuration.parse(yaml, "written", DEFAULTS);
        assertThat(read).usingRecursiveComparison().isEqualTo(odd);
        assertThat(Configuration.toYaml(read)).isEqualTo(yaml);
        assertThat(Configuration.hash(read)).isEqualTo(Configuration.hash(odd)).hasSize(64);
        assertThat(Configuration.hash(DEFAULTS)).isNotEqualTo(Configuration.hash(odd));
    }

    @Test
    void theWrittenFormIsTheOnePeopleWouldWrite() {
        assertThat(Configuration.toYaml(DEFAULTS)).isEqualTo("""
                name: "two rooms"
                seed: 7
                layout: random
                compact: true
                out: runs/first
                deadline: 1m30s
                checkpoint: null
                training:
                  batch: 64
                  rate: 0.001
                  weights:
                    variance: 4.0
                    covariance: 6.9
                  widths: [16, 32, 32]
                  mean: [0.5, 0.25]
                stages: []
                """);
    }

    @Test
    void aRecordWhoseTypeCannotBeReadSaysSoToItsAuthor() {
        record Odd(Thread thread) {}
        assertThatThrownBy(() -> Configuration.override(new Odd(Thread.currentThread()), List.of("thread=1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread")
                .hasMessageContaining("Maybe");
    }

    private static Settings parse(String yaml) {
        return Configuration.parse(yaml, "test.yaml", DEFAULTS);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), yaml);
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessageContainingAll(parts);
    }
}
