package io.github.jepa4j.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of a folder and of the folders in it. Links to files are followed; a link to a folder only
/// where it leads out of all that is read already, so that nothing is read twice and no circle is walked.
record FolderFiles(Path root, List<String> names, List<Skipped> refused, MediaLimits limits) implements MediaFiles {

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
        return new FolderFiles(root, List.copyOf(walk.names), List.copyOf(walk.refused), limits);
    }

    /// A single file, as if it were alone in its folder.
    static FolderFiles ofOne(Path file, String name, MediaLimits limits) {
        return new FolderFiles(file.resolveSibling(""), List.of(name), List.of(), limits);
    }

    /// A name that was read where names have more characters than this machine's cannot be asked for again.
    private Path path(String name) {
        try {
            return root.resolve(name);
        } catch (InvalidPathException e) {
            throw new MediaException(
                    name,
                    "has a name that this machine's character set cannot write: " + e.getReason(),
                    "Maybe set LC_ALL=C.UTF-8.",
                    e);
        }
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
    public void close() {}

    private static final class Walk {

        private final Path root;
        private final MediaLimits limits;
        private final List<String> names = new ArrayList<>();
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
            }
            MediaFiles.refuseMore(root, names.size() + (long) children.size(), limits);
            for (Path child : children) {
                visit(child, prefix + child.getFileName());
            }
        }

        private void visit(Path child, String name) {
            try {
                if (Files.isRegularFile(child)) {
                    names.add(name);
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

        private boolean isReadAnyway(Path target) {
            if (roots.stream().anyMatch(read -> target.startsWith(read) || read.startsWith(target))) {
                return true;
            }
            roots.add(target);
            return false;
        }
    }
}
