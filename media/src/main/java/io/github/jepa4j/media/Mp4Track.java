package io.github.jepa4j.media;

import java.nio.ByteBuffer;
import java.util.List;

/// The pictures of an MP4's first video track: where each lies, and when it is shown.
///
/// Source: ISO/IEC 14496-12, 8.6 - 8.7 (tables of samples), ISO/IEC 14496-15, 5.3 (H.264 in them). Edit
/// lists, and turns of the picture, are passed over.
///
/// @param file            it is from
/// @param configuration   of the decoder, a box `avcC`
/// @param begins          `[T]` in the order of decoding, where in the file
/// @param lengths         `[T]`
/// @param shown           `[T]` when, in ticks
/// @param ticksPerSecond  the unit of `shown`; 0 where the file does not say
/// @param framesPerSecond 0 where the file does not say
record Mp4Track(
        MediaFile file,
        ByteBuffer configuration,
        int[] begins,
        int[] lengths,
        long[] shown,
        int ticksPerSecond,
        double framesPerSecond) {

    private static final int BEFORE_BOXES_OF_ENTRY = 78;

    static Mp4Track of(MediaFile file, MediaLimits limits) {
        Mp4Box movie = Mp4Box.of(file).at("moov");
        for (Mp4Box track : movie.children()) {
            if (track.type().equals("trak") && isVideo(track)) {
                return new Reader(file, track.at("mdia"), limits).read();
            }
        }
        throw file.damaged("has no video track", "Maybe it holds sound only.");
    }

    /// Where a picture is.
    ByteBuffer sample(int index) {
        return ByteBuffer.wrap(file.bytes(), begins[index], lengths[index]).slice();
    }

    private static boolean isVideo(Mp4Box track) {
        ByteBuffer handler = track.at("mdia", "hdlr").data();
        return handler.remaining() >= 12 && handler.getInt(8) == 0x76696465; // vide
    }

    private static final class Reader {

        private final MediaFile file;
        private final Mp4Box media;
        private final Mp4Box tables;
        private final MediaLimits limits;

        Reader(MediaFile file, Mp4Box media, MediaLimits limits) {
            this.file = file;
            this.media = media;
            this.tables = media.at("minf", "stbl");
            this.limits = limits;
        }

        Mp4Track read() {
            ByteBuffer configuration = configuration();
            int[] lengths = lengths();
            int[] begins = begins(lengths);
            long[] shown = new long[lengths.length];
            long duration = times(shown);
            int ticks = ticksPerSecond();
            double rate = duration > 0 ? (double) lengths.length * ticks / duration : 0;
            return new Mp4Track(file, configuration, begins, lengths, shown, ticks, rate);
        }

        private ByteBuffer configuration() {
            List<Mp4Box> entries = tables.at("stsd").children(8);
            String coding = entries.isEmpty() ? "nothing" : entries.getFirst().type();
            if (!coding.equals("avc1") && !coding.equals("avc3")) {
                throw file.damaged(
                        "is coded as '%s', but only H.264 ('avc1', 'avc3') can be read".formatted(coding),
                        "Maybe convert it: ffmpeg -i in.mp4 -c:v libx264 -pix_fmt yuv420p out.mp4");
            }
            for (Mp4Box box : entries.getFirst().children(BEFORE_BOXES_OF_ENTRY)) {
                if (box.type().equals("avcC")) {
                    return box.data();
                }
            }
            throw file.damaged("has no configuration of its decoder ('avcC')", "Maybe it was damaged on its way.");
        }

        private int ticksPerSecond() {
            ByteBuffer header = media.at("mdhd").data();
            int at = header.hasRemaining() && header.get(0) == 1 ? 20 : 12;
            return header.remaining() < at + 4 ? 0 : Math.max(0, header.getInt(at));
        }

        private int[] lengths() {
            ByteBuffer sizes = tables.at("stsz").data();
            if (sizes.remaining() < 12) {
                throw contradicts("stsz", sizes.remaining(), "bytes, but its head alone takes", 12);
            }
            int common = sizes.getInt(4);
            long count = Integer.toUnsignedLong(sizes.getInt(8));
            if (count == 0) {
                throw file.damaged(
                        "lists no pictures in its header",
                        "Maybe it is written in fragments; write it anew: ffmpeg -i in.mp4 -c copy out.mp4");
            }
            if (count > limits.framesPerVideo()) {
                throw file.damaged(
                        "says it has %d frames, more than the limit of %d (framesPerVideo)"
                                .formatted(count, limits.framesPerVideo()),
                        "Maybe cut it into several; or raise the limit.");
            }
            if (common == 0 && sizes.remaining() < 12 + 4 * count) {
                throw contradicts("stsz", sizes.remaining(), "bytes, but its count asks for", 12 + 4 * count);
            }
            int[] lengths = new int[(int) count];
            for (int i = 0; i < count; i++) {
                lengths[i] = common == 0 ? sizes.getInt(12 + 4 * i) : common;
            }
            return lengths;
        }

        private MediaException contradicts(String table, long found, String but, long expected) {
            return file.damaged(
                    "has a table '%s' of %d %s %d".formatted(table, found, but, expected),
                    "Maybe it was damaged on its way.");
        }

        /// Samples lie in chunks, one behind the other; the table says from which chunk on each has how
        /// many.
        private int[] begins(int[] lengths) {
            boolean wide = tables.find("co64").isPresent();
            Mp4Box.Table chunks =
                    wide ? tables.at("co64").table(2) : tables.at("stco").table(1);
            Mp4Box.Table runs = tables.at("stsc").table(3);
            int[] begins = new int[lengths.length];
            int sample = 0;
            int run = -1;
            for (int chunk = 0; chunk < chunks.count() && sample < lengths.length; chunk++) {
                while (run + 1 < runs.count() && runs.get(run + 1, 0) <= chunk + 1) {
                    run++;
                }
                long at = wide
                        ? (long) chunks.get(chunk, 0) << 32 | Integer.toUnsignedLong(chunks.get(chunk, 1))
                        : Integer.toUnsignedLong(chunks.get(chunk, 0));
                int inChunk = run < 0 ? 0 : runs.get(run, 1);
                for (int i = 0; i < inChunk && sample < lengths.length; i++, sample++) {
                    refuseOutside(sample, at, lengths[sample]);
                    begins[sample] = (int) at;
                    at += lengths[sample];
                }
            }
            if (sample < lengths.length) {
                throw contradicts("stsc", sample, "pictures in chunks, but 'stsz' lists", lengths.length);
            }
            return begins;
        }

        private void refuseOutside(int sample, long at, int length) {
            if (at < 0 || length < 0 || at > file.bytes().length - (long) length) {
                throw file.damaged(
                        "is cut off: its picture %d is to be %d bytes at byte %d of %d"
                                .formatted(sample, length, at, file.bytes().length),
                        "Maybe the copy was interrupted.");
            }
        }

        /// When each is decoded, and how much later it is shown.
        ///
        /// @return how long all last
        private long times(long[] shown) {
            long now = 0;
            int sample = 0;
            Mp4Box.Table steps = tables.at("stts").table(2);
            for (int run = 0; run < steps.count(); run++) {
                long end = sample + Integer.toUnsignedLong(steps.get(run, 0));
                for (; sample < Math.min(end, shown.length); sample++) {
                    shown[sample] = now;
                    now += Integer.toUnsignedLong(steps.get(run, 1));
                }
            }
            if (sample < shown.length) {
                throw contradicts("stts", sample, "pictures with times, but 'stsz' lists", shown.length);
            }
            if (tables.find("ctts").isPresent()) {
                Mp4Box.Table delays = tables.at("ctts").table(2);
                sample = 0;
                for (int run = 0; run < delays.count(); run++) {
                    long end = sample + Integer.toUnsignedLong(delays.get(run, 0));
                    for (; sample < Math.min(end, shown.length); sample++) {
                        shown[sample] += delays.get(run, 1);
                    }
                }
            }
            return now;
        }
    }
}
