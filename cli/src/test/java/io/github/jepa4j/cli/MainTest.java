package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "collect",
                "train",
                "readout",
                "goals",
                "ensemble",
                "evaluate",
                "plan",
                "report",
                "replay",
                "probe",
                "embed",
                "finetune",
                "surprise",
                "export",
                "doctor"
            })
    void everyCommandHasHelpWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: jepa4j " + command, "--json", "Examples:\n  jepa4j " + command);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theHelpOfAllNamesTheCommandsAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("collect", "doctor", "Exit codes:");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOnes() {
        assertThat(run("evalute")).isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString()).contains("evalute").contains("Did you mean").contains("jepa4j evaluate");
        assertThat(err.toString().lines().toList().getLast()).isEqualTo("Maybe see 'jepa4j --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noCommandOrAMissingOptionPointsAtTheHelp() {
        assertThat(run()).isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString()).contains("A command is missing").contains("Maybe see 'jepa4j --help'");
        assertThat(run("train")).isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString()).contains("--run=DIR").contains("Maybe see 'jepa4j train --help'");
    }

    @Test
    void anOptionIsLaidOverTheFileAndSetOverTheOption() throws IOException {
        Path file = Files.writeString(folder.resolve("t.yaml"), "data: of-the-file\nseed: 3\n");
        String[] asked = {
            "train", "--run", "x", "--config", file.toString(), "--data", "of-the-option", "--print-config"
        };
        assertThat(run(asked)).isZero();
        assertThat(out.toString()).contains("/of-the-option\n", "seed: 3\n");

        out.getBuffer().setLength(0);
        String[] set = Arrays.copyOf(asked, asked.length + 2);
        set[asked.length] = "--set";
        set[asked.length + 1] = "data=of-the-setting";
        assertThat(run(set)).isZero();
        assertThat(out.toString()).contains("of-the-setting\n");
    }

    @Test
    void settingsComeFromTheFileThenSetThenSeed() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "episodes: 7\nsteps: 8\nseed: 1\nlayout: pldm\n");
        int code = run(
                "collect",
                "--out",
                "x",
                "--config",
                file.toString(),
                "--set",
                "steps=9",
                "--set",
                "seed=2",
                "--seed",
                "3",
                "--print-config");
        assertThat(code).isZero();
        assertThat(out.toString()).isEqualTo("""
                seed: 3
                world: two-rooms
                layout: pldm
                episodes: 7
                steps: 9
                crossingFraction: 0.35
                threads: 0
                """);
    }

    @Test
    void aSettingThatCannotBeUsedIsAWrongQuestionWithoutAStackTrace() {
        assertThat(run("evaluate", "--run", "x", "--set", "planning.horzon=9")).isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString())
                .startsWith("jepa4j evaluate: --set planning.horzon=9: there is no key planning.horzon.")
                .contains("Maybe you mean 'horizon'")
                .doesNotContain("\tat ");
        assertThat(run("evaluate", "--run", "x", "--set", "planning.replanInterval=61"))
                .isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString()).contains("replanInterval must be in [1, horizon = 60], but is 61");
    }

    @Test
    void theTraceOfAnErrorIsShownWhenAskedFor() {
        assertThat(run("evaluate", "--run", "x", "--set", "planning.horzon=9", "--debug"))
                .isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString()).contains("ConfigurationException").contains("\tat ");
    }

    @Test
    void theDoctorAnswersPeopleAndMachinesTheSame() {
        int code = run("doctor", "--out", folder.resolve("runs").toString(), "--json");
        JsonNode diagnosis = JsonMapper.builder().build().readTree(out.toString()); // one object, nothing else
        assertThat(code).isEqualTo(diagnosis.get("is_ready").asBoolean() ? Main.DONE : Main.FAILED);
        assertThat(diagnosis
                        .get("findings")
                        .valueStream()
                        .map(f -> f.get("name").asString()))
                .contains("java", "cores", "memory", "disk", "writable", "vector", "kernels", "natives", "maven");
        assertThat(folder.resolve("runs")).doesNotExist();

        StringWriter people = new StringWriter();
        Main.run(console(people), "doctor", "--out", folder.toString());
        diagnosis
                .get("findings")
                .valueStream()
                .forEach(finding -> assertThat(people.toString())
                        .contains(finding.get("name").asString()));
    }

    @Test
    void theDoctorWarnsOfWhatSlowsTheMachineDown() {
        assertThat(Examination.java(17).verdict()).isEqualTo(Finding.Verdict.FAIL);
        assertThat(Examination.cores(1, DoctorSettings.DEFAULTS).verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(Examination.memory(2L << 30, 1L << 29, DoctorSettings.DEFAULTS)
                        .found())
                .isEqualTo("2.0 GiB, of which Java's heap may take 0.5 GiB");
        assertThat(Examination.products("Haswell", "Haswell").verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(Examination.products("Zen", null).verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(Examination.threads(false).verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(Examination.allocator(false).verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(Examination.maven("").verdict()).isEqualTo(Finding.Verdict.WARN);
        for (Finding finding : Examination.of(folder, DoctorSettings.DEFAULTS)) {
            assertThat(finding.hint().isEmpty()).isEqualTo(finding.verdict() == Finding.Verdict.OK);
            assertThat(finding.hint()).matches("|Maybe .*");
        }
    }

    @Test
    void whatTheDoctorTakesForEnoughIsASetting() {
        run("doctor", "--out", folder.toString(), "--set", "cores=4096", "--set", "disk=0.001", "--json");
        JsonNode diagnosis = JsonMapper.builder().build().readTree(out.toString());
        for (JsonNode finding : diagnosis.get("findings")) {
            if (finding.get("name").asString().equals("cores")) {
                assertThat(finding.get("verdict").asString()).isEqualToIgnoringCase("warn");
                assertThat(finding.get("hint").asString()).contains("4096");
            }
        }
        assertThat(run("doctor", "--set", "cores=0")).isEqualTo(Main.WRONGLY_ASKED);
        assertThat(err.toString()).contains("cores must be at least 1, but is 0");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(console(out), args);
    }

    private Console console(StringWriter out) {
        return new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                InstantSource.system(),
                System::nanoTime);
    }
}
