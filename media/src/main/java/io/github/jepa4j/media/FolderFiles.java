package io.github.jepa4j.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of a folder and of the folders in it. Links to files are followed; a link to a folder only
/// where it leads out of all that is read already, so that nothing is read twice and no circle is walked.
///
/// @param odd the places of files whose names, as this machine's character set reads them, do not lead to
///     them again
record FolderFiles(Path root, List<String> names, Map<String, Path> odd, List<Skipped> refused, MediaLimits limits)
        implements MediaFiles {

    static FolderFiles open(Path root, MediaLimits limits) {
        Walk walk = new Walk(root, limits);
        try {
            walk.roots.add(root.toRealPath());
            walk.into(root, "");
        } catch (IOException e) {
            throw new MediaException(
                    root.toString(), "cannot be listed: " + e.getMessage(), "Maybe permission is missing.", e);
        }
        walk.names.sort(null);
        return new FolderFiles(root, List.copyOf(walk.names), Map.copyOf(walk.odd), List.copyOf(walk.refused), limits);
    }

    /// A single file, as if it were alone in its folder.
    static FolderFiles ofOne(Path file, String name, MediaLimits limits) {
        return new FolderFiles(file.resolveSibling(""), List.of(name), Map.of(name, file), List.of(), limits);
    }

    private Path path(String name) {
        Path listed = odd.get(name);
        return listed == null ? root.resolve(name) : listed;
    }

    @Override
    public MediaFile read(String name) {
        try (InputStream in = Files.newInputStream(path(name))) {
            MediaFiles.refuseLarger(name, Files.size(path(name)), limits);
            byte[] bytes = in.readNBytes(limits.bytesPerFile());
            // It may have grown since its size was asked for.
            MediaFiles.refuseLarger(name, in.read() < 0 ? bytes.length : bytes.length + 1L, limits);
            return new MediaFile(name, bytes);
        } catch (IOException e) {
            throw new MediaException(
                    name, "cannot be read: " + e, "Maybe it was removed, or permission is missing.", e);
        }
    }

    @Override
    public String stamp(String name) {
        try {
            BasicFileAttributes file = Files.readAttributes(path(name), BasicFileAttributes.class);
            return "%d bytes of %s".formatted(file.size(), file.lastModifiedTime());
        } catch (IOException _) { // whoever reads it is told why
            return "unknown";
        }
    }

    @Override
    public void close() {}

    private static final class Walk {

        /// What stands where a character set cannot read.
        private static final char UNREADABLE = '\uFFFD';

        private final Path root;
        private final MediaLimits limits;
        private final List<String> names = new ArrayList<>();
        private final Map<String, Path> odd = new HashMap<>();
        private final List<Skipped> refused = new ArrayList<>();
        private final List<Path> roots = new ArrayList<>();

        Walk(Path root, MediaLimits limits) {
            this.root = root;
            this.limits = limits;
        }

        void into(Path folder, String prefix) throws IOException {
            List<Path> children;
            try (Stream<Path> found = Files.list(folder)) {
                children = found.limit(limits.files() + 1L).sorted().toList();
            } catch (UncheckedIOException e) { // amid the listing
                throw e.getCause();
            }
            MediaFiles.refuseMore(root, names.size() + (long) children.size(), limits);
            for (Path child : children) {
                visit(child, prefix + child.getFileName());
            }
        }

        private void visit(Path child, String name) {
            try {
                if (Files.isRegularFile(child)) {
                    add(child, name);
                } else if (!Files.isDirectory(child)) {
                    refused.add(new Skipped(name, "is neither a file nor a folder, or a link that leads nowhere"));
                } else if (Files.isSymbolicLink(child) && isReadAnyway(child.toRealPath())) {
                    refused.add(new Skipped(name, "is a link to a folder that is read anyway, or is around one"));
                } else {
                    into(child, name + "/");
                }
            } catch (IOException e) {
                refused.add(new Skipped(name, "cannot be listed: " + e));
            }
        }

        private void add(Path file, String name) {
            boolean isPlain = name.indexOf(UNREADABLE) < 0 && leadsTo(file, name);
            if (!isPlain && odd.putIfAbsent(name, file) != null) {
                refused.add(
                        new Skipped(name, "has a name that this machine's character set cannot tell from another's"));
            } else {
                names.add(name);
            }
        }

        private boolean leadsTo(Path file, String name) {
            try {
                return root.resolve(name).equals(file);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        private boolean isReadAnyway(Path target) {
            if (roots.stream().anyMatch(read -> target.startsWith(read) || read.startsWith(target))) {
                return true;
            }
            roots.add(target);
            return false;
        }
    }
}
