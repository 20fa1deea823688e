package io.github.jepa4j.memory;

/// A memory's promise: every moment up to this one is kept. What keeping means is the memory's to say; for
/// one on disk, that no end of the process and no loss of power can take it away.
///
/// @param through the number of the last moment that is kept; -1 where there is none
public record Acknowledgement(long through) {

    /// Whether the moment with this receipt is kept.
    public boolean covers(Receipt receipt) {
        return receipt.number() <= through;
    }
}
