package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// An agent that always plans to walk right, and says that it imagined a hundred steps for it.
class AgentContenderTest {

    private static final double EXACT = 1e-9;

    @Test
    void anAgentsEffortIsReadOffItsDecisions() {
        Evaluation evaluation = evaluate(65);

        Effort effort = evaluation.episodes().getFirst().effort();
        assertThat(effort.plans()).as("at steps 0, 4 and 8 of 10").isEqualTo(3);
        assertThat(effort.imaginedSteps()).isEqualTo(300);
        assertThat(effort.pullbackSteps()).isEqualTo(30);
        assertThat(effort.encodedFrames()).as("the goal and one per plan").isEqualTo(4);
        assertThat(effort.outcomes()).isEqualTo(Map.of("planned", 3L));
        assertThat(effort.planningSeconds()).as("a tick each").isCloseTo(3, within(EXACT));
        assertThat(evaluation.episodes().getFirst().path().getLast().x())
                .isGreaterThan(TwoRoomsTask.canonical().getFirst().start().x());
    }

    @Test
    void anEncoderForOtherPicturesIsRefusedBeforeTheFirstStep() {
        assertThatIllegalArgumentException().isThrownBy(() -> evaluate(64)).withMessageContaining("Pixels[2, 65, 65]");
    }

    private static Evaluation evaluate(int rows) {
        AtomicLong ticks = new AtomicLong();
        Contender.Factory agents = AgentContender.factory(
                () -> Agent.builder()
                        .encoder(new Blind(rows))
                        .worldModel(new Standstill())
                        .actionSpace(new io.github.jepa4j.world.ActionSpace.Ball(2, 2.45f))
                        .planner(rightward())
                        .config(new Agent.Config(6, 4, false, Duration.ZERO))
                        .clock(() -> ticks.addAndGet(1_000_000_000))
                        .build(),
                10);
        return new Evaluator(Samples.protocol(1, 10, 1), () -> 0)
                .evaluate(TwoRoomsTask.canonical().subList(0, 1), agents, Cost.UNKNOWN, Progress.NONE);
    }

    private static Planner rightward() {
        return (problem, warmStart, budget, seed) -> {
            float[] values = new float[problem.horizon() * 2];
            for (int step = 0; step < problem.horizon(); step++) {
                values[2 * step] = 1;
            }
            ActionSequence actions = new ActionSequence(problem.horizon(), 2, values);
            ActionBatch batch = new ActionBatch(1, problem.horizon(), 2, values);
            Plan.Diagnostics diagnostics =
                    new Plan.Diagnostics(1, 1, 100, 10, 0, 0, List.of(0f), List.of(0f), List.of(actions));
            Rollout future = problem.model().imagine(problem.now(), batch);
            return new Plan(actions, 0, List.of(), List.of(), future, new Outcome.Planned(), diagnostics);
        };
    }

    private record Blind(int rows) implements Encoder {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public Latent encode(Observation observation) {
            if (!(observation instanceof Pixels pixels) || pixels.rows() != rows) {
                throw new IllegalArgumentException("The encoder wants %d rows, not %s.\nMaybe it is of another world."
                        .formatted(rows, observation));
            }
            return new Latent(new float[1]);
        }
    }

    private record Standstill() implements WorldModel {
        @Override
        public int latentDimension() {
            return 1;
        }

        @Override
        public int actionDimension() {
            return 2;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            return new Rollout(actions, 1, new float[actions.candidates() * (actions.horizon() + 1)], null);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            throw new UnsupportedOperationException("not needed here");
        }
    }
}
