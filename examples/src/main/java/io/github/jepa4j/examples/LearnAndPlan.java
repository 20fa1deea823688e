package io.github.jepa4j.examples;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.data.Collector;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.nio.file.Path;

final class LearnAndPlan {
    static void main(String... settings) throws Exception {
        var seed = new Seed(1);
        var walks = new TwoRoomsTrajectories(LayoutChoice.FIXED);
        try (var episodes = Collector.onAllCores().collect(Path.of("runs/episodes"), 1000, seed, walks::episode)) {
            var training = new JepaTrainer(episodes, JepaConfig.compact().with(settings), seed);
            var rooms = new TwoRooms(LayoutChoice.FIXED);
            var agent = Agent.of(training.train(Path.of("runs/first")), new ActionSpace.Ball(2, 1.8f));
            var seen = rooms.reset(seed);
            agent.begin(rooms.goal(), TwoRooms.STEPS_PER_EPISODE, seed);
            System.out.println(agent.decide(seen).action());
        }
    }
}
