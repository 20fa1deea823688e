package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.Outcome.FellBack;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A point on a plane whose eyes and clock go wrong in every way; when they do, its fallback stands still.
class SensorWatchTest {

    private static final SignalSpace SPACE = SignalSpace.of(new Signal("x", "m", -10, 10), Signal.unlimited("y", "m"));
    private static final Action STAND = new Action(0, 0);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void whatIsDeclaredIsBelievedAndWhatIsNotIsNamedAndAnsweredByTheFallback() {
        Agent agent = agent(SensorWatch.of(SPACE).mostChange("x", 1.5f));
        assertThat(agent.decide(at(0, 0)).doubts()).isEmpty();
        assertFellBack(agent.decide(at(Float.NaN, 0)), new Doubt.Missing("x"));
        assertFellBack(agent.decide(at(11, 0)), new Doubt.OutOfRange("x", 11, -10, 10, "m"));
        Decision jumped = agent.decide(at(7, 90));
        assertFellBack(jumped, new Doubt.Jumped("x", 7, 4.5f, "m"));
        assertThat(jumped.explain()).isEqualTo("fell back: x jumped by 7.0, at most 4.5 m can be");
        assertFellBack(agent.decide(new Signals(new float[3])), new Doubt.Miscounted(3, 2));
        Decision again = agent.decide(at(7, 0));
        assertThat(again.planned()).as("five steps of 1.5 m explain 7 m").isTrue();
        assertThat(again.doubts()).isEmpty();
    }

    @Test
    void severalDoubtsAreAllNamed() {
        Agent agent = agent(SensorWatch.of(SPACE));
        Decision decision = agent.decide(at(-11, Float.POSITIVE_INFINITY));
        assertFellBack(decision, new Doubt.OutOfRange("x", -11, -10, 10, "m"), new Doubt.Missing("y"));
        assertThat(((FellBack) decision.outcome()).reason())
                .isEqualTo("x reads -11.0, outside [-10.0, 10.0] m; y is missing");
    }

    @Test
    void aFrozenSensorIsCaughtWhereItIsDeclaredAndBelievedAgainAtItsFirstMove() {
        Agent agent = agent(SensorWatch.of(SPACE).frozenAfter("y", 3));
        assertThat(agent.decide(at(1, 5)).doubts()).isEmpty();
        assertThat(agent.decide(at(1, 5)).doubts()).isEmpty();
        assertFellBack(agent.decide(at(1, 5)), new Doubt.Frozen("y", 5, 3));
        assertFellBack(agent.decide(at(1, 5)), new Doubt.Frozen("y", 5, 4));
        assertThat(agent.decide(at(1, 5.001f)).doubts())
                .as("x never moves, and may")
                .isEmpty();
    }

    @Test
    void itLooksBetweenPlansTooAndWhatWasIntendedStaysAtHand() {
        PointWorld.Eyes eyes = new PointWorld.Eyes();
        Agent agent = builder(SensorWatch.of(SPACE))
                .encoder(eyes)
                .fallback((_, intended, _) -> intended.getFirst())
                .build();
        agent.begin(task(), 20, new Seed(1));
        Decision first = agent.decide(at(0, 0));
        int looks = eyes.looks;
        Decision second = agent.decide(at(99, 0));
        assertThat(eyes.looks).as("what is not believed is not perceived").isEqualTo(looks);
        assertThat(second.action().values())
                .isEqualTo(Objects.requireNonNull(first.plan()).actions().action(1));
        assertThat(agent.decide(at(1, 0)).planned()).isTrue();
    }

    @Test
    void whatIsLateOutOfOrderOrFromTheFutureIsNotDecidedBy() {
        Agent agent = agent(SensorWatch.of(SPACE).longestAge(SECOND.multipliedBy(2)));
        assertThat(agent.decide(at(0, 0), tick().minus(SECOND)).doubts()).isEmpty();
        assertFellBack(
                agent.decide(at(0, 0), tick().minusSeconds(3)),
                new Doubt.Late(Duration.ofSeconds(3), Duration.ofSeconds(2)));
        assertFellBack(agent.decide(at(0, 0), tick().plusSeconds(5)), new Doubt.Early(Duration.ofSeconds(5)));
        assertThat(agent.decide(at(0, 0)).doubts()).as("seen now").isEmpty();
        assertFellBack(agent.decide(at(0, 0), now.minus(SECOND)), new Doubt.Disordered(SECOND));
        assertThat(agent.decide(at(0, 0), tick()).doubts()).isEmpty();
    }

