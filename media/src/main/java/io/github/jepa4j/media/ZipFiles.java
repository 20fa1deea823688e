package io.github.jepa4j.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The entries of a zip archive.
record ZipFiles(ZipFile zip, Map<String, ZipEntry> entries, List<Skipped> refused, MediaLimits limits)
        implements MediaFiles {

    private static final Charset OLDEST =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    /// Names that lead out of the archive where it is unpacked. Nothing is unpacked here; but an archive
    /// with such a name was made to harm, or by a program that does not know the format.
    private static final Pattern HOSTILE =
            Pattern.compile("/.*|[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?|.*[\\\\\\p{Cntrl}].*", Pattern.DOTALL);

    static ZipFiles open(Path path, MediaLimits limits) {
        try {
            ZipFile zip = opened(path);
            try {
                refuseBomb(path, zip, limits);
                return sorted(zip, limits);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw broken(path, e);
        } catch (IOException e) {
            throw new MediaException(path.toString(), "cannot be read: " + e, "Maybe permission is missing.", e);
        }
    }

    /// Older programs write names in the alphabet of their time, without saying which: in that of the first ones, names
    /// are of other letters, perhaps, but all files can be read.
    private static ZipFile opened(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (ZipException e) {
            if (String.valueOf(e.getMessage()).contains("bad entry name")) {
                return new ZipFile(path.toFile(), OLDEST);
            }
            throw e;
        }
    }

    private static MediaException broken(Path path, ZipException cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.toLowerCase(Locale.ROOT).contains("encrypted")) {
            return new MediaException(
                    path.toString(),
                    "has encrypted entries, which cannot be read",
                    "Maybe unpack it with its password, and read the folder.",
                    cause);
        }
        if (said.contains("compression method")) {
            return new MediaException(
                    path.toString(),
                    "has entries that are packed by another method than Deflate (%s)".formatted(said),
                    "Maybe unpack it and read the folder, or pack it again by the usual method.",
                    cause);
        }
        return new MediaException(
                path.toString(),
                "cannot be read as a zip archive: " + said,
                "Maybe it is cut off, or is another kind of file.",
                cause);
    }

    private static ZipFiles sorted(ZipFile zip, MediaLimits limits) {
        Map<String, ZipEntry> entries = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (HOSTILE.matcher(name).matches()) {
                refused.put(name, "has a name that leads out of the archive, or is none for an archive");
            } else if (!entry.isDirectory() && entries.putIfAbsent(name, entry) != null) {
                refused.put(name, "is in the archive more than once; none of them is read");
            }
        }
        entries.keySet().removeAll(refused.keySet());
        return new ZipFiles(
                zip,
                new LinkedHashMap<>(entries),
                refused.entrySet().stream()
                        .map(one -> new Skipped(one.getKey(), one.getValue()))
                        .toList(),
                limits);
    }

    /// What entries say of their sizes is held against them when they are read, so that their sum is a
    /// bound.
    private static void refuseBomb(Path path, ZipFile zip, MediaLimits limits) throws IOException {
        MediaFiles.refuseMore(path, zip.size(), limits);
        long length = Files.size(path);
        long packed = 0;
        long unpacked = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            packed += Math.min(entry.getCompressedSize(), length + 1);
            unpacked += Math.min(entry.getSize(), limits.bytesPerFile() + 1L); // a longer one is not read
        }
        if (packed > length) {
            throw new MediaException(
                    path.toString(),
                    "has %d bytes, but its entries fill %d: they overlap".formatted(length, packed),
                    "Maybe it was made to fill the memory.");
        }
        if (unpacked / limits.inflation() > length) {
            throw new MediaException(
                    path.toString(),
                    "has %d bytes, but %d when unpacked, more than %d times as many, the limit (inflation)"
                            .formatted(length, unpacked, limits.inflation()),
                    "Maybe it was made to fill the memory; if not, raise the limit.");
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public MediaFile read(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new MediaException(name, "is not in " + zip.getName(), "Maybe it is misspelt.");
        }
        MediaFiles.refuseLarger(name, entry.getSize(), limits);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length < entry.getSize() || in.read() >= 0) {
                throw new MediaException(
                        name,
                        "is longer or shorter than the %d bytes that the archive says".formatted(entry.getSize()),
                        "Maybe the archive is damaged, or was made to fill the memory.");
            }
            refuseChanged(name, bytes, entry);
            return new MediaFile(name, bytes);
        } catch (IOException e) {
            throw new MediaException(name, "cannot be unpacked: " + e, "Maybe the archive is damaged.", e);
        }
    }

    private static void refuseChanged(String name, byte[] bytes, ZipEntry entry) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw new MediaException(
                    name,
                    "has the checksum %08x, but the archive says %08x".formatted(sum.getValue(), entry.getCrc()),
                    "Maybe the archive was damaged on its way.");
        }
    }

    @Override
    public String stamp(String name) {
        ZipEntry entry = entries.get(name);
        return entry == null ? "unknown" : "%d bytes of %08x".formatted(entry.getSize(), entry.getCrc());
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new MediaException(zip.getName(), "cannot be closed: " + e, "Maybe its disk is gone.", e);
        }
    }
}
