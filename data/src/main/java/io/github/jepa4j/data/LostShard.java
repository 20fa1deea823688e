package io.github.jepa4j.data;

/// A shard whose episodes cannot be read.
///
/// @param number which shard, from 0
/// @param file   its file name
/// @param reason what is wrong with it
public record LostShard(int number, String file, String reason) {

    @Override
    public String toString() {
        return file + " is lost: " + reason;
    }
}
