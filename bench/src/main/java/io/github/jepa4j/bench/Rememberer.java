package io.github.jepa4j.bench;

import io.github.jepa4j.memory.LuceneMemory;
import io.github.jepa4j.tensor.Seed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A process that remembers until it is killed, and says on its standard output what was acknowledged.
final class Rememberer {

    private Rememberer() {}

    /// What [#main] is started with.
    static List<String> arguments(Path folder, CrashBenchmark.Life life) {
        return List.of(
                folder.toString(),
                Integer.toString(life.group()),
                Integer.toString(life.dimension()),
                Long.toString(life.seed().value()));
    }

    /// @param args folder, group, latent dimension, seed
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        int dimension = Integer.parseInt(args[2]);
        var config = LuceneMemory.Config.DEFAULT.withGroup(Integer.parseInt(args[1]));
        var moments = new LivedMoments(new Seed(Long.parseLong(args[3])), dimension, CrashBenchmark.FREE);
        try (LuceneMemory memory = LuceneMemory.open(Path.of(args[0]), dimension, config)) {
            long said = memory.acknowledged().through();
            long number = said + 1;
            if (number > 0 && number % LivedMoments.STEPS == 0) { // killed just before an episode was concluded
                memory.conclude(LivedMoments.episode(number - 1), LivedMoments.success(number - 1));
            }
            while (true) {
                memory.remember(moments.numbered(number));
                if (number % LivedMoments.STEPS == LivedMoments.STEPS - 1) {
                    memory.conclude(LivedMoments.episode(number), LivedMoments.success(number));
                }
                if (memory.acknowledged().through() > said) {
                    said = memory.acknowledged().through();
                    out.println(said);
                }
                number++;
            }
        }
    }
}
