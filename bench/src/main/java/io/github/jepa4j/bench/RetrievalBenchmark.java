package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.memory.LuceneMemory;
import io.github.jepa4j.memory.Memory;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What it is worth to begin a plan at what was done before.
@Command(
        name = "retrieval",
        description = "Planning from what is remembered, beside planning from nothing: success and time.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RetrievalBenchmark implements Callable<Integer> {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--model", description = "Of two rooms (${DEFAULT-VALUE}).")
    private Path model = Path.of("models/two-rooms/model.safetensors");

    @Option(names = "--places", description = "Goals that are gone to again and again (${DEFAULT-VALUE}).")
    private int places = 10;

    @Option(names = "--remembered", split = ",", description = "Episodes of each place in memory (${DEFAULT-VALUE}).")
    private List<Integer> remembered = List.of(1, 5, 20);

    @Option(names = "--proposals", description = "Taken from memory for each plan (${DEFAULT-VALUE}).")
    private int proposals = 4;

    @Option(names = "--episodes", description = "Of each row (${DEFAULT-VALUE}).")
    private int episodes = 100;

    @Option(names = "--teacher", description = "How the remembered episodes were planned (${DEFAULT-VALUE}).")
    private String teacher = PlannerSetting.DEFAULT;

    @Option(names = "--planner", description = "As in 'planners'; may be repeated (${DEFAULT-VALUE}).")
    private List<String> planners = List.of(
            "cem:candidates=8,iterations=1,elites=2@H=60,replan=4",
            "cem:candidates=16,iterations=1,elites=4@H=60,replan=4",
            "cem:candidates=32,iterations=2@H=60,replan=4",
            PlannerSetting.DEFAULT);

    @Override
    public Integer call() throws IOException {
        if (places < 1 || episodes < 1) {
            throw new IllegalArgumentException(
                    "There are %d places and %d episodes; there must be at least 1 of each.\nMaybe one of them was left out."
                            .formatted(places, episodes));
        }
        Findings findings = options.findings("retrieval")
                .setting("model", model)
                .setting("places", places)
                .setting("episodes", episodes)
                .setting("proposals", proposals)
                .setting("teacher", teacher);
        Table table = new Table(
                "episodes",
                "planner",
                "begins at",
                "there",
                "steps to arrive, mean",
                "first energy a step, mean",
                "plan ms, median",
                "plan ms, 99 %",
                "planning, s an episode",
                "imagined steps an episode");
        RetrievalPlay play = new RetrievalPlay(
                new TrainedFile(model).model(options.maxThreads),
                RetrievalPlay.places(places, options.seed().split("places")));
        for (String planner : planners) {
            row(table, planner, "nothing", play, new RetrievalPlay.Start(null, 0, false));
            row(table, planner, "the plan before", play, new RetrievalPlay.Start(null, 0, true));
        }
        remembering(table, play);
        options.print(findings.add(table));
        return 0;
    }

    private void remembering(Table table, RetrievalPlay play) throws IOException {
        int dimension = play.model().encoder().dimension();
        try (TemporaryFolder folder = TemporaryFolder.make("retrieval");
                Memory memory = LuceneMemory.open(folder.path().resolve("memory"), dimension)) {
            int lived = 0;
            for (int size : remembered.stream().sorted().toList()) {
                live(play, memory, lived, size);
                lived = size;
                for (String planner : planners) {
                    String words = "memory of %d episodes a place".formatted(size);
                    row(table, planner, words, play, new RetrievalPlay.Start(memory, proposals, false));
                    words += ", and the plan before";
                    row(table, planner, words, play, new RetrievalPlay.Start(memory, proposals, true));
                }
            }
            System.err.printf("%d moments in memory in the end%n", memory.size());
        }
    }

    private void live(RetrievalPlay play, Memory memory, int from, int to) {
        PlannerSetting setting = PlannerSetting.parse(teacher);
        for (int place = 0; place < places; place++) {
            for (int episode = from; episode < to; episode++) {
                Seed seed = options.seed().split("lived").split(place).split(episode);
                play.live(place, memory, setting, seed);
            }
            System.err.printf("lived: place %d, episodes %d to %d%n", place, from, to);
        }
    }

    private void row(Table table, String planner, String words, RetrievalPlay play, RetrievalPlay.Start start) {
        PlannerSetting setting = PlannerSetting.parse(planner);
        List<Double> millis = new ArrayList<>();
        long there = 0;
        double arrival = 0;
        double energy = 0;
        double imagined = 0;
        for (int i = 0; i < episodes; i++) {
            RetrievalPlay.Result result = play.again(
                    i % places, start, setting, options.seed().split("again").split(i));
            there += result.there() ? 1 : 0;
            arrival += (double) result.arrival() / episodes;
            energy += result.firstEnergy() / episodes;
            imagined += (double) result.imagined() / episodes;
            Arrays.stream(result.millis()).forEach(millis::add);
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        table.row(
                planner,
                words,
                new SuccessRate(there, episodes).toString(),
                arrival,
                energy,
                Spread.quantile(sorted, 0.5),
                Spread.quantile(sorted, 0.99),
                Arrays.stream(sorted).sum() / 1000 / episodes,
                imagined);
        System.err.printf("%s from %s: %d of %d%n", planner, words, there, episodes);
    }
}
