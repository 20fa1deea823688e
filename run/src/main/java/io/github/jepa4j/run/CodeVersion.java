package io.github.jepa4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which code this is: `git describe` of the repository that a class was built in, if that is ours,
/// otherwise the version in its jar's manifest and a hash of the jar. Where git does not answer, it is the
/// commit alone, and not told whether anything was changed since.
public final class CodeVersion {

    /// On a machine that is busy to its limit, git may take seconds to look whether files were changed.
    private static final int PATIENCE_SECONDS = 30;
    private static final int HASH_DIGITS = 12;

    private CodeVersion() {}

    /// @param anchor a class of the code asked about
    /// @return for example `v0.1.0-14-gf323e36-dirty` or `0.1.0+3f2a9c51b07d`; never empty
    public static String of(Class<?> anchor) {
        Path built = location(anchor);
        String described = built == null ? null : describe(built);
        if (described != null) {
            return described;
        }
        String version = anchor.getPackage().getImplementationVersion();
        return (version == null ? "unversioned" : version) + (built == null ? "" : "+" + hash(built));
    }

    private static @Nullable Path location(Class<?> anchor) {
        CodeSource source = anchor.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? null
                    : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException _) { // not a file: code from a network, an image
            return null;
        }
    }

    private static @Nullable String describe(Path built) {
        Path repository = built;
        while (repository != null && !Files.exists(repository.resolve(".git"))) {
            repository = repository.getParent();
        }
        if (repository == null || !isOurs(repository)) {
            return null;
        }
        String described = asked(repository);
        return described == null ? GitHead.commit(repository) : described;
    }

    private static @Nullable String asked(Path repository) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--tags")
                    .directory(repository.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return null;
            }
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.exitValue() == 0 && !answer.isEmpty() ? answer : null;
        } catch (IOException _) { // no git here
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /// A jar may lie in the repository of somebody who uses it, whose commits say nothing of this code.
    private static boolean isOurs(Path repository) {
        return Files.isDirectory(repository.resolve("run/src/main/java/io/github/jepa4j/run"));
    }

    private static String hash(Path built) {
        try (Stream<Path> files = Files.walk(built)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                digest.update(built.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                Sha256.update(digest, file);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (IOException | UncheckedIOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.\nMaybe the security providers were removed.", e);
        }
    }

    /// Hashes of files.
    static final class Sha256 {

        private Sha256() {}

        static String of(Path file) throws IOException {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                update(digest, file);
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(
                        "Every JDK has SHA-256.\nMaybe the security providers were removed.", e);
            }
        }

        static void update(MessageDigest digest, Path file) throws IOException {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
    }
}
