package io.github.jepa4j.memory;

import java.util.List;

/// Moments of the past, by recency and by nearness. Safe to use from many threads.
///
/// **What is acknowledged.** [#remember] takes a moment and returns a [Receipt]: the moment can be recalled
/// from then on, but may still be lost with the process. An [Acknowledgement] is the promise that it will
/// not be; [#sync] returns when everything remembered before it is acknowledged. A memory may acknowledge
/// earlier by itself, and [#acknowledged] tells without waiting.
///
/// A moment is a person's or a machine's history: nothing is forgotten unless [#forget] or a capacity says
/// so, and no error takes away what was acknowledged.
public interface Memory extends AutoCloseable {

    /// Takes a moment. It is found from now on.
    ///
    /// @throws IllegalArgumentException where its latent has another dimension than those remembered
    /// @throws MemoryException where it could not be kept
    Receipt remember(Moment moment);

    /// Returns when everything that was remembered before is acknowledged.
    ///
    /// @throws MemoryException where that could not be done; what was acknowledged before still is
    Acknowledgement sync();

    /// What is acknowledged by now. Does not wait.
    Acknowledgement acknowledged();

    /// Says how an episode ended, of all its moments. Returns when that and everything remembered before is
    /// acknowledged.
    ///
    /// @param success 0 (failed) to 1 (done)
    Acknowledgement conclude(String episode, double success);

    /// The moments nearest to a latent that pass the query's filters: the nearest first, of equally near
    /// ones the oldest.
    ///
    /// @throws IllegalArgumentException where the query's latent has another dimension than those
    ///     remembered
    List<Recalled> recall(Query query);

    /// The youngest moments, the youngest first.
    ///
    /// @param count at most so many, at least 0
    List<Moment> recent(int count);

    /// Forgets until no more than `keep` are left. Returns when that and everything remembered before is
    /// acknowledged: what is forgotten does not come back. Acknowledgements stay true of numbers, not of
    /// what was forgotten since.
    ///
    /// @param keep  at least 0
    /// @param first what goes first
    /// @return how many were forgotten
    long forget(long keep, Forgetting first);

    /// How many moments there are.
    long size();

    /// Ends its use, with a last [#sync]. Closing twice does nothing.
    @Override
    void close();
}
