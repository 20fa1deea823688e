package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.run.AtomicFile;
import io.github.jepa4j.run.ProcessLock;
import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// All of it once, stage after stage; what an earlier process finished is not done again.
final class Demo {

    private static final String RUN = "run.json";
    private static final String REPORT = "report.html";

    /// Lies among the episodes of a demo: without it, nothing is ever deleted.
    private static final String MARK = "demo";

    private static final int TRACES = 3;

    private final Path run;
    private final Path data;
    private final DemoSettings settings;
    private final Console console;
    private final Stages stages;

    /// @param run the folder; the episodes lie beside it
    Demo(Path run, DemoSettings settings, Console console) {
        this.run = run;
        this.data = run.resolveSibling(run.getFileName() + "-data");
        this.settings = settings;
        this.stages = new Stages(
                console::seconds,
                new Stages.Stage("collect", 4),
                new Stages.Stage("train", 60),
                new Stages.Stage("play", 34),
                new Stages.Stage("report", 2));
        this.console = console.within(stages);
    }

    /// What the demo came to.
    ///
    /// @param evaluation everything played
    /// @param report     the page
    /// @param seconds    spent now
    record Result(Evaluation evaluation, Path report, double seconds) {}

    /// Forgets an earlier demo at this place.
    void begin() throws IOException {
        Path mark = data.resolve(MARK);
        if (!Files.exists(mark)) {
            if (Files.exists(run) && !isEmpty(run)) {
                throw new CommandFailure(
                        "%s is no run of a demo: there is no %s, so it is not deleted.%nMaybe name another folder with --out."
                                .formatted(run, mark));
            }
            return;
        }
        if (Files.exists(run.resolve(RUN))) {
            try (RunFolder whole = RunFolder.open(run)) { // refuses while another process writes
                delete(whole.path());
            }
        }
        Path lockFile = EpisodeWriter.lockFile(data);
        try (ProcessLock _ = ProcessLock.tryTake(lockFile)
                .orElseThrow(() -> new CommandFailure(
                        "The episodes at %s are being collected (%s), so they are not deleted.%nMaybe wait for it, or name another folder with --out."
                                .formatted(data, ProcessLock.holder(lockFile))))) {
            delete(data, lockFile, mark); // the mark last: a kill before that leaves what is left marked
        }
        delete(data);
    }

    /// Refuses to go on with, or to show, an earlier demo that learned from other episodes or in another way. Other
    /// episodes to play are no hindrance: they are played.
    void requireSame() throws IOException {
        if (!Files.exists(run.resolve(RUN))) {
            return;
        }
        Optional<String> difference = settings.trainingOn(data).differenceTo(new Training(run, console).recorded());
        if (difference.isPresent()) {
            throw otherThan("asked for is " + difference.get());
        }
        if (EpisodeStore.isStore(data)) {
            try (EpisodeStore store = EpisodeStore.open(data)) {
                if (store.lost().isEmpty() && store.episodes() != settings.collect()) {
                    throw otherThan("asked for is 'collect: %d' rather than 'collect: %d'"
                            .formatted(settings.collect(), store.episodes()));
                }
            }
        }
    }

    /// What an earlier demo came to, where it came to its end and was played as is wanted now.
    Optional<Result> finished() throws IOException {
        Path page = run.resolve(REPORT);
        Path evaluation = run.resolve("evaluation.json");
        if (!Files.exists(page) || !Files.exists(evaluation)) {
            return Optional.empty();
        }
        Evaluation earlier = EvaluationFile.read(evaluation);
        return isWanted(earlier) ? Optional.of(new Result(earlier, page, 0)) : Optional.empty();
    }

    /// Does what is left to do.
    Result run() throws IOException {
        double begun = console.seconds();
        console.remark(stages.next() + ": episodes in " + data);
        claim();
        Collection.into(data, settings.collecting(), console);
        console.remark(stages.next() + ": a world model in " + run);
        train();
        console.remark(stages.next() + ": episodes by planning");
        Evaluation evaluation = play();
        console.remark(stages.next());
        Reporting.Figures page = new Reporting(run, ReportSettings.of(run), console).write(run.resolve(REPORT));
        return new Result(evaluation, page.report(), console.seconds() - begun);
    }

    /// Marks the folder of the episodes as the demo's own, before anything that a kill could leave there unmarked.
    private void claim() throws IOException {
        if (Files.exists(data) && !holdsNothingBut(MARK, data)) {
            if (!Files.exists(data.resolve(MARK))) {
                throw new CommandFailure(
                        "%s holds what no demo collected: there is no %s, so the demo does not use it.%nMaybe name another folder with --out."
                                .formatted(data, MARK));
            }
            return;
        }
        Files.createDirectories(data);
        AtomicFile.writeText(data.resolve(MARK), "The demo of %s.%n".formatted(run.getFileName()));
    }

    private void train() throws IOException {
        Training training = new Training(run, console);
        TrainSettings wanted = settings.trainingOn(data);
        if (Files.exists(run.resolve(RUN))) {
            training.resume(wanted);
        } else {
            training.begin(wanted);
        }
    }

    private Evaluation play() throws IOException {
        Path file = run.resolve("evaluation.json");
        if (Files.exists(file)) {
            Evaluation earlier = EvaluationFile.read(file);
            if (isWanted(earlier)) {
                return earlier;
            }
        }
        Playing playing = new Playing(Models.of(run), settings.evaluating(), null, console);
        return playing.evaluate(file, _ -> {
            Files.deleteIfExists(run.resolve(REPORT)); // it is of an earlier evaluation
            new Tracing(playing).write(run.resolve("traces"), TRACES);
        });
    }

    private boolean isWanted(Evaluation earlier) throws IOException {
        return earlier.complete()
                && earlier.protocol()
                        .playsAs(new Playing(Models.of(run), settings.evaluating(), null, console).protocol());
    }

    private CommandFailure otherThan(String earlier) {
        return new CommandFailure(
                "The demo in %s is another one: %s.%nMaybe begin it anew with --fresh, or name another folder with --out."
                        .formatted(run, earlier));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /// Whether no name in a folder begins otherwise: a kill may leave half a mark there.
    private static boolean holdsNothingBut(String beginning, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.getFileName().toString().startsWith(beginning));
        }
    }

    /// Deletes a folder; where some files are to stay, all but those and the folder.
    private static void delete(Path folder, Path... staying) throws IOException {
        Set<Path> kept = Set.of(staying);
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (kept.isEmpty() || !kept.contains(path) && !path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
