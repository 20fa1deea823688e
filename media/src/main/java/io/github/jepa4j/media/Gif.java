package io.github.jepa4j.media;

import java.util.Set;

/// Animated GIFs.
final class Gif implements VideoDecoder {

    @Override
    public Set<String> endings() {
        return Set.of("gif");
    }

    @Override
    public VideoStream open(MediaFile file, MediaLimits limits) {
        return new GifFrames(GifFile.parse(file, limits), 0);
    }
}
