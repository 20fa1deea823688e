package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Tensor files that a program writes for itself and reads again later, such as parts of long work: each says in its
/// metadata what it holds, by SHA-256, so that also a single bit that a disk has turned is seen. Any reader of
/// [SafeTensors] reads them, without looking.
public final class SealedTensors {

    private static final String SEAL = "sha256";

    private SealedTensors() {}

    /// Writes a file of F32, atomically, as [SafeTensors#write(Path)] does.
    ///
    /// @throws IllegalArgumentException where the metadata has the key `sha256`, which is the seal's
    public static void write(SafeTensors content, Path file) throws IOException {
        Map<String, String> metadata = new TreeMap<>(content.metadata());
        if (metadata.put(SEAL, seal(content)) != null) {
            throw new IllegalArgumentException(
                    "The metadata for %s has the key %s, which is where the seal is put.\nMaybe it was sealed before."
                            .formatted(file, SEAL));
        }
        new SafeTensors(content.tensors(), metadata).write(file);
    }

    /// What was written, without its seal.
    ///
    /// @throws SafeTensorsException where anything else is in the file, or no seal
    public static SafeTensors read(Path file) throws IOException {
        SafeTensors stored = SafeTensors.read(file);
        Map<String, String> metadata = new TreeMap<>(stored.metadata());
        String seal = metadata.remove(SEAL);
        SafeTensors content = new SafeTensors(stored.tensors(), metadata);
        if (!seal(content).equals(seal)) {
            throw SafeTensorsException.of(
                    file,
                    seal == null ? "it is not sealed" : "it holds something else than was written",
                    seal == null ? "another program wrote it" : "its disk is failing");
        }
        return content;
    }

    private static String seal(SafeTensors content) {
        MessageDigest digest = sha256();
        add(digest, content.metadata().toString());
        content.tensors().forEach((name, tensor) -> {
            add(digest, name + Arrays.toString(tensor.shape()));
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tensor.size(), Float.BYTES));
            bytes.asFloatBuffer().put(tensor.values());
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
