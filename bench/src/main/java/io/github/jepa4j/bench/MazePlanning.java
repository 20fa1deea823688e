package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whoever plans in a maze, again and again.
///
/// @param learned    perceives
/// @param setting    its loop
/// @param planner    plans
/// @param model      imagines
/// @param wanted     from the world, of which only the goal may be looked at, and where it is for oracles
/// @param guardrails of every plan
/// @param told       gets every plan
record MazePlanning(
        LearnedMaze learned,
        PlannerSetting setting,
        Planner planner,
        WorldModel model,
        Function<OgBenchPointMaze, Objective> wanted,
        List<Guardrail> guardrails,
        Consumer<Plan> told)
        implements MazePlay.Players {

    /// By the learned model, to the place that is the goal, without guardrails.
    static MazePlanning of(LearnedMaze learned, PlannerSetting setting, Planner planner) {
        return new MazePlanning(
                learned,
                setting,
                planner,
                learned.model().worldModel(),
                world -> learned.at(world.goal().values()[0], world.goal().values()[1]),
                List.of(),
                _ -> {});
    }

    MazePlanning wanting(Function<OgBenchPointMaze, Objective> other) {
        return new MazePlanning(learned, setting, planner, model, other, guardrails, told);
    }

    MazePlanning by(WorldModel other) {
        return new MazePlanning(learned, setting, planner, other, wanted, guardrails, told);
    }

    MazePlanning guarded(List<Guardrail> others, Consumer<Plan> listener) {
        return new MazePlanning(learned, setting, planner, model, wanted, others, listener);
    }

    @Override
    public MazePlay.Player of(Seed seed, List<Long> nanos) {
        return new Playing(seed, nanos);
    }

    /// Plans every few steps, from what is left of the plan before.
    private final class Playing implements MazePlay.Player {

        private final Seed seed;
        private final List<Long> nanos;
        private @Nullable Plan plan;
        private int done;

        Playing(Seed seed, List<Long> nanos) {
            this.seed = seed;
            this.nanos = nanos;
        }

        @Override
        public Action act(OgBenchPointMaze world, Signals seen, int step) {
            if (step % setting.replan() == 0) {
                long begun = System.nanoTime();
                Problem problem = new Problem(
                        model,
                        learned.model().encoder().encode(seen),
                        wanted.apply(world),
                        guardrails,
                        world.actionSpace(),
                        learned.model().actionScale(),
                        setting.horizon());
                Seed own = seed.split(step);
                Plan found = plan == null
                        ? planner.plan(problem, Budget.unlimited(), own)
                        : planner.replan(problem, plan, done, Budget.unlimited(), own);
                nanos.add(System.nanoTime() - begun);
                told.accept(found);
                plan = found;
                done = 0;
            }
            ActionSequence actions = Objects.requireNonNull(plan).actions();
            return learned.model().actionScale().denormalise(actions.action(done++));
        }
    }
}
