package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.run.CodeVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is to be embedded by what: all that features, and what is skipped, follow from. Limits of what is held at
/// once are not among it, since they change neither.
///
/// @param facts by name
/// @param by    the code, and the number of threads, which change last digits alone
record EmbedJob(Map<String, String> facts, String by) {

    private static final String FORMAT = "jepa4j-embed-job/2";

    EmbedJob {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /// @param select how the names of those files begin
    /// @param model  the hash of its file or files
    /// @param sees   the sizes it was asked to see at
    static EmbedJob of(MediaFiles media, String select, OpenFiles files, String model, VisionSpec sees) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("format", FORMAT);
        facts.put("model", model);
        facts.put("size", "%d frames of %d rows and %d columns".formatted(sees.frames(), sees.rows(), sees.columns()));
        if (sees instanceof VitSpec vit) {
            facts.put("heads", Integer.toString(vit.size().heads()));
        }
        facts.put("data", media.path().toAbsolutePath().normalize().toString());
        facts.put("files", files.count() + " with hash " + hash(files));
        facts.put("select", select);
        facts.put("files are", media.areImages(sees) ? "images" : "videos");
        facts.put("stride", Integer.toString(media.stride()));
        facts.put("damaged", media.damaged().toString());
        MediaLimits limits = media.limits();
        facts.put("pixelsPerImage", Long.toString(limits.pixelsPerImage()));
        facts.put("framesPerVideo", Integer.toString(limits.framesPerVideo()));
        facts.put("bytesPerFile", Integer.toString(limits.bytesPerFile()));
        return new EmbedJob(facts, "%s, %d threads".formatted(CodeVersion.of(Main.class), Machine.threads(0)));
    }

    /// Of their names, and of what would change where a file was.
    private static String hash(OpenFiles files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < files.count(); i++) {
                digest.update(files.stamp(i).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// In which fact an earlier job differs from this one, in words; nothing where they are the same.
    Optional<String> differenceFrom(EmbedJob earlier) {
        Map<String, String> all = new TreeMap<>(facts);
        earlier.facts.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(name -> !value(name).equals(earlier.value(name)))
                .findFirst()
                .map(name -> "%s: '%s' then, '%s' now".formatted(name, earlier.value(name), value(name)));
    }

    private String value(String name) {
        return facts.getOrDefault(name, "");
    }
}
