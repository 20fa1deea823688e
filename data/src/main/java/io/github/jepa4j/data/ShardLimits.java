package io.github.jepa4j.data;

/// When a shard is full: at whichever limit comes first. A shard is what is lost when it is damaged, and
/// what is collected again after an interruption.
///
/// @param episodes the most episodes in a shard, at least 1
/// @param bytes    a shard of this many bytes takes no further episode, at least 1
public record ShardLimits(int episodes, long bytes) {

    /// 512 episodes or 64 MiB.
    public static final ShardLimits DEFAULT = new ShardLimits(512, 64L << 20);

    public ShardLimits {
        if (episodes < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "A shard of at most %d episodes and %d bytes holds nothing; both must be at least 1.\nMaybe a limit was meant to be switched off: give a large one."
                            .formatted(episodes, bytes));
        }
    }
}
