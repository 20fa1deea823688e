package io.github.jepa4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The files of a store.
final class ShardFolder {

    private ShardFolder() {}

    /// The names of all shards, finished or not, in the order of their numbers.
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> ShardFormat.numberOf(name) >= 0)
                    .sorted(Comparator.comparingInt(ShardFormat::numberOf).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new StoreException(
                    "The folder %s cannot be listed (%s).\nMaybe it is not readable.".formatted(folder, e.getMessage()),
                    e);
        }
    }

    static void removeParts(Path folder) {
        for (String name : names(folder)) {
            if (ShardFormat.isPart(name)) {
                try {
                    Files.delete(folder.resolve(name));
                } catch (IOException e) {
                    throw Durable.failure(folder.resolve(name), 0, e);
                }
            }
        }
    }

    static void setAside(Path folder, int shard) {
        Path file = folder.resolve(ShardFormat.fileName(shard));
        if (Files.exists(file)) {
            try {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".damaged"),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw Durable.failure(file, 0, e);
            }
        }
    }
}
