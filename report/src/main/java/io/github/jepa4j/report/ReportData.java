package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a report can show. Whatever is not there yet is null or empty, and the page says so.
///
/// @param title        what was run, such as the run folder's name
/// @param provenance   what is needed to repeat it: seed, data hash, code version, machine
/// @param metrics      what training recorded
/// @param evaluation   how it does, or null
/// @param imaginations real and imagined futures
/// @param landscape    the energy over a room, or null
/// @param candidates   what the planner considered, or null
/// @param notes        what the reader should know, such as a file that was damaged
/// @param subject      what was learned
/// @param settings     every setting of the run as YAML; empty where they are not known
public record ReportData(
        String title,
        List<Fact> provenance,
        Metrics metrics,
        @Nullable Evaluation evaluation,
        List<Imagination> imaginations,
        @Nullable Landscape landscape,
        @Nullable Candidates candidates,
        List<String> notes,
        Subject subject,
        String settings) {

    /// What a run learned.
    public enum Subject {
        /// A world model, to act by.
        ACTING,
        /// Features of images or clips, or to foresee clips: nothing acts by it.
        SEEING
    }

    public ReportData {
        provenance = List.copyOf(provenance);
        imaginations = List.copyOf(imaginations);
        notes = List.copyOf(notes);
    }

    /// A report about a run to act by, whose settings are not known.
    public ReportData(
            String title,
            List<Fact> provenance,
            Metrics metrics,
            @Nullable Evaluation evaluation,
            List<Imagination> imaginations,
            @Nullable Landscape landscape,
            @Nullable Candidates candidates,
            List<String> notes) {
        this(title, provenance, metrics, evaluation, imaginations, landscape, candidates, notes, Subject.ACTING, "");
    }

    /// A report about a run of which nothing is known but its name.
    public static ReportData empty(String title) {
        return new ReportData(title, List.of(), Metrics.NONE, null, List.of(), null, null, List.of());
    }

    /// The same with pictures of the model's inner life.
    public ReportData with(List<Imagination> imagined, @Nullable Landscape energy, @Nullable Candidates considered) {
        return new ReportData(
                title, provenance, metrics, evaluation, imagined, energy, considered, notes, subject, settings);
    }

    /// The same with something more that the reader should know.
    public ReportData noting(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new ReportData(
                title, provenance, metrics, evaluation, imaginations, landscape, candidates, more, subject, settings);
    }

    /// One line of provenance.
    ///
    /// @param name  what it is
    /// @param value what it says
    public record Fact(String name, String value) {}
}
