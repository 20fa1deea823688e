package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.RandomPolicy;
import io.github.jepa4j.worlds.StraightLinePolicy;
import io.github.jepa4j.worlds.SuccessRule;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private static final int MANY = 300;

    /// Four standard errors of a rate near 40 % over 300 episodes.
    private static final double FOUR_STANDARD_ERRORS = 0.115;

    /// The reference gives whole percents.
    private static final double ROUNDING = 0.01;

    @Test
    void theNumberOfThreadsChangesNothingButSeconds() {
        List<TwoRoomsTask> tasks = Evaluator.freshTasks(LayoutChoice.RANDOM, 23, new Seed(5));
        Contender.Factory contenders = Contender.Factory.of(new RandomPolicy(1.5));

        Evaluation alone = evaluator(23, 50, 1).evaluate(tasks, contenders, Cost.UNKNOWN, Progress.NONE);
        Evaluation together = evaluator(23, 50, 7).evaluate(tasks, contenders, Cost.UNKNOWN, Progress.NONE);

        assertThat(together.episodes()).isEqualTo(alone.episodes());
        assertThat(together.floors()).isEqualTo(alone.floors());
        assertThat(alone.episodes().getFirst().path()).hasSize(51);
    }

    @ParameterizedTest
    @CsvSource({"RANDOM, 0.425", "FIXED, 0.38", "PLDM_FIXED, 0.21"})
    void theFloorsAreWhereTheReferenceHasThem(LayoutChoice layouts, double straightLine) {
        List<TwoRoomsTask> tasks = Evaluator.freshTasks(layouts, MANY, new Seed(11));

        List<Floor> floors = evaluator(MANY, 200, 1).floors(tasks);

        assertThat(floors).extracting(Floor::name).first().isEqualTo("random, std 1");
        assertThat(floors.get(0).finalRule().rate()).isLessThan(0.03);
        for (int line = 1; line <= 2; line++) {
            double rate = floors.get(line).finalRule().rate();
            assertThat(rate).isCloseTo(straightLine, within(FOUR_STANDARD_ERRORS + ROUNDING));
        }
        assertThat(floors.get(3).finalRule()).isEqualTo(new SuccessRate(MANY, MANY));
        assertThat(floors.get(3).rate(SuccessRule.EVER)).isEqualTo(new SuccessRate(MANY, MANY));
    }

    @Test
    void theCanonicalTasksGiveTheStraightLineItsKnownShare() {
        List<TwoRoomsTask> repeated = new ArrayList<>();
        for (int time = 0; time < 10; time++) {
            repeated.addAll(TwoRoomsTask.canonical());
        }

        List<Floor> floors = evaluator(repeated.size(), 200, 1).floors(repeated);

        assertThat(floors.get(1).finalRule().rate()).isCloseTo(0.43, within(0.08));
        assertThat(floors.get(2).finalRule().rate()).isCloseTo(0.45, within(0.08));
    }

    @Test
    void aContenderThatDoesNotFitTheWorldIsRefusedBeforeTheFirstStep() {
        AtomicInteger actions = new AtomicInteger();
        Contender.Factory misfit = (_, _, _) -> {
            throw new IllegalArgumentException("The encoder wants [3, 64, 64].\nMaybe another model.");
        };
        Evaluator evaluator = evaluator(2, 10, 1);
        List<TwoRoomsTask> tasks = TwoRoomsTask.canonical().subList(0, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> evaluator.evaluate(tasks, misfit, Cost.UNKNOWN, (_, _, _) -> actions.incrementAndGet()))
                .withMessageContaining("[3, 64, 64]");
        assertThat(actions).hasValue(0);
    }

    @Test
    void anInterruptionKeepsTheEpisodesPlayedSoFar() {
        int episodes = 5000;
        List<TwoRoomsTask> tasks = Evaluator.freshTasks(LayoutChoice.FIXED, episodes, new Seed(1));
        Thread caller = Thread.currentThread();
        Progress interruptor = (_, played, _) -> {
            if (played == 3) {
                caller.interrupt();
                while (caller.isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
        };

        Evaluation evaluation = evaluator(episodes, 200, 1)
                .evaluate(tasks, Contender.Factory.of(new StraightLinePolicy(1)), Cost.UNKNOWN, interruptor);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(evaluation.complete()).isFalse();
        assertThat(evaluation.episodes()).hasSizeBetween(3, episodes - 1);
        assertThat(evaluation.episodes().get(2).task()).isEqualTo(tasks.get(2));
        assertThat(evaluation.floors().getFirst().finalRule().episodes())
                .isEqualTo(evaluation.episodes().size());
    }

    @Test
    void aFailureInsideAnEpisodeReachesTheCaller() {
        Contender.Factory failing = (_, _, _) -> (_, stepsLeft) -> {
            if (stepsLeft == 3) {
                throw new IllegalStateException("the planner broke");
            }
            return new Action(0, 0);
        };
        Evaluator evaluator = evaluator(20, 10, 2);

        assertThatIllegalStateException()
                .isThrownBy(() -> evaluator.evaluate(TwoRoomsTask.canonical(), failing, Cost.UNKNOWN, Progress.NONE))
                .withMessage("the planner broke");
    }

    @Test
    void moreFreshTasksBeginWithTheSameOnes() {
        List<TwoRoomsTask> few = Evaluator.freshTasks(LayoutChoice.RANDOM, 3, new Seed(9));
        List<TwoRoomsTask> many = Evaluator.freshTasks(LayoutChoice.RANDOM, 30, new Seed(9));

        assertThat(many.subList(0, 3)).isEqualTo(few);
        assertThat(Evaluator.freshTasks(LayoutChoice.RANDOM, 3, new Seed(10))).isNotEqualTo(few);
    }

    private static Evaluator evaluator(int episodes, int steps, int threads) {
        Protocol protocol = Samples.protocol(episodes, steps, threads);
        return new Evaluator(protocol, () -> 0);
    }
}
