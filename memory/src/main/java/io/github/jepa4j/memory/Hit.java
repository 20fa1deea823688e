package io.github.jepa4j.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A document that is near, before it is read.
///
/// @param document its place in the whole index
record Hit(int document, long number, double distance) {

    private static final Comparator<Hit> NEAREST_FIRST =
            Comparator.comparingDouble(Hit::distance).thenComparingLong(Hit::number);

    /// The nearest of all that were offered; of equally near ones the oldest.
    static final class Nearest {

        private final int count;
        private final PriorityQueue<Hit> hits = new PriorityQueue<>(NEAREST_FIRST.reversed());

        Nearest(int count) {
            this.count = count;
        }

        /// Whether one at this distance could be among them.
        boolean couldTake(double distance) {
            Hit farthest = hits.peek();
            return farthest == null || hits.size() < count || distance <= farthest.distance();
        }

        void offer(Hit hit) {
            hits.add(hit);
            if (hits.size() > count) {
                hits.poll();
            }
        }

        List<Hit> sorted() {
            List<Hit> sorted = new ArrayList<>(hits);
            sorted.sort(NEAREST_FIRST);
            return sorted;
        }
    }
}
