package io.github.jepa4j.media;

import java.util.Set;

/// H.264 in MP4. Needs the library JCodec (`org.jcodec:jcodec`), which is an optional dependency.
final class Mp4 implements VideoDecoder {

    @Override
    public Set<String> endings() {
        return Set.of("mp4", "m4v", "mov");
    }

    @Override
    public VideoStream open(MediaFile file, MediaLimits limits) {
        Mp4Track track = Mp4Track.of(file, limits);
        try {
            return new Mp4Frames(track, new H264(file, track.configuration(), limits));
        } catch (NoClassDefFoundError e) {
            throw new MediaException(
                    file.name(),
                    "cannot be decoded without the library JCodec",
                    "Maybe add org.jcodec:jcodec to the dependencies.",
                    new ClassNotFoundException(e.getMessage(), e));
        }
    }
}
