package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.AgentBuilder;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.memory.Memory;
import io.github.jepa4j.memory.Recollection;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes to places of one house, again and again, from wherever it is put; with and without a look at what
/// it did before.
///
/// @param model  frozen
/// @param places that it goes to, each a task with a name of its own
record RetrievalPlay(JepaModel model, List<Position> places) {

    /// Where a plan begins.
    ///
    /// @param memory    looked at; null for none
    /// @param proposals taken from it
    /// @param warm      whether also at what is left of the plan before
    record Start(@Nullable Memory memory, int proposals, boolean warm) {}

    /// How an episode went.
    ///
    /// @param there       after the last step
    /// @param arrival     the first step after which it was there; all of them where it never was
    /// @param firstEnergy of the first plan
    /// @param millis      of planning, recalling included, for each plan
    /// @param imagined    steps of candidates, of all plans
    record Result(boolean there, int arrival, double firstEnergy, double[] millis, long imagined) {}

    private static final double MILLI = 1e-6;

    /// Places drawn like the goals of evaluations.
    static List<Position> places(int count, Seed seed) {
        List<Position> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(TwoRoomsTask.random(LayoutChoice.FIXED, seed.split(i)).goal());
        }
        return places;
    }

    /// From somewhere in the other room to a place.
    TwoRoomsTask task(int place, Seed seed) {
        Position goal = places.get(place);
        boolean left = goal.x() < Layout.FIXED.wall();
        for (int attempt = 0; ; attempt++) {
            Position start =
                    TwoRoomsTask.random(LayoutChoice.FIXED, seed.split(attempt)).start();
            if (start.x() < Layout.FIXED.wall() != left) {
                return new TwoRoomsTask(Layout.FIXED, start, goal);
            }
        }
    }

    /// An episode that is remembered, with its success.
    void live(int place, Memory memory, PlannerSetting setting, Seed seed) {
        Agent agent = agent(setting, setting.warm(), setting.spec().planner())
                .memory(memory, InstantSource.system())
                .build();
        agent.conclude(play(agent, place, setting.horizon(), seed).there() ? 1 : 0);
    }

    /// An episode that is not.
    Result again(int place, Start start, PlannerSetting setting, Seed seed) {
        Planner planner = setting.spec().planner();
        Memory memory = start.memory();
        if (memory != null) {
            Recollection recollection = new Recollection(memory, setting.horizon());
            planner = new ProposalPlanner(
                    planner, (problem, _) -> recollection.proposals(problem.now(), name(place), start.proposals()));
        }
        return play(agent(setting, start.warm(), planner).build(), place, setting.horizon(), seed);
    }

    private AgentBuilder agent(PlannerSetting setting, boolean warm, Planner planner) {
        Agent.Config loop = setting.loop();
        return Agent.builder()
                .model(model)
                .actionSpace(setting.actionSpace())
                .planner(planner)
                .config(new Agent.Config(loop.horizon(), loop.replanInterval(), warm, Duration.ZERO))
                .clock(System::nanoTime);
    }

    private static String name(int place) {
        return "go to place " + place;
    }

    private Result play(Agent agent, int place, int horizon, Seed seed) {
        TwoRooms rooms = new TwoRooms(task(place, seed.split("task")));
        Pixels seen = rooms.reset(seed.split("world"));
        agent.begin(
                Task.of(name(place), GoalDistance.sum(model.encoder().encode(rooms.goal()))),
                TwoRooms.STEPS_PER_EPISODE,
                seed.split("agent"));
        List<Double> millis = new ArrayList<>();
        long imagined = 0;
        double firstEnergy = Double.NaN;
        int arrival = TwoRooms.STEPS_PER_EPISODE;
        for (int step = 1; step <= TwoRooms.STEPS_PER_EPISODE; step++) {
            Decision decision = agent.decide(seen);
            if (decision.planned() && decision.plan() != null) {
                millis.add(decision.planNanos() * MILLI);
                imagined += decision.plan().diagnostics().imaginedSteps();
                firstEnergy = step == 1 ? decision.energy() / horizon : firstEnergy;
            }
            seen = rooms.step(decision.action());
            arrival = DimRoomsPlay.isThere(rooms.distanceToGoal()) ? Math.min(arrival, step) : arrival;
        }
        double[] each = millis.stream().mapToDouble(Double::doubleValue).toArray();
        return new Result(DimRoomsPlay.isThere(rooms.distanceToGoal()), arrival, firstEnergy, each, imagined);
    }
}
