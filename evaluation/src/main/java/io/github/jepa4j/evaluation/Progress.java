package io.github.jepa4j.evaluation;

/// Is told of every episode as it ends, one at a time, in the order in which they end.
@FunctionalInterface
public interface Progress {

    /// Tells no one.
    Progress NONE = (_, _, _) -> {};

    /// An episode has ended.
    ///
    /// @param result how it went
    /// @param played how many have ended, this one included
    /// @param rate   how many of them were won by the final rule
    void played(EpisodeResult result, int played, SuccessRate rate);
}
