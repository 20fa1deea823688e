package io.github.jepa4j.learning;

/// Is told how a training of a small network goes on.
@FunctionalInterface
public interface UpdateListener {

    /// @param updates done
    /// @param loss    of the last batch
    void updated(int updates, double loss);
}
