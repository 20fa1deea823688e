package io.github.jepa4j.memory;

import io.github.jepa4j.world.Pixels;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Short-term memory of pictures that show a part only: a ring of the last views. What is not seen now is
/// filled in from the latest view that showed it, in the channels of what stays where it is; what moves is
/// known only where it is seen.
///
/// The last channel of a view tells which pixels were seen: not 0 where they were. Not thread-safe: it
/// belongs to one life.
public final class RecentViews {

    private final int capacity;
    private final boolean[] stays;
    private final Deque<Pixels> views = new ArrayDeque<>();

    /// @param capacity how many views at most, at least 1; 1 is no memory
    /// @param staying  of which channels the content stays where it is
    public RecentViews(int capacity, int... staying) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "A ring of %d views holds not even the present one; there must be at least 1.\nMaybe no memory was meant, which is 1."
                            .formatted(capacity));
        }
        this.capacity = capacity;
        int channels = Arrays.stream(staying).max().orElse(-1) + 1;
        stays = new boolean[channels];
        for (int channel : staying) {
            if (channel < 0) {
                throw new IllegalArgumentException(
                        "What stays is said to be in channel %d; channels count from 0.\nMaybe it was meant to count from the end."
                                .formatted(channel));
            }
            stays[channel] = true;
        }
    }

    /// Takes a view in; the oldest makes room.
    ///
    /// @param view `[C + 1, Y, X]`, of the same size as those before
    public void see(Pixels view) {
        Pixels before = views.peekLast();
        boolean other = before != null
                && (before.channels() != view.channels()
                        || before.rows() != view.rows()
                        || before.columns() != view.columns());
        if (other || view.channels() <= stays.length) {
            throw new IllegalArgumentException(
                    "The view is %s; it must be like the one before, %s, with a last channel that tells what was seen after at least %d.\nMaybe it is another camera's."
                            .formatted(view, before, stays.length));
        }
        if (views.size() == capacity) {
            views.removeFirst();
        }
        views.addLast(view);
    }

    /// Forgets all views: another life begins.
    public void clear() {
        views.clear();
    }

    /// How many views are kept.
    public int size() {
        return views.size();
    }

    /// The oldest view that is kept.
    ///
    /// @return `[C + 1, Y, X]`
    /// @throws IllegalStateException when nothing was seen yet
    public Pixels oldest() {
        return required(views.peekFirst());
    }

    /// The world as it is known now: what is seen, and of what stays, what was seen last. 0 where it never
    /// was.
    ///
    /// @return `[C, Y, X]`
    /// @throws IllegalStateException when nothing was seen yet
    public Pixels known() {
        Pixels now = required(views.peekLast());
        int plane = now.rows() * now.columns();
        int channels = now.channels() - 1;
        byte[] values = Arrays.copyOf(now.values(), channels * plane);
        boolean[] filled = new boolean[plane];
        int unknown = plane - mark(now, filled);
        Iterator<Pixels> earlier = views.descendingIterator();
        earlier.next();
        while (unknown > 0 && earlier.hasNext()) {
            Pixels view = earlier.next();
            fill(view, filled, values);
            unknown -= mark(view, filled);
        }
        return new Pixels(channels, now.rows(), now.columns(), values);
    }

    private void fill(Pixels view, boolean[] filled, byte[] values) {
        int plane = filled.length;
        for (int channel = 0; channel < stays.length; channel++) {
            for (int place = 0; stays[channel] && place < plane; place++) {
                if (!filled[place] && isSeen(view, place)) {
                    values[channel * plane + place] = view.values()[channel * plane + place];
                }
            }
        }
    }

    /// @return how many places are known by this view and were not before
    private static int mark(Pixels view, boolean[] filled) {
        int fresh = 0;
        for (int place = 0; place < filled.length; place++) {
            if (!filled[place] && isSeen(view, place)) {
                filled[place] = true;
                fresh++;
            }
        }
        return fresh;
    }

    private static boolean isSeen(Pixels view, int place) {
        int plane = view.rows() * view.columns();
        return view.values()[(view.channels() - 1) * plane + place] != 0;
    }

    private static Pixels required(@Nullable Pixels view) {
        if (view == null) {
            throw new IllegalStateException(
                    "Nothing was seen yet; there is no view to recall.\nMaybe see(view) was forgotten.");
        }
        return view;
    }
}
