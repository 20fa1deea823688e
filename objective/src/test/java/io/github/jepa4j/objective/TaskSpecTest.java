package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskSpecTest {

    private static final String WRITTEN = """
            name: to the left, and not through the middle
            reach:
              - {signal: dot.x, target: 12, scale: 5, from: 2}
            effort: 0.5
            limits:
              - {signal: dot.y, high: 56}
            zones:
              - {name: pit, x: dot.x, y: dot.y, centre: [32, 20], radius: 6}
            rates:
              - {signal: dot.x, most: 3}
            totals:
              - {signal: dot.y, most: 100, spent: 10}
            """;

    private static Readout readout(String name) {
        return switch (name) {
            case "dot.x" -> LinearReadout.exact(name, "px", new float[] {1, 0}, 0);
            case "dot.y" -> LinearReadout.exact(name, "px", new float[] {0, 1}, 0);
            default -> throw new IllegalArgumentException("There is no readout " + name);
        };
    }

    private static TaskSpec parse(String yaml) {
        return Configuration.parse(yaml, "task.yaml", TaskSpec.defaults());
    }

    @Test
    void aTaskIsReadFromAFileByTheNamesOfItsSignals() {
        Task task = parse(WRITTEN).task(TaskSpecTest::readout, null);
        assertThat(task.name()).isEqualTo("to the left, and not through the middle");
        assertThat(task.guardrails())
                .extracting(Guardrail::name)
                .containsExactly(
                        "dot.y at most 56.0", "change of dot.x at most 3.0", "pit", "total of dot.y at most 100.0");
        // One action of (1, 2) from (17, 0) to (22, 0): a gap of 10 px at time 1, which is the last that there is.
        Rollout rollout =
                new Rollout(new ActionBatch(1, 1, 2, new float[] {1, 2}), 2, new float[] {17, 0, 22, 0}, null);
        assertThat(task.objective().energy(rollout)).containsExactly(4 + 2.5f);
        assertThat(task.guardrails().get(2).margins(rollout)).containsExactly((float) (Math.hypot(10, 20) - 6));
    }

    @Test
    void whatIsWrittenComesBackAsItWas() {
        TaskSpec spec = parse(WRITTEN);
        assertThat(parse(Configuration.toYaml(spec))).isEqualTo(spec);
    }

    @Test
    void aGoalPictureIsOneObjectiveAmongOthers() {
        TaskSpec spec = parse("{name: home, goal: 2}");
        Task task = spec.task(TaskSpecTest::readout, new Latent(new float[] {3, 4}));
        assertThat(task.objective())
                .isEqualTo(WeightedSum.of(new WeightedSum.Term(2, GoalDistance.sum(new Latent(new float[] {3, 4})))));
        assertThat(parse("{goal: 2, over: last}")
                        .task(TaskSpecTest::readout, new Latent(new float[] {3, 4}))
                        .objective())
                .isEqualTo(WeightedSum.of(new WeightedSum.Term(2, GoalDistance.last(new Latent(new float[] {3, 4})))));
        assertThatThrownBy(() -> spec.task(TaskSpecTest::readout, null)).hasMessageContainingAll("home", "\nMaybe");
    }

    @Test
    void aPlaceIsTheLatentThatWouldBePerceivedThere() {
        TaskSpec spec = parse("{name: there, place: {x: -20}}");
        Latent seen = new Latent(new float[] {0.5f, 7});
        Counterfactual places = CounterfactualTest.counterfactual();
        Task task = spec.task(TaskSpecTest::readout, TaskSpecTest::readout, List.of(), places, seen);
        Latent there = new Latent(new float[] {-2, 7});
        assertThat(task.objective()).isEqualTo(WeightedSum.of(new WeightedSum.Term(1, GoalDistance.sum(there))));
        assertThatThrownBy(() -> spec.task(TaskSpecTest::readout, TaskSpecTest::readout, List.of(), places, null))
                .hasMessageContainingAll("no picture", "\nMaybe");
        assertThatThrownBy(() -> spec.task(TaskSpecTest::readout, seen))
                .hasMessageContainingAll("there", "x=-20", "\nMaybe", "goals");
    }

    @Test
    void guardrailsHoldInTheWorstOfAnEnsembleWhereTheTaskAsksForIt() {
        TaskSpec spec = parse("{effort: 1, limits: [{signal: dot.x, high: 5}], ensemble: true}");
        List<WorldModel> others = List.of(new Still());

        Task task = spec.task(TaskSpecTest::readout, TaskSpecTest::readout, others, null, null);

        var limit = new SignalLimit(readout("dot.x"), Float.NEGATIVE_INFINITY, 5);
        assertThat(task.guardrails()).containsExactly(new WorstCase(limit, others));
        assertThatThrownBy(() -> spec.task(TaskSpecTest::readout, null))
                .hasMessageContainingAll("ensemble of 0 models", "\nMaybe", "jepa4j ensemble");
        assertThatThrownBy(() -> parse("{name: bold, effort: 1, ensemble: true}")
                        .task(TaskSpecTest::readout, TaskSpecTest::readout, others, null, null))
                .hasMessageContainingAll("bold", "guardrails: none");
        assertThat(parse("{effort: 1, limits: [{signal: dot.x, high: 5}]}")
                        .task(TaskSpecTest::readout, TaskSpecTest::readout, others, null, null)
                        .guardrails())
                .containsExactly(limit);
    }

    /// A model in which nothing happens.
    private record Still() implements WorldModel {

        @Override
        public int latentDimension() {
            return 2;
        }

        @Override
        public int actionDimension() {
            return 2;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            return new Rollout(actions, 2, new float[actions.candidates() * (actions.horizon() + 1) * 2], null);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            return new float[rollout.actions().values().length];
        }
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingMoves() {
        assertThatThrownBy(() -> parse("{name: idle}").task(TaskSpecTest::readout, null))
                .hasMessageContainingAll("'idle' wants nothing", "\nMaybe");
        assertThatThrownBy(() -> parse("{reach: [{signal: dot.z}]}").task(TaskSpecTest::readout, null))
                .hasMessageContaining("dot.z");
        assertThatThrownBy(() -> parse("{limts: []}")).hasMessageContaining("limits");
        assertThatThrownBy(() -> parse("{effort: 1, limits: [{signal: dot.x, low: 5, high: 4}]}")
                        .task(TaskSpecTest::readout, null))
                .hasMessageContaining("5.0 and 4.0 px");
    }
}
