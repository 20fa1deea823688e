package io.github.jepa4j.examples;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.EpisodeLoop;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.nio.file.Path;

/// Plans one episode with a trained model, in pure Java: nothing here loads a native library. The wall and
/// the door are others than in the example of learning, and the model reads them off the picture.
///
/// You should see the distance to the goal fall, with a detour through the door, to below 4.5 pixels.
final class PlanWithTrainedModel {

    /// As far as the dot ever moved at once in what the model was trained on, px.
    private static final ActionSpace REACH = new ActionSpace.Ball(2, 1.8f);

    private PlanWithTrainedModel() {}

    static void main(String... arguments) throws IOException {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "models/two-rooms/model.safetensors");
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        TwoRooms rooms = new TwoRooms(LayoutChoice.RANDOM);
        Agent agent = Agent.of(JepaModel.load(file), REACH, new ImprovedCem());
        EpisodeLoop.run(agent, rooms, TwoRooms.STEPS_PER_EPISODE, new Seed(seed), (decision, seen) -> {
            if (decision.step() % 20 == 0) {
                System.out.printf(
                        "step %3d  energy %8.3f  distance %5.2f px%n",
                        decision.step(), decision.energy(), rooms.distanceToGoal());
            }
            return true;
        });
        System.out.printf("in the end           distance %5.2f px%n", rooms.distanceToGoal());
    }
}
