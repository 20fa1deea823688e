package io.github.jepa4j.media;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at every header before the decoder does: JCodec 0.2.5 takes memory for whatever a header claims,
/// and reads on behind the end of one that is damaged, for ever.
///
/// Source: ITU-T H.264, 7.3.2.2 (pictures), 7.3.3 (slices).
final class H264Headers {

    private static final int SLICE = 1;
    private static final int SLICE_OF_KEY = 5;
    private static final int SEQUENCE = 7;
    private static final int PICTURE = 8;

    private static final int MOST_PICTURES = 32;
    private static final int MOST_NUMBER = 1 << 17;

    private final MediaFile file;
    private final MediaLimits limits;
    private final Map<Integer, H264Sequence> sequences = new HashMap<>();
    private final Map<Integer, Picture> pictures = new HashMap<>();
    private @Nullable H264Sequence active;

    /// What holds for pictures that name it.
    private record Picture(
            int sequence, boolean arithmetic, boolean bottom, int weighted, boolean redundant, int[] references) {}

    H264Headers(MediaFile file, MediaLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /// The sequence of the last slice.
    @Nullable
    H264Sequence active() {
        return active;
    }

    /// @return whether the unit is a slice in arithmetic coding (CABAC)
    /// @throws RuntimeException of any kind where it is damaged
    boolean look(byte[] unit) {
        int kind = unit[0] & 31;
        if (kind == SEQUENCE) {
            H264Sequence sequence = H264Sequence.read(file, Bits.of(unit));
            file.refuseLarger(sequence.rows(), sequence.columns(), limits);
            sequences.put(sequence.id(), sequence);
        } else if (kind == PICTURE) {
            readPicture(Bits.of(unit));
        } else if (kind == SLICE || kind == SLICE_OF_KEY) {
            return readSlice(unit);
        } else if (kind < SLICE_OF_KEY) {
            throw file.damaged("is coded in partitions, which are not supported", "Maybe convert it by ffmpeg.");
        }
        return false;
    }

    private void readPicture(Bits bits) {
        int id = bits.upTo(255);
        int sequence = bits.upTo(31);
        boolean arithmetic = bits.flag();
        boolean bottom = bits.flag();
        bits.upTo(0); // groups of slices beyond the first, which JCodec knows, but nobody makes
        int[] references = {bits.upTo(31), bits.upTo(31)};
        int weighted = (int) bits.number(3);
        bits.signed();
        bits.signed();
        bits.signed();
        bits.skip(2);
        pictures.put(id, new Picture(sequence, arithmetic, bottom, weighted, bits.flag(), references));
    }

    private boolean readSlice(byte[] unit) {
        Bits bits = Bits.of(unit);
        boolean key = (unit[0] & 31) == SLICE_OF_KEY;
        bits.upTo(MOST_NUMBER);
        int kind = bits.upTo(9) % 5;
        int set = bits.upTo(255);
        Picture picture = pictures.get(set);
        H264Sequence sequence = picture == null ? null : sequences.get(picture.sequence);
        if (picture == null || sequence == null) {
            throw file.damaged(
                    "has a slice of picture set %d, which no header before it describes".formatted(set),
                    "Maybe it was damaged on its way.");
        }
        active = sequence;
        bits.number(sequence.frameNumberBits());
        if (key) {
            bits.upTo(65535);
        }
        readPlace(bits, sequence, picture);
        boolean both = kind == 1;
        if (both && !bits.flag()) {
            // Exact elsewhere (compared with FFmpeg 5.1), JCodec is wrong here by up to a quarter of the range.
            throw file.damaged(
                    "uses temporal direct prediction, which cannot be decoded exactly",
                    "Maybe convert it: ffmpeg -i in.mp4 -c:v libx264 -x264-params direct=spatial out.mp4");
        }
        if (kind % 5 < 2 || kind == 3) {
            readReferences(bits, picture, both);
        }
        if ((unit[0] >> 5 & 3) != 0) {
            readMarking(bits, key);
        }
        return picture.arithmetic;
    }

    private static void readPlace(Bits bits, H264Sequence sequence, Picture picture) {
        if (sequence.orderKind() == 0) {
            bits.number(sequence.orderBits());
            if (picture.bottom) {
                bits.signed();
            }
        } else if (sequence.orderKind() == 1 && !sequence.orderWithoutDelta()) {
            bits.signed();
            if (picture.bottom) {
                bits.signed();
            }
        }
        if (picture.redundant) {
            bits.upTo(127);
        }
    }

    /// The lists of pictures that the slice is predicted from.
    ///
    /// @param both whether there is a second list
    private static void readReferences(Bits bits, Picture picture, boolean both) {
        int[] counts = {picture.references[0], picture.references[1]};
        int lists = both ? 2 : 1;
        if (bits.flag()) {
            for (int list = 0; list < lists; list++) {
                counts[list] = bits.upTo(31);
            }
        }
        for (int list = 0; list < lists; list++) {
            if (bits.flag()) {
                int changes = 0;
                while (bits.upTo(3) != 3) {
                    bits.upTo(MOST_NUMBER);
                    refuseMore(++changes);
                }
            }
        }
        boolean weighted = both ? (picture.weighted & 3) == 1 : picture.weighted >> 2 == 1;
        if (weighted) {
            bits.upTo(7);
            bits.upTo(7);
            for (int list = 0; list < lists; list++) {
                for (int i = 0; i <= counts[list]; i++) {
                    readSigned(bits, bits.flag() ? 2 : 0);
                    readSigned(bits, bits.flag() ? 4 : 0);
                }
            }
        }
    }

    private static void readSigned(Bits bits, int count) {
        for (int i = 0; i < count; i++) {
            bits.signed();
        }
    }

    /// What becomes of pictures that are kept.
    private static void readMarking(Bits bits, boolean key) {
        if (key) {
            bits.skip(2);
        } else if (bits.flag()) {
            int changes = 0;
            for (int change = bits.upTo(6); change != 0; change = bits.upTo(6)) {
                if (change == 1 || change == 3) {
                    bits.upTo(MOST_NUMBER);
                }
                if (change == 2 || change == 3 || change == 4 || change == 6) {
                    bits.upTo(MOST_PICTURES);
                }
                refuseMore(++changes);
            }
        }
    }

    private static void refuseMore(int changes) {
        if (changes > 2 * MOST_PICTURES) {
            throw new IllegalArgumentException(
                    "A slice makes more than %d changes to the pictures it refers to, as many as there can be.\nMaybe it is damaged."
                            .formatted(2 * MOST_PICTURES));
        }
    }
}
