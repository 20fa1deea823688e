package io.github.jepa4j.media;

/// Is told how far a reading is; by one thread at a time.
@FunctionalInterface
public interface Progress {

    /// Tells nobody.
    Progress SILENT = (done, of) -> {};

    /// Called after each image or video, read or skipped.
    ///
    /// @param done how many, never falling
    /// @param of   how many there are
    void at(int done, int of);
}
