package io.github.jepa4j.agent;

import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A short name for what was seen: the first 64 bits of the SHA-256 of its shape and values, in
/// hexadecimal. Two observations of the same name are the same for all practical purposes.
public final class ObservationHash {

    private static final int BYTES = 8;

    private ObservationHash() {}

    /// The hash of one observation: 16 hexadecimal digits.
    public static String of(Observation observation) {
        MessageDigest digest = sha256();
        switch (observation) {
            case Pixels pixels -> {
                ByteBuffer shape = ByteBuffer.allocate(3 * Integer.BYTES);
                shape.putInt(pixels.channels()).putInt(pixels.rows()).putInt(pixels.columns());
                digest.update(shape.array());
                digest.update(pixels.values());
            }
            case Signals signals -> {
                ByteBuffer values = ByteBuffer.allocate(signals.values().length * Float.BYTES);
                values.asFloatBuffer().put(signals.values());
                digest.update(values.array());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(
                    "Every Java platform must have SHA-256, but this one has none.\nMaybe the security providers were removed.",
                    impossible);
        }
    }
}
