package io.github.jepa4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.worlds.SuccessRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href|action|poster)\\s*=\\s*\"([^\"]*)\"");

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String page = Report.html(Fixtures.run());

        assertThat(page).doesNotContain("http:", "https:", "//cdn", "@import", "<link", "url(");
        assertThat(ADDRESS.matcher(page).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("data:image/png;base64,"));
    }

    @Test
    void thePageHasEverySectionAndIsReadableWithoutSeeing() {
        String page = Report.html(Fixtures.run());

        assertThat(page)
                .contains(
                        "<html lang=\"en\">",
                        "name=\"viewport\"",
                        "<h2>Learning</h2>",
                        "<h3>Signs of collapse</h3>",
                        "<h2>Imagined against real</h2>",
                        "<h2>Planning</h2>",
                        "level 3, 2 steps",
                        "Futures of that plan",
                        "<h2>Episodes</h2>",
                        "What the figures mean",
                        "prefers-color-scheme: dark",
                        "prefers-reduced-motion");
        assertThat(count(page, "<svg ")).isPositive().isEqualTo(count(page, "role=\"img\" aria-label=\""));
        assertThat(count(page, "<img ")).isEqualTo(count(page, "<img alt=\""));
    }

    @Test
    void guardrailsHaveTheirVerdictsAndInterventionsAreCounted() {
        ReportData run = Fixtures.run();
        long episodes = Objects.requireNonNull(run.evaluation()).episodes().size();

        assertThat(Report.html(run))
                .contains("<h2>Guardrails</h2>", "dot.x at most &lt;56&gt;", "not always kept")
                .contains("<p>%d actions were not the plan's".formatted(episodes))
                .contains("<td>2</td><td>%,d</td><td>%d</td>".formatted(50 * episodes, episodes))
                .contains("<td>3</td><td>%,d</td><td>0</td>".formatted(17 * episodes));
    }

    @Test
    void aRunOfWhichNothingIsKnownStillHasAPage() {
        String page = Report.html(ReportData.empty("fresh"));

        assertThat(page)
                .contains("has not been evaluated yet", "No metrics were recorded", "No episodes were played")
                .doesNotContain("null", "NaN");
    }

    @Test
    void hostileNamesStayText() {
        String hostile = "</title><script>alert(1)</script>";
        Series series = new Series("loss." + hostile, new double[] {1, 2}, new double[] {1, 2});
        ReportData data = new ReportData(
                hostile,
                List.of(new ReportData.Fact(hostile, hostile)),
                new Metrics(java.util.Map.of(series.name(), series), 2, 0),
                null,
                List.of(),
                null,
                null,
                List.of(hostile));

        String page = Report.html(data);

        assertThat(count(page, "<script>")).isEqualTo(1);
        assertThat(page).doesNotContain("alert(1)</script>").contains("&lt;script&gt;alert(1)");
    }

    @Test
    void lostEpisodesComeFirstWorstFirst() {
        Evaluation evaluation = Fixtures.evaluation(60);

        List<Integer> shown = EpisodesSection.shown(evaluation.episodes());

        assertThat(shown).hasSize(12).doesNotHaveDuplicates();
        assertThat(shown.subList(0, 6))
                .allMatch(index -> !evaluation.episodes().get(index).won(SuccessRule.FINAL));
        assertThat(shown.subList(6, 12))
                .allMatch(index -> evaluation.episodes().get(index).won(SuccessRule.FINAL));
        assertThat(shown.subList(0, 6))
                .isSortedAccordingTo((one, other) -> Double.compare(
                        evaluation.episodes().get(other).finalDistance(),
                        evaluation.episodes().get(one).finalDistance()));
    }

    @Test
    void aCollapsedRepresentationIsSaidToBe() {
        Series flat = new Series("collapse.std_mean", new double[] {1, 2}, new double[] {0.9, 0.02});
        ReportData data = new ReportData(
                "run",
                List.of(),
                new Metrics(java.util.Map.of(flat.name(), flat), 2, 0),
                null,
                List.of(),
                null,
                null,
                List.of());

        assertThat(Report.html(data)).contains("Collapsed: at the end").contains("alarm below 0.1");
    }

    @Test
    void aRunFolderIsReadForWhatItHolds(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("run.json"), """
                {"seed": 42, "data_hash": "abc", "machine": {"cores": 2}}""");
        Files.writeString(folder.resolve("metrics.jsonl"), """
                {"step":1,"loss.total":3.5}
                {"step":2,"lo""");
        Evaluation evaluation = Fixtures.evaluation(4);
        EvaluationFile.write(folder.resolve("evaluation.json"), evaluation);

        ReportData data = RunFolder.read(folder);
        Path report = folder.resolve("report.html");
        Report.write(report, data);
        Report.write(report, data);

        assertThat(data.provenance())
                .containsExactly(
                        new ReportData.Fact("seed", "42"),
                        new ReportData.Fact("data hash", "abc"),
                        new ReportData.Fact("machine, cores", "2"));
        assertThat(evaluation.equals(data.evaluation()))
                .as("read as it was written")
                .isTrue();
        assertThat(data.notes()).isEmpty();
        assertThat(Files.readString(report)).contains("1 line of the metrics could not be read");
        assertThat(folder.resolve("report.html.unfinished")).doesNotExist();
    }

    @Test
    void aRunThatLearnedToSeeHasCurvesDataAndSettingsAndNothingAboutActing(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("run.json"), "{\"seed\": 42}");
        Files.writeString(folder.resolve("data.json"), "{\"source\": \"photos.zip\"}");
        Files.writeString(folder.resolve("config.yaml"), "seed: 42\nimages:\n  path: <photos>.zip\n");
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":1,\"loss.total\":3.5}\n");

        String page = Report.html(RunFolder.read(folder));

        assertThat(page)
                .contains("This run learned to see", "Total loss", "<dt>data, source</dt><dd>photos.zip</dd>")
                .contains("path: &lt;photos&gt;.zip", "<dt>Effective rank</dt>")
                .doesNotContain("not been evaluated", "<h2>Episodes</h2>", "Imagined against real", "<dt>Oracle</dt>");
    }

    @Test
    void aTrainingThatWasBegunFromJavaIsKnownByItsSettings(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("run.json"), "{}");
        Files.writeString(folder.resolve("config.yaml"), "method: vicreg\noptimisation:\n  steps: 9\n");
        assertThat(RunFolder.read(folder).subject()).isEqualTo(ReportData.Subject.SEEING);
        Files.writeString(folder.resolve("config.yaml"), "model:\n  optimisation: none\nunrolled: 4\n");
        assertThat(RunFolder.read(folder).subject()).isEqualTo(ReportData.Subject.ACTING);
        assertThat(Report.html(RunFolder.read(folder))).contains("<pre class=\"settings\">model:");
    }

    @Test
    void damagedFilesAreNotedAndLoseNothingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("run.json"), "{");
        Files.writeString(folder.resolve("evaluation.json"), "{\"format\":");
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":1,\"loss.total\":3.5}\n");

        ReportData data = RunFolder.read(folder);

        assertThat(data.evaluation()).isNull();
        assertThat(data.metrics().lines()).isEqualTo(1);
        assertThat(data.notes()).hasSize(2);
        assertThat(Report.html(data)).contains("evaluation.json could not be read");
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> RunFolder.read(folder.resolve("nowhere")))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("\nMaybe ");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
