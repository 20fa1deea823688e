package io.github.jepa4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How a shard lies on disk, little-endian: a header of 40 bytes (magic, version, which shard, kind and
/// shape of the observations, action dimension), the episodes one after another, an index (per episode:
/// where it begins, 8 bytes, and how many frames it has, 4 bytes), and a tail of 24 bytes (where the index
/// begins, number of episodes, CRC32C of everything before, magic). A file without a matching tail was cut
/// off or damaged.
final class ShardFormat {

    static final byte[] HEAD_MAGIC = "jepa4jSH".getBytes(StandardCharsets.US_ASCII);
    static final byte[] TAIL_MAGIC = "jepa4jEN".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;
    static final int HEADER_BYTES = 40;
    static final int INDEX_ENTRY_BYTES = 12;
    static final int TAIL_BYTES = 24;

    private static final String PREFIX = "shard-";
    private static final String SUFFIX = ".bin";

    private ShardFormat() {}

    static String fileName(int shard) {
        return String.format(Locale.ROOT, "%s%05d%s", PREFIX, shard, SUFFIX);
    }

    /// The number of the shard with this file name, finished or not; -1 when it is no shard's name.
    static int numberOf(String fileName) {
        String name = isPart(fileName) ? fileName.substring(0, fileName.length() - Durable.PART.length()) : fileName;
        if (!name.matches(PREFIX + "\\d{5,9}" + SUFFIX)) {
            return -1;
        }
        return Integer.parseInt(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    /// Whether this is the name of a file that was not finished.
    static boolean isPart(String fileName) {
        return fileName.endsWith(Durable.PART);
    }

    static byte[] header(int shard, StoreDescription description) {
        var out = new ByteSink();
        out.bytes(HEAD_MAGIC, 0, HEAD_MAGIC.length);
        out.number(VERSION);
        out.number(shard);
        switch (description.observation()) {
            case ObservationShape.OfPixels pixels -> {
                out.number(1);
                out.number(pixels.channels());
                out.number(pixels.rows());
                out.number(pixels.columns());
            }
            case ObservationShape.OfSignals signals -> {
                out.number(2);
                out.number(signals.signals());
                out.number(0);
                out.number(0);
            }
        }
        out.number(description.actionDimension());
        out.number(0);
        return out.toArray();
    }
}
