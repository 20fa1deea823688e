package io.github.jepa4j.media;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/// What a decoder only warns of: it fills what is missing of a JPEG with grey and goes on.
final class DecoderWarnings implements IIOReadWarningListener {

    private @Nullable String first;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String words = warning.toLowerCase(Locale.ROOT);
        // What is beside the pixels may be as odd as it likes.
        if (first == null && !words.contains("profile") && !words.contains("metadata")) {
            first = warning;
        }
    }

    void refuse(MediaFile file) {
        if (first != null) {
            throw file.damaged("is damaged: " + first, "Maybe it is cut off.");
        }
    }
}
