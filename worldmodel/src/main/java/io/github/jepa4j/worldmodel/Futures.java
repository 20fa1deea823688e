package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Several futures of the same present, imagined side by side: a world model whose latents are those of `F` models one
/// after the other, `[K, H + 1, F * D]`. Any planner takes it, with objectives and guardrails that look at each future
/// by itself and weigh what they see (`AcrossFutures` and `GuardedFutures` in module `objective`).
///
/// Open-loop, all futures get the same actions, `A`. Branching, they do for the first `shared` steps alone, and then
/// each gets its own: what is planned are `F * A` numbers a step, of which the first `A` are done in all futures while
/// they are shared, and the others then have no effect. So plans a plan that goes on according to what has happened
/// meanwhile, if by then it can be told.
///
/// Source: a scenario tree with one branching, as of multi-stage stochastic programming (Birge and Louveaux,
/// *Introduction to stochastic programming*, 2011, §2.4), where actions that are done before anything is known are
/// the same in all scenarios. Immutable, and as safe for many threads as its models.
public final class Futures implements WorldModel {

    private final List<WorldModel> models;
    private final int shared;
    private final @Nullable ScenarioTree tree;

    private Futures(List<WorldModel> models, int shared) {
        this.models = List.copyOf(models);
        this.shared = shared;
        if (models.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no futures; there must be at least 1.\nMaybe the number of them was left at 0.");
        }
        for (WorldModel model : models) {
            Axes.bind("D", "latents of the first future", models.getFirst().latentDimension())
                    .and("A", "actions of the first future", models.getFirst().actionDimension())
                    .and("D", "latents of another", model.latentDimension())
                    .and("A", "actions of another", model.actionDimension());
        }
        tree = branch() ? null : ScenarioTree.of(this.models);
        if (shared < 1) {
            throw new IllegalArgumentException(
                    "The futures are to share %d actions; what is done next is done in all of them: at least 1.\nMaybe they were counted from 0."
                            .formatted(shared));
        }
    }

    /// Futures that all get the same actions.
    ///
    /// @param models at least one, of the same latents and actions
    public static Futures together(List<WorldModel> models) {
        return new Futures(models, Integer.MAX_VALUE);
    }

    /// Futures that get actions of their own after some that they share.
    ///
    /// @param models at least one, of the same latents and actions
    /// @param shared how many actions are the same, at least 1
    public static Futures branching(List<WorldModel> models, int shared) {
        return new Futures(models, shared);
    }

    /// `F`.
    public int count() {
        return models.size();
    }

    /// Whether each has actions of its own after some.
    public boolean branch() {
        return shared < Integer.MAX_VALUE;
    }

    /// `F * D`.
    @Override
    public int latentDimension() {
        return count() * own();
    }

    /// `A`, or `F * A` where they branch.
    @Override
    public int actionDimension() {
        return (branch() ? count() : 1) * axes();
    }

    private int own() {
        return models.getFirst().latentDimension();
    }

    private int axes() {
        return models.getFirst().actionDimension();
    }

