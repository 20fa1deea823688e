package io.github.jepa4j.bench;

/// Tasks in two rooms that a model is trained for as little as for any other.
enum NewTask {
    /// Go where a picture was taken.
    GOAL("goal picture"),
    /// Go to a place given in pixels; no picture.
    POSITION("a named position"),
    /// Go there, and let the chaser never come nearer than its radius.
    CHASER("avoid a chaser"),
    /// Go there around a disc on the way.
    ZONE("keep out of a zone"),
    /// Go there with little effort: at most half of what the same episode takes when nobody asks for it.
    EFFORT("shortest effort");

    private final String words;

    NewTask(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
