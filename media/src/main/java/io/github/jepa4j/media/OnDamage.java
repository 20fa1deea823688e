package io.github.jepa4j.media;

/// What to do about an image or a video that cannot be read.
public enum OnDamage {
    /// Leave it out, count it, and list it with the reason.
    SKIP,
    /// Read nothing, and say which it was.
    REFUSE
}
