package io.github.jepa4j.memory;

import io.github.jepa4j.memory.MemoryException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The moments that are remembered and not yet on disk, in the order of their numbers, without gaps.
final class Waiting {

    /// @param number  that the moment got
    /// @param waiting how many wait with it
    record Added(long number, int waiting) {}

    private final Deque<Numbered> moments = new ArrayDeque<>();
    private final long most;
    private long next;

    /// @param next the number of the first
    /// @param most how many may wait
    Waiting(long next, long most) {
        this.next = next;
        this.most = most;
    }

    synchronized Added add(Moment moment) {
        if (moments.size() >= most) {
            throw new MemoryException(
                    Reason.NOT_WRITTEN,
                    "%d moments wait to be written, and no more may; this one was not remembered.\nMaybe the disk is full: the memory says so when it is synchronised."
                            .formatted(most));
        }
        moments.addLast(new Numbered(next, moment));
        return new Added(next++, moments.size());
    }

    synchronized List<Numbered> copy() {
        return new ArrayList<>(moments);
    }

    /// Those with smaller numbers no longer wait.
    synchronized void dropBelow(long number) {
        while (!moments.isEmpty() && moments.getFirst().number() < number) {
            moments.removeFirst();
        }
    }

    synchronized int size() {
        return moments.size();
    }
}
