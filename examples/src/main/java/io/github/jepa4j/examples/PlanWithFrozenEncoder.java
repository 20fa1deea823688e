package io.github.jepa4j.examples;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.data.Collector;
import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.learning.PredictorConfig;
import io.github.jepa4j.learning.PredictorTrainer;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.perception.ViewingEncoder;
import io.github.jepa4j.pretraining.PublicModel;
import io.github.jepa4j.pretraining.PublicWeights;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// Sees two rooms with public weights, which learn nothing, learns what actions change in what they see, and
/// plans to a goal picture. Arguments: the weights, the side in pixels that they are to see, how many episodes,
/// and settings of the training.
final class PlanWithFrozenEncoder {

    static void main(String... arguments) throws Exception {
        Seed seed = new Seed(1);
        int side = Integer.parseInt(arguments[1]);
        Engine.open();
        var weights = PublicModel.of(PublicWeights.open(Path.of(arguments[0]), side, 0, 0));
        var eyes = new ViewingEncoder(weights, rooms -> new PictureSize(side, side).fit(inColour(rooms)));

        int count = Integer.parseInt(arguments[2]);
        var walks = new TwoRoomsTrajectories(LayoutChoice.FIXED);
        var config = PredictorConfig.defaults().with(Arrays.copyOfRange(arguments, 3, arguments.length));
        try (var episodes = Collector.onAllCores().collect(Path.of("runs/episodes"), count, seed, walks::episode)) {
            var model = new PredictorTrainer(eyes, episodes, config, seed).train(Path.of("runs/frozen"));
            var agent = Agent.builder()
                    .model(model)
                    .actionSpace(new ActionSpace.Ball(2, 1.8f))
                    .planner(new ImprovedCem())
                    .config(new Agent.Config(2 * config.unrolled(), 1, true, Duration.ZERO))
                    .build();
            var rooms = new TwoRooms(LayoutChoice.FIXED);
            var seen = rooms.reset(seed);
            agent.begin(rooms.goal(), TwoRooms.STEPS_PER_EPISODE, seed);
            System.out.println(agent.decide(seen).action());
        }
    }

    /// The dot red and blue, the walls green: public weights see three channels.
    private static Pixels inColour(Pixels rooms) {
        int area = rooms.rows() * rooms.columns();
        byte[] colours = Arrays.copyOf(rooms.values(), 3 * area);
        System.arraycopy(rooms.values(), 0, colours, 2 * area, area);
        return new Pixels(3, rooms.rows(), rooms.columns(), colours);
    }
}