    /// The present as it is in all of them.
    ///
    /// @param now `[D]`
    /// @return `[F * D]`
    public Latent now(Latent now) {
        Axes.bind("D", "latents of each future", own()).and("D", "latent of now", now.dimension());
        float[] values = new float[latentDimension()];
        for (int future = 0; future < count(); future++) {
            System.arraycopy(now.values(), 0, values, future * own(), own());
        }
        return new Latent(values);
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        return imagine(now, actions, false);
    }

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch actions) {
        return imagine(now, actions, true);
    }

    private Rollout imagine(Latent now, ActionBatch actions, boolean forPullback) {
        Axes.bind("D", "latents of all futures", latentDimension())
                .and("A", "actions of the futures", actionDimension())
                .and("D", "latent of now", now.dimension())
                .and("A", "actions", actions.dimension());
        ActionBatch copy = new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone());
        int size = size(actions);
        if (tree != null && !forPullback && isOnePresent(now)) {
            return new Rollout(copy, latentDimension(), tree.imagine(present(now, 0), copy), this);
        }
        float[] latents = new float[size];
        List<Rollout> each = each(now, copy, forPullback);
        for (int future = 0; future < count(); future++) {
            spread(each.get(future).latents(), latents, future);
        }
        return new Rollout(copy, latentDimension(), latents, each);
    }

    private List<Rollout> each(Latent now, ActionBatch actions, boolean forPullback) {
        List<Rollout> each = new ArrayList<>();
        for (int future = 0; future < count(); future++) {
            ActionBatch done = actionsOf(actions, future);
            WorldModel model = models.get(future);
            Latent present = present(now, future);
            each.add(forPullback ? model.imagineForPullback(present, done) : model.imagine(present, done));
        }
        return List.copyOf(each);
    }

    /// Each by itself, of what was imagined together.
    private List<Rollout> again(Rollout together) {
        Latent now = new Latent(Arrays.copyOf(together.latents(), latentDimension()));
        return each(now, together.actions(), true);
    }

    private Latent present(Latent now, int future) {
        return new Latent(Arrays.copyOfRange(now.values(), future * own(), (future + 1) * own()));
    }

    private boolean isOnePresent(Latent now) {
        return IntStream.range(1, count()).allMatch(future -> isSame(now.values(), 0, now.values(), future * own()));
    }

    /// Whether two futures' latents are.
    private boolean isSame(float[] some, int begin, float[] others, int otherBegin) {
        return Arrays.equals(some, begin, begin + own(), others, otherBegin, otherBegin + own());
    }

    private int size(ActionBatch actions) {
        long size = (long) actions.candidates() * (actions.horizon() + 1) * latentDimension();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Imagining %d futures of %d candidates over %d steps needs %d numbers, more than one array holds.\nMaybe fewer futures or candidates are enough."
                            .formatted(count(), actions.candidates(), actions.horizon(), size));
        }
        return (int) size;
    }

    /// What is done in one future.
    private ActionBatch actionsOf(ActionBatch actions, int future) {
        if (!branch()) {
            return actions;
        }
        ActionBatch own = ActionBatch.zeros(actions.candidates(), actions.horizon(), axes());
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            copyActions(actions, candidate, future, own, candidate);
        }
        return own;
    }

    private void copyActions(ActionBatch from, int candidate, int future, ActionBatch into, int place) {
        for (int step = 0; step < from.horizon(); step++) {
            int begin = from.index(candidate, step) + branchAt(step, future) * axes();
            System.arraycopy(from.values(), begin, into.values(), into.index(place, step), axes());
        }
    }

    /// Whose actions a future gets at a step.
    private int branchAt(int step, int future) {
        return branch() && step >= shared ? future : 0;
    }

    /// From one future's latents into all.
    private void spread(float[] one, float[] all, int future) {
        for (int row = 0; row < one.length / own(); row++) {
            System.arraycopy(one, row * own(), all, row * latentDimension() + future * own(), own());
        }
    }

    /// From all into one future's.
    private float[] gathered(float[] all, int future) {
        float[] one = new float[all.length / count()];
        for (int row = 0; row < one.length / own(); row++) {
            System.arraycopy(all, row * latentDimension() + future * own(), one, row * own(), own());
        }
        return one;
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        Object tape = rollout.tape() == this ? again(rollout) : rollout.tape();
        if (!(tape instanceof List<?> each) || each.size() != count()) {
            throw new IllegalArgumentException(
                    "The rollout was not imagined by these %d futures.\nMaybe it was imagined by another model, or its tape was dropped."
                            .formatted(count()));
        }
        if (latentGradients.length != rollout.latents().length) {
            throw new IllegalArgumentException(
                    "The gradients of all futures' latents need %d values, but have %d.\nMaybe they are of one future."
                            .formatted(rollout.latents().length, latentGradients.length));
        }
        float[] total = new float[rollout.actions().values().length];
        for (int future = 0; future < count(); future++) {
            float[] pulled = models.get(future).pullback((Rollout) each.get(future), gathered(latentGradients, future));
            addActions(rollout.actions(), pulled, total, future);
        }
        return total;
    }

    /// Adds gradients by one future's actions to those by what was planned.
    ///
    /// @param own   `[K, H, A]` of the future
    /// @param total as the planned actions are
    private void addActions(ActionBatch planned, float[] own, float[] total, int future) {
        for (int row = 0; row < own.length / axes(); row++) {
            int to = row * planned.dimension() + branchAt(row % planned.horizon(), future) * axes();
            for (int axis = 0; axis < axes(); axis++) {
                total[to + axis] += own[row * axes() + axis];
            }
        }
    }

    /// What happens in one future.
    ///
    /// @param rollout of these futures
    /// @param future  below `F`
    /// @return its own actions and latents, `[K, H, A]` and `[K, H + 1, D]`
    public Rollout of(Rollout rollout, int future) {
        Axes.bind("D", "latents of all futures", latentDimension())
                .and("D", "latents of the rollout", rollout.latentDimension());
        return new Rollout(actionsOf(rollout.actions(), future), own(), gathered(rollout.latents(), future), null);
    }

    /// What is told of the futures of each candidate, each asked about by itself; those that are the same, once.
    ///
    /// @param rollout of these futures
    /// @param asked   tells so many numbers of each candidate of a rollout, whatever others are beside it
    /// @return `[F][K * n]`, of each future `n` numbers for each candidate
    public float[][] each(Rollout rollout, Function<Rollout, float[]> asked) {
        int candidates = rollout.candidates();
        int[] which = new int[candidates * count()];
        List<Integer> places = new ArrayList<>();
        for (int candidate = 0; candidate < candidates; candidate++) {
            int begun = places.size();
            for (int future = 0; future < count(); future++) {
                int found = begun;
                while (found < places.size() && !isOne(rollout, candidate, places.get(found) % count(), future)) {
                    found++;
                }
                which[candidate * count() + future] = found;
                if (found == places.size()) {
                    places.add(candidate * count() + future);
                }
            }
        }
        float[] told = asked.apply(only(rollout, places));
        int per = told.length / places.size();
        float[][] each = new float[count()][candidates * per];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(told, which[i] * per, each[i % count()], i / count() * per, per);
        }
        return each;
    }

    /// Two futures that branch have actions of their own. Others that part seldom meet again: the end tells first.
    private boolean isOne(Rollout rollout, int candidate, int one, int other) {
        for (int time = rollout.horizon(); time >= 0 && !branch(); time--) {
            int begin = rollout.index(candidate, time);
            if (!isSame(rollout.latents(), begin + one * own(), rollout.latents(), begin + other * own())) {
                return false;
            }
        }
        return !branch();
    }

    /// @param places of the candidates' futures, counted candidate by candidate
    private Rollout only(Rollout rollout, List<Integer> places) {
        int horizon = rollout.horizon();
        float[] latents = new float[places.size() * (horizon + 1) * own()];
        ActionBatch actions = ActionBatch.zeros(places.size(), horizon, axes());
        for (int i = 0; i < places.size(); i++) {
            int candidate = places.get(i) / count();
            int future = places.get(i) % count();
            for (int time = 0; time <= horizon; time++) {
                int from = rollout.index(candidate, time) + future * own();
                System.arraycopy(rollout.latents(), from, latents, (i * (horizon + 1) + time) * own(), own());
            }
            copyActions(rollout.actions(), candidate, future, actions, i);
        }
        return new Rollout(actions, own(), latents, null);
    }

    /// What is planned for one future.
    ///
    /// @param planned for all of them, `[H, A]` or `[H, F * A]`
    /// @return `[H, A]`
    public ActionSequence of(ActionSequence planned, int future) {
        ActionBatch one = new ActionBatch(1, planned.horizon(), planned.dimension(), planned.values());
        return actionsOf(one, future).sequence(0);
    }

    /// Adds the derivatives of a scalar by what happens in one future, its actions as they are and not through its
    /// latents, to those by all.
    ///
    /// @param planned the actions of the rollout of all
    /// @param latents `[K, H + 1, D]`, of the future, added to
    /// @param actions `[K, H, A]`, of the future, added to
    /// @param into    latents and actions of all, in that order
    public void add(ActionBatch planned, int future, float[] latents, float[] actions, float[]... into) {
        for (int row = 0; row < latents.length / own(); row++) {
            for (int d = 0; d < own(); d++) {
                into[0][row * latentDimension() + future * own() + d] += latents[row * own() + d];
            }
        }
        addActions(planned, actions, into[1], future);
    }

    @Override
    public String toString() {
        return "Futures[%s]"
                .formatted(IntStream.range(0, count())
                        .mapToObj(i -> models.get(i).toString())
                        .toList());
    }
}
