package io.github.jepa4j.media;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.codecs.h264.io.model.Frame;
import org.jcodec.common.logging.LogLevel;
import org.jcodec.common.logging.Logger;

/// Decodes pictures by JCodec. Damage inside a picture may go unnoticed: H.264 has no checksums.
///
/// Source: ISO/IEC 14496-15, 5.3.3 (the configuration).
final class H264 {

    /// In noise a slice comes to its end after some hundred blocks of 16 by 16, each of at most 400 bytes.
    private static final int BYTES_OF_BLOCK = 400;

    private static final int MOST_NOISE = 1 << 18;
    private static final int MOST_UNITS = 256;

    private static final byte[] NOISE = noise();

    private final MediaFile file;
    private final H264Decoder decoder = singleThreaded();
    private final H264Headers headers;
    private final List<ByteBuffer> parameters = new ArrayList<>();
    private final int lengthBytes;
    private byte[][] planes = {};

    /// @param configuration a box `avcC`
    H264(MediaFile file, ByteBuffer configuration, MediaLimits limits) {
        this.file = file;
        this.headers = new H264Headers(file, limits);
        try {
            this.lengthBytes = 1 + (configuration.get(4) & 3);
            configuration.position(5);
            addParameters(configuration, configuration.get() & 31);
            addParameters(configuration, configuration.get() & 0xFF);
        } catch (MediaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw file.undecodable(e);
        }
    }

    private static byte[] noise() {
        Logger.setLevel(LogLevel.ERROR); // its warnings go to the standard output
        byte[] noise = new byte[MOST_NOISE];
        new Seed(264).split("behind a slice").generator().nextBytes(noise);
        return noise;
    }

    /// JCodec starts threads for each video of several slices, and never ends them. Only this field
    /// prevents it.
    private static H264Decoder singleThreaded() {
        H264Decoder decoder = new H264Decoder();
        try {
            Field threaded = H264Decoder.class.getDeclaredField("threaded");
            threaded.setAccessible(true);
            threaded.setBoolean(decoder, false);
            return decoder;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JCodec is not 0.2.5.\nMaybe another dependency brings it along.", e);
        }
    }

    private void addParameters(ByteBuffer configuration, int sets) {
        for (int i = 0; i < sets; i++) {
            parameters.add(unit(configuration, configuration.getShort() & 0xFFFF));
        }
    }

    /// @param sample units, each behind its length
    /// @param index  for messages
    Pixels decode(ByteBuffer sample, int index) {
        try {
            List<ByteBuffer> units = new ArrayList<>(parameters);
            parameters.clear();
            while (sample.remaining() > lengthBytes) {
                units.add(unit(sample, length(sample)));
                refuseMore(units.size());
            }
            H264Sequence sequence = headers.active();
            if (sequence == null) {
                throw file.damaged("does not say how large its pictures are", "Maybe it is damaged.");
            }
            Frame frame = decoder.decodeFrameFromNals(units, planes(sequence.rows() * sequence.columns()));
            if (frame == null) {
                throw file.damaged("has no picture at its place %d".formatted(index), "Maybe it is damaged.");
            }
            return sequence.colours().pixels(frame);
        } catch (MediaException e) {
            throw e;
        } catch (RuntimeException e) { // JCodec throws all kinds at damaged files
            throw file.undecodable(e);
        }
    }

    private byte[][] planes(int size) {
        if (planes.length == 0 || planes[0].length != size) {
            planes = new byte[][] {new byte[size], new byte[size / 4], new byte[size / 4]};
        }
        return planes;
    }

    private void refuseMore(int units) {
        if (units > MOST_UNITS) {
            throw file.damaged(
                    "has a picture of more than %d units".formatted(MOST_UNITS),
                    "Maybe it was made to fill the memory.");
        }
    }

    private long length(ByteBuffer sample) {
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = length << 8 | sample.get() & 0xFF;
        }
        return length;
    }

    /// A copy of a unit, since JCodec writes to what it reads.
    ///
    /// Behind a slice that is cut off, JCodec's arithmetic decoder reads zeros for ever, and for some of
    /// them there is no end to a number. So there is noise behind each, in which every number ends soon; a
    /// slice that is whole ends before it.
    private ByteBuffer unit(ByteBuffer from, long length) {
        if (length < 1 || length > from.remaining()) {
            throw file.damaged(
                    "has a unit of %d bytes where %d are left".formatted(length, from.remaining()),
                    "Maybe it was damaged on its way.");
        }
        byte[] bytes = new byte[(int) length];
        from.get(bytes);
        H264Sequence sequence = headers.look(bytes) ? headers.active() : null;
        if (sequence == null) {
            return ByteBuffer.wrap(bytes);
        }
        int blocks = sequence.rows() / 16 * (sequence.columns() / 16);
        int behind = Math.min(MOST_NOISE, (blocks + 3) * BYTES_OF_BLOCK);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + behind);
        System.arraycopy(NOISE, 0, padded, bytes.length, behind);
        return ByteBuffer.wrap(padded);
    }
}
