package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanWithTrainedModelTest {

    private static final Path MODEL = Sources.ROOT.resolve("models/two-rooms/model.safetensors");

    /// As far as the dot ever moved at once in what the model was trained on, px.
    private static final ActionSpace REACH = new ActionSpace.Ball(2, 1.8f);

    @Test
    void theModelOfTheRepositoryWinsAnEpisodeBehindAWallItHasNeverSeen() throws IOException {
        assumeTrue(Files.exists(MODEL), () -> MODEL + " is not in the repository yet");
        TwoRooms rooms = new TwoRooms(LayoutChoice.RANDOM);
        Agent agent = Agent.of(JepaModel.load(MODEL), REACH, new ImprovedCem());
        EpisodeLoop.run(agent, rooms, TwoRooms.STEPS_PER_EPISODE, new Seed(1), EpisodeLoop.Observer.none());
        assertThat(rooms.distanceToGoal()).isLessThan(SuccessRule.FINAL_DISTANCE);
    }
}
