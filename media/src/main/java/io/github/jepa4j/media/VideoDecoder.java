package io.github.jepa4j.media;

import java.util.Set;

/// Reads one format of videos. Further ones are found by `java.util.ServiceLoader`, and come before the
/// built-in ones where both read the same ending. Several threads may open streams at once; a stream
/// belongs to one.
public interface VideoDecoder {

    /// The endings of names that it reads, in lower case and without the dot: `mp4`.
    Set<String> endings();

    /// Reads the headers.
    ///
    /// @param file   as hostile as can be: no memory is to be taken for what it only says, before the
    ///     limits are looked at
    /// @param limits of frames and of pixels in each
    /// @throws MediaException made by [MediaFile#damaged(String, String)], where it cannot be read
    VideoStream open(MediaFile file, MediaLimits limits);
}
