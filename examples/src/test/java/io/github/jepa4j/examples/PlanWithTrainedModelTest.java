package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.EpisodeLoop;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.SuccessRule;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanWithTrainedModelTest {

    private static final Path MODEL = Sources.ROOT.resolve("models/two-rooms/model.safetensors");

    /// As far as the dot ever moved at once in what the model was trained on, px.
    private static final ActionSpace REACH = new ActionSpace.Ball(2, 1.8f);

    @Test
    void theModelOfTheRepositoryWinsBehindWallsItHasNeverSeen() throws IOException {
        JepaModel model = JepaModel.load(MODEL);

        long won = LongStream.rangeClosed(1, 5)
                .filter(task -> finalDistance(model, new Seed(task)) < SuccessRule.FINAL_DISTANCE)
                .count();

        // Walking straight at the goal wins two of five; 0.97 of all tasks are won, so that four of these surely are.
        assertThat(won).isGreaterThanOrEqualTo(4);
    }

    private static double finalDistance(JepaModel model, Seed task) {
        TwoRooms rooms = new TwoRooms(LayoutChoice.RANDOM);
        Agent agent = Agent.of(model, REACH, new ImprovedCem());
        EpisodeLoop.run(agent, rooms, TwoRooms.STEPS_PER_EPISODE, task, EpisodeLoop.Observer.none());
        return rooms.distanceToGoal();
    }
}
