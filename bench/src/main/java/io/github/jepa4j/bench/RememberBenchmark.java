package io.github.jepa4j.bench;

import io.github.jepa4j.memory.Forgetting;
import io.github.jepa4j.memory.LuceneMemory;
import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.memory.Query;
import io.github.jepa4j.memory.Recalled;
import io.github.jepa4j.perception.Latent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What remembering and recalling cost.
@Command(
        name = "remember",
        description = "Seconds of remembering by group, of recalling by the number of moments.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RememberBenchmark implements Callable<Integer> {

    private static final double MILLI = 1e-6;
    private static final double MICRO = 1e-3;
    private static final int FILLED_AT_ONCE = 1000;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--dimension", description = "Of the latents (${DEFAULT-VALUE}).")
    private int dimension = 256;

    @Option(names = "--free", description = "On how many dimensions the latents lie (${DEFAULT-VALUE}).")
    private int free = 16;

    @Option(names = "--groups", split = ",", description = "Moments of a commit (${DEFAULT-VALUE}).")
    private List<Integer> groups = List.of(1, 4, 16, 64, 256);

    @Option(names = "--commits", description = "Commits timed for each group (${DEFAULT-VALUE}).")
    private int commits = 200;

    @Option(names = "--sizes", split = ",", description = "Moments to recall from (${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of(1_000, 10_000, 100_000);

    @Option(names = "--queries", description = "Recalls timed for each size (${DEFAULT-VALUE}).")
    private int queries = 500;

    @Option(names = "--count", description = "Moments of a recall (${DEFAULT-VALUE}).")
    private int count = 10;

    @Override
    public Integer call() throws IOException {
        Table remembering = new Table(
                "remembering", "group", "commit ms, median", "commit ms, 99 %", "commit ms, most", "us a moment");
        for (int group : groups) {
            try (TemporaryFolder folder = TemporaryFolder.make("remember")) {
                remember(folder.path(), group, remembering);
            }
        }
        Table recalling = new Table(
                "recalling",
                "moments",
                "how",
                "median ms",
                "99 % ms",
                "of one task, median ms",
                "of one task, 99 % ms",
                "of the nearest found");
        Table size = new Table("size", "moments", "bytes a moment", "opening s", "filling s");
        for (int moments : sizes) {
            try (TemporaryFolder folder = TemporaryFolder.make("recall")) {
                recall(folder, moments, recalling, size);
            }
        }
        options.print(options.findings("remember")
                .setting("dimension", dimension)
                .setting("latents lie on", free)
                .setting("commits", commits)
                .setting("queries", queries)
                .setting("moments of a recall", count)
                .add(remembering)
                .add(recalling)
                .add(size));
        return 0;
    }

    private LivedMoments moments() {
        return new LivedMoments(options.seed().split("moments"), dimension, free);
    }

    private void remember(Path folder, int group, Table table) {
        LivedMoments moments = moments();
        int warmup = commits / 10 + 1;
        double[] millis = new double[commits];
        long spent = 0;
        // One more than is ever waiting: what is timed is the commit alone, and then all.
        var config = LuceneMemory.Config.DEFAULT.withGroup(group + 1);
        try (LuceneMemory memory = LuceneMemory.open(folder, dimension, config)) {
            long number = 0;
            for (int commit = -warmup; commit < commits; commit++) {
                var batch = new ArrayList<Moment>();
                for (int i = 0; i < group; i++) {
                    batch.add(moments.numbered(number++));
                }
                long begun = System.nanoTime();
                batch.forEach(memory::remember);
                long handedOver = System.nanoTime();
                memory.sync();
                long ended = System.nanoTime();
                if (commit >= 0) {
                    millis[commit] = (ended - handedOver) * MILLI;
                    spent += ended - begun;
                }
            }
        }
        Arrays.sort(millis);
        table.row(
                group,
                at(millis, 0.5),
                at(millis, 0.99),
                millis[commits - 1],
                spent * MICRO / ((double) commits * group));
    }

    private void recall(TemporaryFolder temporary, int many, Table table, Table size) throws IOException {
        Path folder = temporary.path();
        double filling = Stopwatch.once(() -> fill(folder, many));
        var exactly = LuceneMemory.Config.DEFAULT.withExactUpTo(Integer.MAX_VALUE);
        long begun = System.nanoTime();
        List<List<Recalled>> nearest;
        try (LuceneMemory memory = LuceneMemory.open(folder, dimension, exactly)) {
            double opening = (System.nanoTime() - begun) * MILLI / 1000;
            size.row(many, (double) temporary.bytes() / many, opening, filling);
            nearest = timed(memory, many, "all looked at", null, table);
        }
        try (LuceneMemory memory = LuceneMemory.open(folder, dimension, exactly.withExactUpTo(0))) {
            timed(memory, many, "by the graph", nearest, table);
        }
    }

    private void fill(Path folder, int many) {
        LivedMoments moments = moments();
        var config = new LuceneMemory.Config(FILLED_AT_ONCE, 1_000_000, Forgetting.OLDEST, 0);
        try (LuceneMemory memory = LuceneMemory.open(folder, dimension, config)) {
            for (long number = 0; number < many; number++) {
                memory.remember(moments.numbered(number));
            }
        }
    }

    private List<List<Recalled>> timed(
            LuceneMemory memory, int many, String how, @Nullable List<List<Recalled>> nearest, Table table) {
        double[] any = new double[queries];
        double[] ofTask = new double[queries];
        List<List<Recalled>> found = ask(memory, query -> query, any);
        ask(memory, query -> query.ofTask("reach"), ofTask);
        table.row(
                many,
                how,
                at(any, 0.5),
                at(any, 0.99),
                at(ofTask, 0.5),
                at(ofTask, 0.99),
                nearest == null ? 1.0 : share(found, nearest));
        return found;
    }

    /// The milliseconds of each, sorted. The first tenth of the queries is asked once before, untimed.
    private List<List<Recalled>> ask(LuceneMemory memory, UnaryOperator<Query> filter, double[] millis) {
        List<List<Recalled>> found = new ArrayList<>();
        LivedMoments moments = moments();
        RandomGenerator random = options.seed().split("queries").generator();
        List<Latent> targets =
                Stream.generate(() -> moments.latent(random)).limit(queries).toList();
        targets.stream().limit(queries / 10).forEach(target -> memory.recall(filter.apply(Query.near(target, count))));
        for (int i = 0; i < queries; i++) {
            long begun = System.nanoTime();
            found.add(memory.recall(filter.apply(Query.near(targets.get(i), count))));
            millis[i] = (System.nanoTime() - begun) * MILLI;
        }
        Arrays.sort(millis);
        return found;
    }

    private static double share(List<List<Recalled>> found, List<List<Recalled>> nearest) {
        double common = 0;
        double all = 0;
        for (int i = 0; i < found.size(); i++) {
            List<Long> numbers = nearest.get(i).stream().map(Recalled::number).toList();
            common += found.get(i).stream()
                    .filter(recalled -> numbers.contains(recalled.number()))
                    .count();
            all += numbers.size();
        }
        return common / all;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
