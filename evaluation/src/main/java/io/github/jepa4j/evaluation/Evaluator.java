package io.github.jepa4j.evaluation;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.DoorOracle;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.RandomPolicy;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.StraightLinePolicy;
import io.github.jepa4j.worlds.SuccessRule;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Plays episodes of Two Rooms and counts. Every episode has a seed of its own, split from the protocol's
/// by its number, so that what happens in it does not depend on the number of threads (only seconds do).
///
/// Interrupting the calling thread ends the evaluation early: the episodes played to the end are kept, and
/// the floors are those of the same tasks. With [#keeping], episodes outlive the process as well.
///
/// Protocol: EB-JEPA (arXiv 2602.03604), evaluation of planning: a fixed number of steps, no early stop.
/// Differs from it: any number of tasks, and the floors played beside.
public final class Evaluator {

    private static final double NANOS = 1e-9;

    private final Protocol protocol;
    private final LongSupplier clock;
    private final @Nullable EvaluationJournal journal;

    /// An evaluator.
    ///
    /// @param protocol how to evaluate: its steps, seed and threads are obeyed, the rest is noted
    /// @param clock    nanoseconds, monotone, such as `System::nanoTime`; for the seconds reported, nothing
    ///     else
    public Evaluator(Protocol protocol, LongSupplier clock) {
        this(protocol, clock, null);
    }

    private Evaluator(Protocol protocol, LongSupplier clock, @Nullable EvaluationJournal journal) {
        this.protocol = protocol;
        this.clock = clock;
        this.journal = journal;
    }

    /// The same, which keeps every episode as it ends, and does not play those that are kept already.
    ///
    /// @param kept opened for the same protocol
    public Evaluator keeping(EvaluationJournal kept) {
        return new Evaluator(protocol, clock, kept);
    }

    /// So many fresh tasks. The same seed gives the same tasks, and more of them begin with the same ones.
    public static List<TwoRoomsTask> freshTasks(LayoutChoice layouts, int count, Seed seed) {
        List<TwoRoomsTask> tasks = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            tasks.add(TwoRoomsTask.random(layouts, seed.split("task").split(index)));
        }
        return tasks;
    }

    /// Plays one episode per task, then the floors on the same tasks.
    ///
    /// @param tasks      as many as the protocol says
    /// @param contenders who acts
    /// @param cost       the arithmetic behind the counts of effort
    /// @param progress   is told of every episode
    /// @throws IllegalArgumentException when the contender does not fit the world, before the first step
    public Evaluation evaluate(List<TwoRoomsTask> tasks, Contender.Factory contenders, Cost cost, Progress progress) {
        if (tasks.size() != protocol.episodes()) {
            throw new IllegalArgumentException(
                    "There are %d tasks, but the protocol says %d episodes; it needs one task per episode.\nMaybe the protocol was made for another set of tasks."
                            .formatted(tasks.size(), protocol.episodes()));
        }
        long begun = clock.getAsLong();
        refuseMisfits(tasks, contenders);
        double before = journal == null ? 0 : journal.seconds();
        List<EpisodeResult> episodes =
                play(tasks, contenders, progress, () -> before + (clock.getAsLong() - begun) * NANOS);
        List<TwoRoomsTask> played = episodes.stream().map(EpisodeResult::task).toList();
        List<Floor> floors = floors(played);
        return new Evaluation(protocol, episodes, floors, cost, before + (clock.getAsLong() - begun) * NANOS);
    }

    /// How the policies that need no learning do on these tasks: random actions, two straight lines, and
    /// the oracle that knows the door.
    public List<Floor> floors(List<TwoRoomsTask> tasks) {
        Map<String, ScriptedPolicy<TwoRooms>> policies = new LinkedHashMap<>();
        policies.put("random, std 1", new RandomPolicy(1));
        policies.put("straight line, step 1", new StraightLinePolicy(1));
        policies.put("straight line, step 2.45", new StraightLinePolicy(TwoRooms.LIMIT));
        policies.put("door oracle, step 1", new DoorOracle(1));
        List<Floor> floors = new ArrayList<>();
        policies.forEach((name, policy) -> {
            Contender.Factory contenders = Contender.Factory.of(policy);
            Seed seed = new Seed(protocol.seed()).split("floor");
            List<EpisodeResult> episodes = new ArrayList<>();
            for (int index = 0; index < tasks.size(); index++) {
                Match match = new Match(tasks.get(index), contenders, protocol.steps(), clock);
                EpisodeResult episode = match.play(seed.split(index), () -> false);
                if (episode != null) {
                    episodes.add(episode);
                }
            }
            floors.add(new Floor(
                    name,
                    Evaluation.rate(episodes, SuccessRule.FINAL),
                    Evaluation.rate(episodes, SuccessRule.EVER),
                    episodes.stream()
                            .mapToDouble(EpisodeResult::finalDistance)
                            .average()
                            .orElse(Double.NaN)));
        });
        return floors;
    }

    /// All randomness of one of an evaluation's episodes: what its world is reset with.
    ///
    /// @param seed the protocol's
    public static Seed episodeSeed(long seed, int index) {
        return new Seed(seed).split("episode").split(index);
    }

    /// The randomness of whoever acts in an episode.
    public static Seed contenderSeed(Seed episode) {
        return episode.split("contender");
    }

    /// Begins the first episode and does nothing in it.
    private void refuseMisfits(List<TwoRoomsTask> tasks, Contender.Factory contenders) {
        if (!tasks.isEmpty()) {
            TwoRooms world = new TwoRooms(tasks.getFirst());
            Seed seed = episodeSeed(protocol.seed(), 0);
            contenders.begin(world, world.reset(seed), contenderSeed(seed));
        }
    }

    private List<EpisodeResult> play(
            List<TwoRoomsTask> tasks, Contender.Factory contenders, Progress progress, DoubleSupplier seconds) {
        Tournament tournament = new Tournament(tasks.size(), progress);
        if (journal != null) {
            journal.kept().forEach((number, entry) -> tournament.know(number, entry.result()));
            tournament.tell((result, number) -> journal.add(number, seconds.getAsDouble(), result));
        }
        tournament.run(protocol.threads(), (index, stopped) -> {
            Match match = new Match(tasks.get(index), contenders, protocol.steps(), clock);
            return match.play(episodeSeed(protocol.seed(), index), stopped);
        });
        return tournament.results();
    }
}
