package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Latent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.util.VectorUtil;

/// How near latents are to each other. All memories measure with the same function, so that they agree to
/// the last bit.
final class Nearness {

    /// Of 1024 dimensions whose gap is twice this, the squares add up to 4e37; a float ends at 3.4e38.
    private static final float MOST = 1e17f;

    /// Lucene tells each process once, on the terminal, which vector instructions it found. That is of no
    /// use to whoever runs an agent; `jepa4j doctor` says it better. Held here since loggers nobody holds
    /// are collected, level and all.
    private static final Logger TALKATIVE = Logger.getLogger("org.apache.lucene.internal.vectorization");

    static {
        if (TALKATIVE.getLevel() == null) {
            TALKATIVE.setLevel(Level.OFF);
        }
    }

    private Nearness() {}

    /// Loads this class, and with it the silence above, before Lucene looks for vector instructions.
    static void quieten() {}

    /// The mean over dimensions of the squared gap. Not NaN for finite latents; infinite where it is beyond
    /// a float.
    static double distance(float[] one, float[] other) {
        return (double) VectorUtil.squareDistance(one, other) / one.length;
    }

    /// Whether nearness to it means anything: all of it finite, and so small that no squared gap is beyond
    /// a float.
    static boolean isComparable(Latent latent) {
        for (float value : latent.values()) {
            if (!(Math.abs(value) <= MOST)) {
                return false;
            }
        }
        return true;
    }

    /// Looks at every moment: the nearest first, of equally near ones the oldest.
    static List<Recalled> search(Collection<Numbered> moments, Query query) {
        if (!isComparable(query.near())) {
            return List.of();
        }
        PriorityQueue<Recalled> nearest = new PriorityQueue<>(Recalled.NEAREST_FIRST.reversed());
        for (Numbered numbered : moments) {
            Moment moment = numbered.moment();
            if (query.admits(moment) && isComparable(moment.seen())) {
                double distance = distance(query.near().values(), moment.seen().values());
                nearest.add(new Recalled(numbered.number(), distance, moment));
                if (nearest.size() > query.count()) {
                    nearest.poll();
                }
            }
        }
        List<Recalled> found = new ArrayList<>(nearest);
        found.sort(Recalled.NEAREST_FIRST);
        return found;
    }
}
