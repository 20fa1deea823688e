package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Latent;
import org.jspecify.annotations.Nullable;

/// What to recall: the moments nearest to a latent, among those that pass the filters.
///
/// @param near         the latent to be near to, `[D]`. Nothing is near to one that is not finite, or
///     beyond 1e17
/// @param count        how many moments at most, 1 to [#MOST]
/// @param task         only of this task; null for any
/// @param episode      only of this episode; null for any
/// @param after        only at this instant or later, in milliseconds since 1970
/// @param before       only before this instant, in milliseconds since 1970
/// @param leastSuccess only of episodes known to have had this success at least, 0 to 1; NaN for any, known
///     or not
/// @param planned      only those with a plan of at least one action
public record Query(
        Latent near,
        int count,
        @Nullable String task,
        @Nullable String episode,
        long after,
        long before,
        double leastSuccess,
        boolean planned) {

    /// The most moments of one recall.
    public static final int MOST = 10_000;

    public Query {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "%d moments cannot be recalled at once; there can be 1 to %d.\nMaybe the count was computed."
                            .formatted(count, MOST));
        }
        if (!Double.isNaN(leastSuccess)) {
            Moment.requireSuccess(leastSuccess);
        }
        // No moment has a longer name, so these find nothing; but they say that something was mixed up.
        if (task != null) {
            Moment.requireName("task", task);
        }
        if (episode != null) {
            Moment.requireName("episode", episode);
        }
    }

    /// The moments nearest to a latent, whatever they are.
    public static Query near(Latent latent, int count) {
        return new Query(latent, count, null, null, Long.MIN_VALUE, Long.MAX_VALUE, Double.NaN, false);
    }

    /// The same, of one task only.
    public Query ofTask(String name) {
        return new Query(near, count, name, episode, after, before, leastSuccess, planned);
    }

    /// The same, of one episode only.
    public Query ofEpisode(String name) {
        return new Query(near, count, task, name, after, before, leastSuccess, planned);
    }

    /// The same, at this instant or later only; milliseconds since 1970.
    public Query after(long millis) {
        return new Query(near, count, task, episode, millis, before, leastSuccess, planned);
    }

    /// The same, before this instant only; milliseconds since 1970.
    public Query before(long millis) {
        return new Query(near, count, task, episode, after, millis, leastSuccess, planned);
    }

    /// The same, of episodes known to have had this success at least; 0 to 1.
    public Query withSuccess(double least) {
        return new Query(near, count, task, episode, after, before, least, planned);
    }

    /// The same, with a plan only.
    public Query withPlan() {
        return new Query(near, count, task, episode, after, before, leastSuccess, true);
    }

    /// Whether a moment passes the filters. Says nothing of nearness.
    boolean admits(Moment moment) {
        long millis = moment.when().millis();
        return (task == null || task.equals(moment.task()))
                && (episode == null || episode.equals(moment.when().episode()))
                && millis >= after
                && millis < before
                && (Double.isNaN(leastSuccess) || moment.success() >= leastSuccess)
                && (!planned || isPlanned(moment));
    }

    static boolean isPlanned(Moment moment) {
        return moment.plan() != null && moment.plan().horizon() > 0;
    }

    void requireDimension(int dimension) {
        if (near.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "The latent to be near to has %d dimensions; those remembered have %d.\nMaybe it is of another model."
                            .formatted(near.dimension(), dimension));
        }
    }
}
