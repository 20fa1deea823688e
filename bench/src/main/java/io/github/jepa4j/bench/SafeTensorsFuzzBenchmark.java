package io.github.jepa4j.bench;

import io.github.jepa4j.bench.SafeTensorsFuzz.Tally;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Reads damaged and hostile safetensors files, by the million.
@Command(
        name = "safetensors-fuzz",
        description = "Damaged safetensors files: typed errors, crashes, memory taken.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SafeTensorsFuzzBenchmark implements Callable<Integer> {

    private static final int TOLD_EVERY = 100_000;
    private static final int MOST_TOLD = 20;
    private static final double MEGA = 1 << 20;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--files", paramLabel = "N", description = "How many (${DEFAULT-VALUE}).")
    private long files = 1_000_000;

    @Override
    public Integer call() throws IOException {
        long begin = System.nanoTime();
        SafeTensorsFuzz fuzz;
        try (TemporaryFolder folder = TemporaryFolder.inMemory("fuzz")) {
            fuzz = new SafeTensorsFuzz(folder.path(), options.seed());
            for (long number = 0; number < files; number++) {
                fuzz.run(number);
                if ((number + 1) % TOLD_EVERY == 0) {
                    System.err.printf(
                            "safetensors-fuzz: %d files, %d failures%n",
                            number + 1, fuzz.failures().size());
                }
            }
        }
        print(fuzz, (System.nanoTime() - begin) / Options.GIGA);
        return fuzz.failures().isEmpty() ? 0 : 1;
    }

    private void print(SafeTensorsFuzz fuzz, double seconds) {
        Table table = new Table(
                "damaged files",
                "damage",
                "files",
                "read",
                "typed errors",
                "crashes",
                "disagreements",
                "too dear",
                "most MB beyond the size");
        fuzz.tallies().forEach((damage, tally) -> row(table, damage.name().toLowerCase(Locale.ROOT), tally));
        row(table, "all", sum(fuzz.tallies().values()));
        Findings findings = options.findings("safetensors-fuzz")
                .setting("files", files)
                .add(table)
                .add(new Table("pace", "seconds", "files/s").row(seconds, files / seconds))
                .note(
                        "Each file but an index is read twice, whole and mapped, and both must give the same tensors or both a typed error.")
                .note(
                        "MB are of all memory a reading took, what was garbage at once included, less the file's size; more than "
                                + (long) (SafeTensorsFuzz.ALLOWED_BYTES / MEGA) + " is too dear.");
        fuzz.failures().stream().limit(MOST_TOLD).forEach(findings::note);
        options.print(findings);
    }

    private static void row(Table table, String name, Tally tally) {
        table.row(
                name,
                tally.files,
                tally.read,
                tally.refused,
                tally.crashes,
                tally.disagreements,
                tally.costly,
                tally.most / MEGA);
    }

    private static Tally sum(Collection<Tally> tallies) {
        Tally sum = new Tally();
        for (Tally tally : tallies) {
            sum.files += tally.files;
            sum.read += tally.read;
            sum.refused += tally.refused;
            sum.crashes += tally.crashes;
            sum.disagreements += tally.disagreements;
            sum.costly += tally.costly;
            sum.most = Math.max(sum.most, tally.most);
        }
        return sum;
    }
}
