package io.github.jepa4j.bench;

import io.github.jepa4j.memory.LuceneMemory;
import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.tensor.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Kills a process that remembers, again and again in one folder, and looks each time for everything that
/// it had said was acknowledged. Every fourth kill comes at a random time after the start of the process, so
/// that some fall into the opening; the others after a random number of acknowledgements and milliseconds.
@Command(
        name = "crash",
        description = "kill -9 while remembering: how many acknowledged moments are lost.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CrashBenchmark implements Callable<Integer> {

    /// On how many dimensions the latents lie.
    static final int FREE = 8;

    private static final int MOST_ACKNOWLEDGEMENTS = 20;
    private static final int TOLD_EVERY = 10;
    private static final int MOST_MILLIS = 30;
    private static final int MOST_MILLIS_OF_OPENING = 1500;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--kills", description = "How often (${DEFAULT-VALUE}).")
    private int kills = 100;

    @Option(names = "--group", description = "Moments of a commit (${DEFAULT-VALUE}).")
    private int group = 16;

    @Option(names = "--dimension", description = "Of the latents (${DEFAULT-VALUE}).")
    private int dimension = 256;

    /// What the process that is killed does.
    record Life(int group, int dimension, Seed seed) {}

    /// What was found after the kills so far.
    private static final class Toll {
        private int whileOpening;
        private long acknowledgements;
        private long acknowledged;
        private long lost;
        private long unsaid;
    }

    @Override
    public Integer call() throws IOException {
        Life life = new Life(group, dimension, options.seed());
        RandomGenerator random = options.seed().split("kills").generator();
        Toll toll = new Toll();
        try (TemporaryFolder folder = TemporaryFolder.make("crash")) {
            for (int kill = 0; kill < kills; kill++) {
                long before = toll.acknowledgements;
                liveAndDie(
                        folder.path(),
                        life,
                        kill % 4 == 3 ? 0 : 1 + random.nextInt(MOST_ACKNOWLEDGEMENTS),
                        random,
                        toll);
                toll.whileOpening += toll.acknowledgements == before ? 1 : 0;
                look(folder.path(), life, toll);
                if ((kill + 1) % TOLD_EVERY == 0) {
                    System.err.printf(
                            "crash: %d kills, %d of %d moments lost%n", kill + 1, toll.lost, toll.acknowledged);
                }
            }
        }
        print(toll);
        return toll.lost == 0 ? 0 : 1;
    }

    private void print(Toll toll) {
        Table table = new Table(
                "crash",
                "kills",
                "before the first acknowledgement",
                "acknowledgements",
                "moments acknowledged",
                "of them lost",
                "kept though not said");
        table.row(kills, toll.whileOpening, toll.acknowledgements, toll.acknowledged, toll.lost, toll.unsaid);
        options.print(options.findings("crash")
                .setting("group", group)
                .setting("dimension", dimension)
                .add(table)
                .note(
                        "A kill ends a process; it does not take away what the operating system holds. What a loss of power would take is"
                                + " asked in FailingDiskTest, which keeps only what was forced."));
    }

    /// @param wanted acknowledgements to wait for; with 0 the kill comes at some time after the start
    private static void liveAndDie(Path folder, Life life, int wanted, RandomGenerator random, Toll toll)
            throws IOException {
        long millis = random.nextInt(wanted == 0 ? MOST_MILLIS_OF_OPENING : MOST_MILLIS);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Rememberer.class.getName()));
        command.addAll(Rememberer.arguments(folder, life));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < wanted; i++) {
                heard(said.readLine(), toll);
            }
            Thread.sleep(millis);
            process.toHandle().destroyForcibly(); // the process itself would close the pipe
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                heard(line, toll);
            }
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between two kills.\nMaybe the benchmark was stopped.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void heard(@Nullable String line, Toll toll) {
        if (line == null) {
            throw new IllegalStateException(
                    "The process that remembers ended before it was killed.\nMaybe its message is above.");
        }
        toll.acknowledged = Math.max(toll.acknowledged, Long.parseLong(line) + 1);
        toll.acknowledgements++;
    }

    private static void look(Path folder, Life life, Toll toll) {
        var moments = new LivedMoments(life.seed(), life.dimension(), FREE);
        try (LuceneMemory memory = LuceneMemory.open(folder, life.dimension())) {
            List<Moment> there = memory.recent(Integer.MAX_VALUE).reversed();
            for (int number = 0; number < toll.acknowledged; number++) {
                if (number >= there.size() || !isKept(there.get(number), moments, number, toll)) {
                    toll.lost++;
                }
            }
            toll.unsaid += Math.max(0, there.size() - toll.acknowledged);
            toll.acknowledged = Math.max(toll.acknowledged, there.size());
        }
    }

    /// Whether it is the moment of this number, and its episode's success is known where that was
    /// acknowledged.
    private static boolean isKept(Moment moment, LivedMoments moments, long number, Toll toll) {
        long ended = number / LivedMoments.STEPS * LivedMoments.STEPS + LivedMoments.STEPS;
        boolean concluded = ended < toll.acknowledged;
        double success = concluded ? LivedMoments.success(number) : moment.success();
        return moment.equals(moments.numbered(number).endedWith(success));
    }
}
