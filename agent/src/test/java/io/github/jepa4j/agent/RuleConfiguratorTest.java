package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.actor.GradientPlanner;
import io.github.jepa4j.actor.HybridPlanner;
import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Directive.FallBack;
import io.github.jepa4j.agent.Directive.Pursue;
import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.memory.RecentMoments;
import io.github.jepa4j.objective.Effort;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleConfiguratorTest {

    /// Rules as a file of settings has them.
    ///
    /// @param rules in order
    public record Written(List<Rule> rules) {}

    private static final String RULES = """
            rules:
              - when: {surpriseAbove: 0.3}
                then: {horizon: 20, planner: hybrid, afresh: true}
              - when: {signal: temperature, above: 138}
                then: {task: cool down}
              - when: {stepsLeftBelow: 10}
                then: {planner: gradient, planTime: 50ms}
              - when: {surpriseAbove: 5}
                then: {fallBack: the plant does not do what its model foresees}
            """;

    private static final SignalSpace PLANT = SignalSpace.of(new Signal("temperature", "°C", 0, 200));
    private static final Setup START = new Setup(
            Task.of("produce", new Effort()), new ImprovedCem(), new Agent.Config(60, 30, true, Duration.ZERO));

    private static RuleConfigurator configurator(String rules) {
        Map<String, Task> tasks = Map.of("cool down", Task.of("cool down", new Effort()));
        List<Rule> read =
                Configuration.parse(rules, "rules.yaml", new Written(List.of())).rules();
        return new RuleConfigurator(START, tasks, PLANT, read);
    }

    private static Situation situation(int step, int left, float temperature, double surprise) {
        return new Situation(step, left, new Signals(new float[] {temperature}), new Latent(new float[2]), surprise);
    }

    @Test
    void whereNoRuleHoldsTheSetupIsAsItWas() {
        assertThat(configurator(RULES).configure(situation(0, 50, 100, Double.NaN)))
                .isEqualTo(new Pursue(START, false));
    }

    @Test
    void rulesThatHoldChangeTheSetupInOrder() {
        Pursue pursue = (Pursue) configurator(RULES).configure(situation(3, 5, 100, 0.5));
        assertThat(pursue.afresh()).isTrue();
        assertThat(pursue.setup().planner()).as("the later rule").isInstanceOf(GradientPlanner.class);
        assertThat(pursue.setup().loop()).isEqualTo(new Agent.Config(20, 20, true, Duration.ofMillis(50)));
        Pursue earlier = (Pursue) configurator(RULES).configure(situation(3, 50, 100, 0.5));
        assertThat(earlier.setup().planner()).isInstanceOf(HybridPlanner.class);
    }

    @Test
    void anotherTaskIsPlannedForAtOnceAndOnlyOnce() {
        RuleConfigurator rules = configurator(RULES);
        assertThat(((Pursue) rules.configure(situation(0, 50, 100, Double.NaN))).afresh())
                .isFalse();
        Pursue hot = (Pursue) rules.configure(situation(1, 49, 139, 0));
        assertThat(hot.setup().task().name()).isEqualTo("cool down");
        assertThat(hot.afresh()).isTrue();
        assertThat(((Pursue) rules.configure(situation(2, 48, 139, 0))).afresh())
                .isFalse();
        assertThat(((Pursue) rules.configure(situation(3, 47, 120, 0))).afresh())
                .as("back to the first task")
                .isTrue();
    }

    @Test
    void aRuleMayFallBackWithItsReason() {
        assertThat(configurator(RULES).configure(situation(3, 50, 100, 7)))
                .isEqualTo(new FallBack("the plant does not do what its model foresees"));
    }

    @Test
    void whereItWentBadlyBeforeItIsGoneAboutMoreCarefully() {
        String careful = "rules: [{when: {successBelow: 0.5}, then: {planner: hybrid, replan: 1}}]";
        List<Rule> rules = Configuration.parse(careful, "rules.yaml", new Written(List.of()))
                .rules();
        try (RecentMoments memory = new RecentMoments(10)) {
            var configurator = new RuleConfigurator(START, Map.of(), PLANT, rules, new Experience(memory, 3));
            Situation here = situation(0, 50, 100, Double.NaN);
            assertThat(configurator.configure(here)).as("nothing is remembered").isEqualTo(new Pursue(START, false));
            for (int episode = 0; episode < 3; episode++) {
                Moment.When when = new Moment.When("day " + episode, 0, episode);
                memory.remember(Moment.of(when, "produce", here.now(), new Action(0)));
                memory.conclude(when.episode(), episode == 0 ? 1 : 0);
            }
            for (int other = 0; other < 3; other++) { // elsewhere, and at another task, it went well
                boolean far = other > 0;
                Moment.When when = new Moment.When("other " + other, 0, other);
                Latent there = new Latent(new float[] {far ? 5 : 0, 0});
                memory.remember(Moment.of(when, far ? "produce" : "rest", there, new Action(0)));
                memory.conclude(when.episode(), 1);
            }
            Pursue pursue = (Pursue) configurator.configure(here);
            assertThat(pursue.setup().planner())
                    .as("one of three days went well")
                    .isInstanceOf(HybridPlanner.class);
            assertThat(pursue.setup().loop().replanInterval()).isEqualTo(1);
        }
        assertThatThrownBy(() -> new Experience(new RecentMoments(10), 0))
                .hasMessageContainingAll("0 episodes", "\nMaybe");
        assertThatThrownBy(() -> new RuleConfigurator(START, Map.of(), PLANT, rules))
                .hasMessageContainingAll("0.5", "Experience", "\nMaybe");
    }

    @Test
    void rulesThatNameWhatThereIsNotAreRefusedBeforeTheFirstStep() {
        assertThatThrownBy(() -> configurator("rules: [{then: {task: warm up}}]"))
                .hasMessageContainingAll("warm up", "cool down", "\nMaybe");
        assertThatThrownBy(() -> configurator("rules: [{then: {planner: gradiant}}]"))
                .hasMessageContainingAll("gradiant", "Maybe gradient");
        assertThatThrownBy(() -> configurator("rules: [{when: {signal: pressure, above: 1}}]"))
                .hasMessageContainingAll("pressure", "temperature");
        assertThatThrownBy(() -> configurator("rules: [{when: {above: 1}}]")).hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> configurator("rules: [{then: {horizon: 0}}]")).hasMessageContaining("horizon is 0");
    }
}
