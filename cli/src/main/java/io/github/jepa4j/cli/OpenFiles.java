package io.github.jepa4j.cli;

import io.github.jepa4j.media.Skipped;
import java.util.List;

/// A user's images or videos, opened to be read one part after the other.
sealed interface OpenFiles extends AutoCloseable permits OpenImages, OpenVideos {

    /// What they are, in the plural.
    String unit();

    /// How many were chosen. They are sorted by name.
    int count();

    /// The name of one.
    String name(int index);

    /// The name of one, and what tells whether it was changed, found without reading it.
    String stamp(int index);

    /// What must not be read, by name.
    List<Skipped> refused();

    /// How many files there are of other kinds.
    int ignored();

    /// Reads some of them. Each comes to one image or clip, or is skipped: none is passed over.
    ///
    /// @param from the first, from 0
    /// @param to   behind the last
    /// @param into is given them, in the order of their names
    /// @throws io.github.jepa4j.media.MediaException where one is damaged and that is refused
    void read(int from, int to, Group into);

    /// What of all that was read so far somebody may not have meant.
    List<String> remarks();

    @Override
    void close();
}
