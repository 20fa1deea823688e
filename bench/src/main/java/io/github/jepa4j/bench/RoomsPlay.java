package io.github.jepa4j.bench;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Configurator;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.agent.Directive;
import io.github.jepa4j.agent.Setup;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worlds.DoorOracle;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.StraightLinePolicy;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Plays one episode of a new task, and judges it by the true positions.
///
/// @param model          frozen
/// @param readouts       where the dot is
/// @param counterfactual what would be perceived if it were elsewhere
/// @param setting        planner and loop
/// @param effort         of the task that wants little
record RoomsPlay(
        JepaModel model, Readouts readouts, Counterfactual counterfactual, PlannerSetting setting, EffortWish effort) {

    private static final double STEP = 1.8;

    private static final double SHARE_OF_EFFORT = 0.5;

    /// How an episode went.
    ///
    /// @param reached     the goal: after the last step or, with a chaser, at any
    /// @param kept        what else the task says
    /// @param effort      the squares of the actions, added up, in px^2
    /// @param plans       made
    /// @param unsafePlans of these, how many ended with *no safe plan*
    record Result(boolean reached, boolean kept, double effort, int plans, int unsafePlans) {

        boolean solved() {
            return reached && kept;
        }
    }

    /// Decides in an episode.
    private interface Actor {
        @Nullable
        Decision decide(Pixels seen, TwoRooms rooms);

        Action act(Pixels seen, TwoRooms rooms, @Nullable Decision decision);
    }

    Result ours(NewTask kind, TwoRoomsTask task, Seed seed) {
        Hazard hazard = hazard(kind, task, seed);
        Result result = play(kind, task, seed, hazard, planning(kind, task, seed, hazard));
        if (kind != NewTask.EFFORT) {
            return result;
        }
        Result unasked = play(NewTask.GOAL, task, seed, null, planning(NewTask.GOAL, task, seed, null));
        boolean little = result.effort() <= SHARE_OF_EFFORT * unasked.effort();
        return new Result(result.reached(), little, result.effort(), result.plans(), result.unsafePlans());
    }

    Result straight(NewTask kind, TwoRoomsTask task, Seed seed) {
        return play(kind, task, seed, hazard(kind, task, seed), scripted(new StraightLinePolicy(STEP), seed));
    }

    Result oracle(NewTask kind, TwoRoomsTask task, Seed seed) {
        return play(kind, task, seed, hazard(kind, task, seed), scripted(new DoorOracle(STEP), seed));
    }

    private static @Nullable Hazard hazard(NewTask kind, TwoRoomsTask task, Seed seed) {
        return switch (kind) {
            case CHASER -> Hazard.chaser(task, seed.split("chaser").generator());
            case ZONE -> Hazard.zone(task);
            case GOAL, POSITION, EFFORT -> null;
        };
    }

    private static Actor scripted(ScriptedPolicy<TwoRooms> policy, Seed seed) {
        RandomGenerator random = seed.split("scripted").generator();
        return new Actor() {
            @Override
            public @Nullable Decision decide(Pixels seen, TwoRooms rooms) {
                return null;
            }

            @Override
            public Action act(Pixels seen, TwoRooms rooms, @Nullable Decision decision) {
                return policy.act(rooms, random);
            }
        };
    }

    private Actor planning(NewTask kind, TwoRoomsTask task, Seed seed, @Nullable Hazard hazard) {
        TwoRooms pictured = new TwoRooms(task);
        Pixels seen = pictured.reset(seed.split("world"));
        Latent goal = model.encoder().encode(pictured.goal());
        Configurator configurator = situation -> {
            Task now = Task.of(kind.words(), wanted(kind, task, situation.now(), goal));
            if (hazard != null) {
                Position dot = dot(situation.now());
                Disc disc = new Disc(x(), y(), hazard.forecast(dot, setting.horizon()), (float) Hazard.RADIUS);
                now = now.within(new NoGoDisc(kind.words(), disc));
            }
            return Directive.Pursue.of(new Setup(now, setting.spec().planner(), setting.loop()));
        };
        Agent agent = Agent.builder()
                .model(model)
                .actionSpace(setting.actionSpace())
                .configurator(configurator)
                .build();
        Task first = Task.of(kind.words(), wanted(kind, task, model.encoder().encode(seen), goal));
        agent.begin(first, TwoRooms.STEPS_PER_EPISODE, seed.split("agent"));
        return new Actor() {
            @Override
            public Decision decide(Pixels seen, TwoRooms rooms) {
                return agent.decide(seen);
            }

            @Override
            public Action act(Pixels seen, TwoRooms rooms, @Nullable Decision decision) {
                return Objects.requireNonNull(decision).action();
            }
        };
    }

    private Objective wanted(NewTask kind, TwoRoomsTask task, Latent now, Latent goal) {
        Objective near = GoalDistance.sum(goal);
        return switch (kind) {
            case GOAL, CHASER, ZONE -> near;
            case POSITION -> GoalDistance.sum(counterfactual.latent(now, place(task.goal())));
            case EFFORT -> effort.objective(now, goal);
        };
    }

    private static Map<String, Float> place(Position position) {
        return Map.of("dot.x", (float) position.x(), "dot.y", (float) position.y());
    }

    private Readout x() {
        return readouts.readout("dot.x");
    }

    private Readout y() {
        return readouts.readout("dot.y");
    }

    /// Where the agent believes the dot to be.
    private Position dot(Latent now) {
        var still = ActionBatch.zeros(1, 1, Rooms.ACTIONS);
        float[] latents = new float[2 * now.dimension()];
        System.arraycopy(now.values(), 0, latents, 0, now.dimension());
        System.arraycopy(now.values(), 0, latents, now.dimension(), now.dimension());
        var rollout = new Rollout(still, now.dimension(), latents, null);
        return new Position(x().read(rollout)[0], y().read(rollout)[0]);
    }

    private static Result play(NewTask kind, TwoRoomsTask task, Seed seed, @Nullable Hazard hazard, Actor actor) {
        TwoRooms rooms = new TwoRooms(task);
        Pixels seen = rooms.reset(seed.split("world"));
        boolean kept = true;
        boolean ever = false;
        double effort = 0;
        int plans = 0;
        int unsafe = 0;
        for (int step = 0; step < TwoRooms.STEPS_PER_EPISODE && !(ever && kind == NewTask.CHASER); step++) {
            Decision decision = actor.decide(seen, rooms);
            plans += decision != null && decision.planned() ? 1 : 0;
            unsafe += decision != null
                            && decision.planned()
                            && !decision.outcome().safe()
                    ? 1
                    : 0;
            Action action = actor.act(seen, rooms, decision);
            effort += Math.pow(action.values()[0], 2) + Math.pow(action.values()[1], 2);
            seen = rooms.step(action);
            if (hazard != null) {
                hazard.chase(rooms.position());
                kept &= hazard.margin(rooms.position()) >= 0;
            }
            ever |= DimRoomsPlay.isThere(rooms.distanceToGoal());
        }
        boolean there = DimRoomsPlay.isThere(rooms.distanceToGoal());
        return new Result(kind == NewTask.CHASER ? ever : there, kept, effort, plans, unsafe);
    }
}
