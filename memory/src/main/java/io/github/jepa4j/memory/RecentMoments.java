package io.github.jepa4j.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Short-term memory: a ring of the last moments, in the process. Taking one is one store into an array
/// that is as long as it will ever be; the oldest makes room. Recalling looks at every one of them.
///
/// Acknowledged here means: kept for as long as this process and the ring's capacity allow. What must
/// outlive them belongs in a [LuceneMemory].
public final class RecentMoments implements Memory {

    private final @Nullable Moment[] ring;

    /// Numbers beside their moments: after something else than the oldest was forgotten, they have gaps.
    private final long[] numbers;

    private int oldest;
    private int size;
    private long next;
    private int dimension = -1;

    /// @param capacity how many moments at most, at least 1
    public RecentMoments(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "A ring of %d moments holds nothing; there must be at least 1.\nMaybe short-term memory was meant to be off."
                            .formatted(capacity));
        }
        ring = new Moment[capacity];
        numbers = new long[capacity];
    }

    /// How many moments there can be.
    public int capacity() {
        return ring.length;
    }

    @Override
    public synchronized Receipt remember(Moment moment) {
        dimension = Dimensions.same(dimension, moment);
        int place = (oldest + size) % ring.length;
        ring[place] = moment;
        numbers[place] = next;
        if (size == ring.length) {
            oldest = (oldest + 1) % ring.length;
        } else {
            size++;
        }
        return new Receipt(next++);
    }

    @Override
    public Acknowledgement sync() {
        return acknowledged();
    }

    @Override
    public synchronized Acknowledgement acknowledged() {
        return new Acknowledgement(next - 1);
    }

    @Override
    public synchronized Acknowledgement conclude(String episode, double success) {
        Moment.requireSuccess(success);
        replaceAll(moment -> moment.when().episode().equals(episode) ? moment.endedWith(success) : moment);
        return acknowledged();
    }

    private void replaceAll(UnaryOperator<Moment> change) {
        for (int i = 0; i < size; i++) {
            int place = (oldest + i) % ring.length;
            ring[place] = change.apply(at(place));
        }
    }

    @Override
    public synchronized List<Recalled> recall(Query query) {
        if (dimension >= 0) {
            query.requireDimension(dimension);
        }
        return Nearness.search(all(), query);
    }

    @Override
    public synchronized List<Moment> recent(int count) {
        Dimensions.requireCount(count);
        List<Moment> moments = new ArrayList<>(Math.min(count, size));
        for (int i = size - 1; i >= 0 && moments.size() < count; i--) {
            moments.add(at((oldest + i) % ring.length));
        }
        return moments;
    }

    @Override
    public synchronized long forget(long keep, Forgetting first) {
        Dimensions.requireCount(keep);
        int many = (int) Math.max(0, size - keep);
        List<Numbered> kept = all();
        Comparator<Forgettable> order = Forgettable.order(first);
        kept.sort((one, other) -> order.compare(Forgettable.of(one), Forgettable.of(other)));
        kept.subList(0, many).clear();
        kept.sort(Comparator.comparingLong(Numbered::number));
        fillWith(kept);
        return many;
    }

    private void fillWith(List<Numbered> moments) {
        Arrays.fill(ring, null);
        oldest = 0;
        size = moments.size();
        for (int i = 0; i < size; i++) {
            ring[i] = moments.get(i).moment();
            numbers[i] = moments.get(i).number();
        }
    }

    private List<Numbered> all() {
        List<Numbered> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int place = (oldest + i) % ring.length;
            all.add(new Numbered(numbers[place], at(place)));
        }
        return all;
    }

    private Moment at(int place) {
        Moment moment = ring[place];
        if (moment == null) {
            throw new IllegalStateException(
                    "Place %d of the ring is empty.\nMaybe there is a mistake in this class.".formatted(place));
        }
        return moment;
    }

    @Override
    public synchronized long size() {
        return size;
    }

    /// Does nothing: there is nothing to give back.
    @Override
    public void close() {}
}
