package io.github.jepa4j.bench;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Configurator;
import io.github.jepa4j.agent.Directive;
import io.github.jepa4j.agent.Setup;
import io.github.jepa4j.memory.RecentViews;
import io.github.jepa4j.memory.RememberingEncoder;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.DimRooms;
import io.github.jepa4j.worlds.SuccessRule;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsRenderer;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Plays one episode in rooms of which one is seen at a time: go to the mark that was seen once.
///
/// @param model   of whole rooms, frozen
/// @param setting planner and loop
/// @param views   how many the memory holds where it is on
record DimRoomsPlay(JepaModel model, PlannerSetting setting, int views) {

    private static final int WALLS = 1;

    /// What is remembered.
    enum Remembered {
        /// The views of the episode.
        ALL("memory on"),
        /// The view with the mark; of the rooms what is seen now.
        MARK("only the first view, not completed"),
        /// What is seen now.
        NOTHING("memory off");

        private final String words;

        Remembered(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// @return how far from the mark it ended, in px
    double ours(Remembered remembered, TwoRoomsTask task, Seed seed) {
        DimRooms rooms = new DimRooms(new TwoRooms(task));
        Pixels seen = rooms.reset(seed.split("world"));
        RecentViews recent = new RecentViews(remembered == Remembered.ALL ? views : 1, WALLS);
        Optional<Pixels> first = remembered == Remembered.MARK ? Optional.of(seen) : Optional.empty();
        Configurator toTheMark = _ -> {
            Pixels goal = goal(recent, first);
            Task there = Task.of("the mark", GoalDistance.sum(model.encoder().encode(goal)));
            return Directive.Pursue.of(new Setup(there, setting.spec().planner(), setting.loop()));
        };
        Agent agent = Agent.builder()
                .model(model)
                .encoder(new RememberingEncoder(model.encoder(), recent))
                .actionSpace(setting.actionSpace())
                .configurator(toTheMark)
                .build();
        Task unknown = Task.of("the mark", GoalDistance.sum(model.encoder().encode(dark())));
        agent.begin(unknown, TwoRooms.STEPS_PER_EPISODE, seed.split("agent"));
        for (int step = 0; step < TwoRooms.STEPS_PER_EPISODE; step++) {
            seen = rooms.step(agent.decide(seen).action());
        }
        return rooms.distanceToGoal();
    }

    /// Wanders.
    double random(TwoRoomsTask task, Seed seed) {
        DimRooms rooms = new DimRooms(new TwoRooms(task));
        rooms.reset(seed.split("world"));
        RandomGenerator random = seed.split("random").generator();
        for (int step = 0; step < TwoRooms.STEPS_PER_EPISODE; step++) {
            rooms.step(new Action(random.nextFloat(-1.8f, 1.8f), random.nextFloat(-1.8f, 1.8f)));
        }
        return rooms.distanceToGoal();
    }

    static boolean isThere(double distance) {
        return distance < SuccessRule.FINAL_DISTANCE;
    }

    /// The walls as they are known, and the mark where the oldest view showed it.
    private static Pixels goal(RecentViews recent, Optional<Pixels> first) {
        Pixels marked = first.orElseGet(recent::oldest);
        Pixels known = first.isPresent() ? marked : recent.known();
        int plane = known.rows() * known.columns();
        byte[] values = new byte[TwoRoomsRenderer.CHANNELS * plane];
        System.arraycopy(marked.values(), 0, values, 0, plane);
        System.arraycopy(known.values(), plane, values, plane, plane);
        return new Pixels(TwoRoomsRenderer.CHANNELS, known.rows(), known.columns(), values);
    }

    private static Pixels dark() {
        return new Pixels(
                TwoRoomsRenderer.CHANNELS, Rooms.SIDE, Rooms.SIDE, new byte[Rooms.CHANNELS * Rooms.SIDE * Rooms.SIDE]);
    }
}
