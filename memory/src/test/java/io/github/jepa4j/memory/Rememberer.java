package io.github.jepa4j.memory;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that remembers until it is killed, and says on its standard output what was acknowledged.
final class Rememberer {

    static final int DIMENSION = 16;

    private Rememberer() {}

    /// @param args folder, group
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        var config = LuceneMemory.Config.DEFAULT.withGroup(Integer.parseInt(args[1]));
        try (LuceneMemory memory = LuceneMemory.open(Path.of(args[0]), DIMENSION, config)) {
            long said = memory.acknowledged().through();
            out.println("opened " + said);
            long number = said + 1;
            if (number > 0 && number % 10 == 0) { // killed between the last moment of an episode and its end
                memory.conclude("episode-" + (number - 1) / 10, (number - 1) % 20 == 9 ? 1 : 0);
            }
            while (true) {
                memory.remember(Moments.numbered(number, DIMENSION));
                if (number % 10 == 9) {
                    memory.conclude("episode-" + number / 10, number % 20 == 9 ? 1 : 0);
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
