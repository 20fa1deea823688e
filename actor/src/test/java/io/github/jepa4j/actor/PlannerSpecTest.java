package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerSpecTest {

    @Test
    void everyNameMakesItsPlanner() {
        assertThat(PlannerSpec.names())
                .containsExactly("cem-reference", "mppi-reference", "cem", "mppi", "gradient", "hybrid");
        assertThat(PlannerSpec.names().stream()
                        .map(name -> PlannerSpec.of(name).planner().getClass()))
                .doesNotHaveDuplicates();
        assertThat(PlannerSpec.of("cem-reference").planner()).isInstanceOf(ReferenceCem.class);
        assertThat(PlannerSpec.of("hybrid").planner()).isInstanceOf(HybridPlanner.class);
    }

    @Test
    void parametersReachThePlanner() {
        Plan plan = plan(
                new PlannerSpec("cem", Map.of("iterations", 3.0, "candidates", 10.0, "decay", 1.0, "elites", 4.0)));
        assertThat(plan.diagnostics().iterations()).isEqualTo(3);
        assertThat(plan.diagnostics().rollouts()).isEqualTo(30);
        Plan hybrid = plan(new PlannerSpec("hybrid", Map.of("proposingIterations", 2.0, "iterations", 5.0)));
        assertThat(hybrid.diagnostics().iterations()).isEqualTo(7);
    }

    @Test
    void theEffectiveParametersIncludeTheDefaults() {
        assertThat(new PlannerSpec("mppi-reference", Map.of("candidates", 50.0)).effective())
                .containsEntry("candidates", 50.0)
                .containsEntry("rate", 0.005)
                .hasSize(5);
    }

    @Test
    void aMisspeltNameOrParameterIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> PlannerSpec.of("hybird")).hasMessageContaining("Maybe hybrid was meant");
        assertThatThrownBy(() -> new PlannerSpec("cem", Map.of("candidate", 5.0)))
                .hasMessageContaining("no parameter named candidate")
                .hasMessageContaining("Maybe candidates was meant");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new PlannerSpec("cem", Map.of("iterations", 2.5)).planner())
                .hasMessageContaining("iterations is 2.5; it must be a whole number");
        assertThatThrownBy(() -> new PlannerSpec("cem", Map.of("elites", 1000.0)).planner())
                .hasMessageContaining("number of elites is 1000 of 64");
        assertThatThrownBy(() -> new PlannerSpec("gradient", Map.of("stepLength", -1.0)).planner())
                .hasMessageContaining("step length is -1.0");
    }

    private static Plan plan(PlannerSpec spec) {
        Problem problem = new Problem(
                LinearModel.identity(2),
                new Latent(new float[2]),
                GoalDistance.sum(new Latent(new float[] {1, 2})),
                new ActionSpace.Ball(2, 1),
                ActionScale.identity(2),
                5);
        return spec.planner().plan(problem, Budget.unlimited(), new Seed(1));
    }
}