    @Test
    void aClockThatJumpsIsDoubtedOnceAndThenGoneBy() {
        SensorWatch watch = SensorWatch.ofTimes(SECOND, SECOND.multipliedBy(10));
        Agent agent = agent(watch);
        agent.decide(at(0, 0), tick());
        now = now.minusSeconds(3600);
        assertFellBack(agent.decide(at(0, 0), now), new Doubt.ClockBack(Duration.ofHours(1)));
        assertThat(agent.decide(at(0, 0), tick()).doubts()).isEmpty();
        now = now.plusSeconds(86400);
        assertFellBack(agent.decide(at(0, 0), now), new Doubt.ClockAhead(Duration.ofDays(1), SECOND.multipliedBy(10)));
        assertThat(agent.decide(at(0, 0), tick()).doubts()).isEmpty();
    }

    @Test
    void anEpisodeBeginsWithoutWhatWasSeenBefore() {
        Agent agent = agent(SensorWatch.of(SPACE).mostChange("x", 1).frozenAfter("y", 2));
        agent.decide(at(-9, 1));
        agent.begin(task(), 5, new Seed(2));
        assertThat(agent.decide(at(9, 1)).doubts()).isEmpty();
    }

    @Test
    void theTraceKeepsWhy(@TempDir Path folder) throws Exception {
        Agent agent = agent(SensorWatch.of(SPACE));
        Path file = folder.resolve("trace.jsonl");
        Observation seen = at(11, 0);
        var header = EpisodeTrace.Header.of(1, Map.of(), "model", "planner", seen);
        try (EpisodeTraceWriter writer = new EpisodeTraceWriter(file, header)) {
            writer.step(EpisodeTrace.Step.of(agent.decide(seen), seen, Map.of()));
        }
        Explanation why = Objects.requireNonNull(
                EpisodeTrace.read(file).steps().getFirst().why());
        assertThat(why.reason()).isEqualTo("x reads 11.0, outside [-10.0, 10.0] m");
    }

    @Test
    void declarationsThatCannotBeMeantAreRefused() {
        SensorWatch watch = SensorWatch.of(SPACE);
        assertThatThrownBy(() -> watch.frozenAfter("x", 1)).hasMessageContaining("x is declared frozen after 1");
        assertThatThrownBy(() -> watch.mostChange("x", -1)).hasMessageContaining("at most -1.0 m in a step");
        assertThatThrownBy(() -> watch.mostChange("z", 1)).hasMessageContaining("no signal 'z'");
        assertThatThrownBy(() -> watch.longestAge(SECOND.negated())).hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> Agent.builder().sensorWatch(watch.longestAge(SECOND)))
                .hasMessageContaining("has no clock")
                .hasMessageContaining("\nMaybe");
        Agent agent = agent(watch);
        Observation picture = new Pixels(1, 1, 1, new byte[1]);
        assertThatThrownBy(() -> agent.decide(picture)).hasMessageContaining("a picture was seen");
    }

    private static void assertFellBack(Decision decision, Doubt... doubts) {
        assertThat(decision.doubts()).containsExactly(doubts);
        assertThat(decision.outcome()).isInstanceOf(FellBack.class);
        assertThat(decision.action()).isEqualTo(STAND);
        assertThat(decision.plan()).isNull();
    }

    private Instant tick() {
        now = now.plus(SECOND);
        return now;
    }

    private Agent agent(SensorWatch watch) {
        Agent agent = builder(watch).fallback((_, _, _) -> STAND).build();
        agent.begin(task(), 20, new Seed(1));
        return agent;
    }

    private AgentBuilder builder(SensorWatch watch) {
        return Agent.builder()
                .encoder(new PointWorld.Eyes())
                .worldModel(new PointWorld.Model())
                .actionSpace(PointWorld.SPACE)
                .planner(new ImprovedCem())
                .config(new Agent.Config(8, 4, true, Duration.ZERO))
                .sensorWatch(watch, () -> now);
    }

    private static Task task() {
        return Task.of("go", GoalDistance.sum(new Latent(new float[] {4, 0})));
    }

    private static Signals at(float x, float y) {
        return new Signals(new float[] {x, y});
    }
}
