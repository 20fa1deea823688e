package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.pretrained.Recognised;
import io.github.jepa4j.tensor.StoredTensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Public weights on the disk, recognised, and what size of images or clips is seen with them.
///
/// @param path       a file, index or folder as [StoredTensors#open] takes it
/// @param recognised whose they are
public record PublicWeights(Path path, Recognised recognised) {

    private static final int COLOURS = 3;
    private static final int BUFFER = 1 << 20;

    public PublicWeights {
        int channels = recognised.spec().grid().channels();
        if (channels != COLOURS) {
            throw new IllegalArgumentException(
                    "The weights %s see %d channels, but %d were expected.\nMaybe they are not for photos."
                            .formatted(path, channels, COLOURS));
        }
    }

    /// Recognises weights. Their names and shapes are checked, no number is read.
    ///
    /// @param side   of the images or clips in pixels; 0 for the published one
    /// @param frames of a clip; 0 for the published number
    /// @param heads  of an attention; 0 where the size is a published one
    /// @throws IOException where they cannot be read, are not recognised, do not fit, or the size is impossible
    public static PublicWeights open(Path path, int side, int frames, int heads) throws IOException {
        try (StoredTensors stored = StoredTensors.open(path)) {
            Recognised recognised = Recognised.of(stored.descriptions(), heads).on(side, frames);
            recognised.names(TunedNetworks.ENCODER).check(stored.descriptions());
            ClaimedSizes.checkSeen(recognised.spec());
            return new PublicWeights(path, recognised);
        } catch (IllegalArgumentException e) {
            throw VisionMetadata.unusable("weights", path, e);
        }
    }

    /// Reads the numbers into a network's parameters.
    void load(Parameters parameters) throws IOException {
        try (StoredTensors stored = StoredTensors.open(path)) {
            recognised.names(TunedNetworks.ENCODER).load(stored, parameters);
        }
    }

    /// SHA-256 of the file's bytes; of several files, of all their bytes one after the other in the order of their
    /// names.
    public String hash() throws IOException {
        return hash(path);
    }

    /// The hash of weights, or of any other model, that are not recognised yet: see [#hash()].
    public static String hash(Path weights) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files(weights)) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path weights) throws IOException {
        try (StoredTensors stored = StoredTensors.open(weights)) {
            return stored.files();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
