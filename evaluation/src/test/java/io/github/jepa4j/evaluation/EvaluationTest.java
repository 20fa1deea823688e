package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worlds.SuccessRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

    /// The reference gives four digits.
    private static final double FOUR_DIGITS = 5e2;

    /// The reference's table, summed, has three digits.
    private static final double THREE_DIGITS = 5e4;

    @Test
    void theTwoRulesCountDifferentEpisodes() {
        Evaluation evaluation = Samples.evaluation();

        assertThat(evaluation.episodes().get(0).won(SuccessRule.FINAL)).isTrue();
        assertThat(evaluation.episodes().get(0).won(SuccessRule.EVER)).isFalse();
        assertThat(evaluation.episodes().get(1).won(SuccessRule.FINAL)).isFalse();
        assertThat(evaluation.episodes().get(1).won(SuccessRule.EVER)).isTrue();
        assertThat(evaluation.rate(SuccessRule.FINAL)).isEqualTo(new SuccessRate(1, 2));
    }

    @Test
    void costsAreMeansOverPlansAndEpisodes() {
        Evaluation evaluation = Samples.evaluation();
        double step = 6.0 * 256 * 258;

        assertThat(evaluation.meanFinalDistance()).isEqualTo(6);
        assertThat(evaluation.secondsPerPlan()).isEqualTo(0.05);
        assertThat(evaluation.secondsPerEpisode()).isEqualTo(3);
        assertThat(evaluation.flopPerPlan()).isEqualTo((1000 + 200) * step / 50);
        assertThat(evaluation.flopPerEpisode())
                .as("the encoder's FLOP are unknown")
                .isNaN();
    }

    @Test
    void theReferenceModelTakesItsKnownFlop() {
        Cost cost = Cost.of(ImpalaSpec.reference(), new GruSpec(512, 2));

        assertThat(cost.flopPerImaginedStep()).isCloseTo(1.579e6, within(FOUR_DIGITS));
        assertThat(cost.flopPerPullbackStep())
                .as("the same matrices, transposed")
                .isEqualTo(cost.flopPerImaginedStep());
        assertThat(cost.flopPerFrame()).isCloseTo(67.8e6, within(THREE_DIGITS));
    }

    @Test
    void theProtocolSaysWhatPlayedAndComparesAllButCodeAndMachine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("m.safetensors"), "abc");
        assertThat(Protocol.model(file)).isEqualTo("m.safetensors ba7816bf8f01"); // FIPS 180-2, appendix B.1
        assertThat(Samples.protocol(2, 200, 2).playsAs(Samples.protocol(2, 200, 7)))
                .isTrue();
        assertThat(Samples.protocol(2, 200, 2).playsAs(Samples.protocol(3, 200, 2)))
                .isFalse();
    }

    @Test
    void aFileOfBeforeTheModelWasNamedIsStillRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evaluation.json");
        EvaluationFile.write(file, Samples.evaluation());
        String without = Files.readString(file)
                .replaceAll("\"(warmStart|actionLimit|model|codeVersion)\":(\"[^\"]*\"|[a-z0-9.]+),", "");
        assertThat(without).doesNotContain("warmStart", "safetensors");
        Protocol read = EvaluationFile.read(Files.writeString(file, without)).protocol();
        assertThat(read.model()).isEmpty();
        assertThat(read.agent()).isEqualTo("scripted");
    }

    @Test
    void aFileReadsBackAsItWasWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evaluation.json");
        Evaluation evaluation = Samples.evaluation();

        EvaluationFile.write(file, evaluation);
        EvaluationFile.write(file, evaluation);

        assertThat(EvaluationFile.read(file)).isEqualTo(evaluation);
        assertThat(Files.readString(file))
                .contains("\"success_final\":{\"successes\":1,\"episodes\":2,\"rate\":0.5")
                .contains("[21.645,34.216]");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileCutOffIsRefusedByName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evaluation.json");
        String whole = EvaluationFile.toJson(Samples.evaluation());
        Files.writeString(file, whole.substring(0, whole.length() / 2));

        assertThatIOException()
                .isThrownBy(() -> EvaluationFile.read(file))
                .withMessageContaining("evaluation.json")
                .withMessageContaining("\nMaybe ");
    }

    @Test
    void aFileOfAnotherKindIsRefusedByItsFormat(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("evaluation.json"), "{\"format\": \"other/3\"}");

        assertThatIOException()
                .isThrownBy(() -> EvaluationFile.read(file))
                .withMessageContaining("\"other/3\"")
                .withMessageContaining(EvaluationFile.FORMAT);
    }

    @Test
    void theTableShowsRatesBesideFloorsAndTheProtocol() {
        String table = EvaluationTable.text(Samples.evaluation());

        assertThat(table)
                .contains("scripted")
                .contains("1/2 = 50.0 % [9.5, 90.5]")
                .contains("random, std 1")
                .contains("0.0500 s, 9.51 MFLOP")
                .contains("{best within budget=2, planned=98}")
                .contains("2 of 200 steps, no early stop")
                .contains("warm start, actions up to 1.8", "model.safetensors 3f2a9c51b07d", "v0.1.0")
                .contains("a machine, 2 threads");
    }

    @Test
    void aFullDiskIsNamedAndTheEvaluationBeforeStays(@TempDir Path folder) throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).as("a device that is always full").isTrue();
        Path file = Files.writeString(folder.resolve("evaluation.json"), "of before");
        Files.createSymbolicLink(folder.resolve("evaluation.json.unfinished"), full);

        assertThatIOException()
                .isThrownBy(() -> EvaluationFile.write(file, Samples.evaluation()))
                .withMessageContainingAll(
                        file.toString(), "could not be written", "No space left", "Maybe the disk is full");
        assertThat(file).hasContent("of before");
    }
}
