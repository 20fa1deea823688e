package io.github.jepa4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where the sources of all modules are.
final class Sources {

    /// The repository's root: tests run in the folder of their module, or in the root itself.
    static final Path ROOT = root(Path.of("").toAbsolutePath());

    /// The modules whose code other programs use. What is not here is an edge: it may print, and tell the
    /// time.
    static final List<String> LIBRARIES = List.of(
            "tensor",
            "configuration",
            "engine",
            "run",
            "safety",
            "world",
            "data",
            "worlds",
            "perception",
            "worldmodel",
            "objective",
            "network",
            "actor",
            "learning",
            "agent",
            "evaluation",
            "report");

    private Sources() {}

    /// Every Java file below `<module>/src/<part>` of every module.
    static List<Path> files(String part) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src").resolve(part))
                    .filter(Files::isDirectory)
                    .flatMap(Sources::below)
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /// A file's path from the root, with `/` on every system.
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    static boolean inLibrary(Path file) {
        return LIBRARIES.contains(name(file).split("/", 2)[0]);
    }

    private static Stream<Path> below(Path folder) {
        try {
            return Files.walk(folder).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path root(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("ARCHITECTURE.md"))) {
                return folder;
            }
        }
        throw new IllegalStateException("No folder above " + from + " has an ARCHITECTURE.md.\nMaybe it was moved.");
    }
}
