package io.github.jepa4j.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Journals of other protocols than the one that is played, beside its own: under its name, a point, and the beginning
/// of the hash of their first line. Whoever calls holds the journal's lock.
final class SetAsideJournals {

    private SetAsideJournals() {}

    /// Makes room for a protocol's journal: moves another's away, and this one's back.
    static void makeRoom(Path file, Protocol protocol) throws IOException {
        byte[] line = firstLine(file);
        if (isOf(line, protocol)) {
            return;
        }
        if (line.length == 0) {
            Files.deleteIfExists(file); // its header was cut off, and nothing followed it
        } else {
            Files.move(file, free(aside(file, line)), StandardCopyOption.ATOMIC_MOVE);
        }
        Path own = aside(file, EvaluationFile.MAPPER.writeValueAsBytes(protocol));
        if (Files.exists(own)) {
            Files.move(own, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Deletes those that play as a protocol does.
    static void forget(Path file, Protocol protocol) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.[0-9a-f]{12}(-\\d+)?");
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> asides = files.filter(
                            path -> name.matcher(path.getFileName().toString()).matches())
                    .toList();
            for (Path aside : asides) {
                Protocol other = protocol(firstLine(aside));
                if (other != null && other.playsAs(protocol)) {
                    Files.delete(aside);
                }
            }
        }
    }

    private static boolean isOf(byte[] line, Protocol protocol) {
        return protocol.equals(protocol(line));
    }

    private static @Nullable Protocol protocol(byte[] line) {
        return EvaluationJournal.parse(new String(line, StandardCharsets.UTF_8), Protocol.class);
    }

    private static Path aside(Path file, byte[] line) {
        return file.resolveSibling(file.getFileName() + "." + Protocol.shortHash(line));
    }

    /// A name that is not taken: what was set aside before is never written over.
    private static Path free(Path wanted) {
        Path name = wanted;
        for (int count = 2; Files.exists(name); count++) {
            name = wanted.resolveSibling(wanted.getFileName() + "-" + count);
        }
        return name;
    }

    /// Without the line break; nothing where there is no file, or no whole line.
    private static byte[] firstLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        byte[] bytes = Files.readAllBytes(file);
        return Arrays.copyOf(bytes, Math.max(0, EvaluationJournal.lineEnd(bytes, 0)));
    }
}
