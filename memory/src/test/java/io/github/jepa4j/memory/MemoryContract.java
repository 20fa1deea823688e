package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every memory must do. Mix it into a test class: say how an empty one is made, and the tests come
/// along.
public interface MemoryContract {

    /// `D` of the latents that the tests remember.
    int DIMENSION = 6;

    /// Memories may measure in float.
    double ROUNDING = 1e-5;

    /// An empty memory with room for 1000 moments of [#DIMENSION], exact for that many.
    Memory memory();

    /// The moment of a number, all of its parts filled.
    private static Moment moment(int number) {
        return Moments.numbered(number, DIMENSION);
    }

    private static Moment at(String episode, int step, float first) {
        return Moments.at(episode, step, first, 0, 0, 0, 0, 0);
    }

    private static Query around(float first, int count) {
        return Query.near(new Latent(new float[] {first, 0, 0, 0, 0, 0}), count);
    }

    @Test
    default void anEmptyMemoryHasNothingToTell() {
        try (Memory memory = memory()) {
            assertThat(memory.size()).isZero();
            assertThat(memory.recent(5)).isEmpty();
            assertThat(memory.recall(around(0, 5))).isEmpty();
            assertThat(memory.forget(0, Forgetting.LEAST_USEFUL)).isZero();
            assertThat(memory.conclude("never-begun", 1).through()).isEqualTo(-1);
            assertThat(memory.sync().covers(new Receipt(0))).isFalse();
        }
    }

    @Test
    default void aMomentComesBackAsItWasRememberedBeforeAndAfterItIsAcknowledged() {
        try (Memory memory = memory()) {
            Moment whole = moment(7);
            Moment bare = at("bare", 0, 1);
            memory.remember(whole);
            memory.remember(bare);
            assertThat(memory.recent(2)).containsExactly(bare, whole);
            memory.sync();
            assertThat(memory.recent(2)).containsExactly(bare, whole);
            assertThat(memory.recall(Query.near(whole.seen(), 1)).getFirst()).isEqualTo(new Recalled(0, 0, whole));
        }
    }

    @Test
    default void numbersGoUpByOneAndTheAcknowledgementCoversWhatWasRememberedBeforeIt() {
        try (Memory memory = memory()) {
            Receipt first = memory.remember(moment(0));
            Receipt second = memory.remember(moment(1));
            assertThat(second.number()).isEqualTo(first.number() + 1);
            Acknowledgement acknowledgement = memory.sync();
            assertThat(acknowledgement.covers(second)).isTrue();
            assertThat(acknowledgement.covers(new Receipt(second.number() + 1))).isFalse();
            assertThat(memory.acknowledged()).isEqualTo(acknowledgement);
        }
    }

    @Test
    default void whatIsNearestIsFoundWhicheverFiltersAreAsked() {
        List<Moment> all =
                IntStream.range(0, 200).mapToObj(MemoryContract::moment).toList();
        try (Memory memory = memory()) {
            all.forEach(memory::remember);
            memory.conclude("episode-3", 0.25);
            memory.conclude("episode-4", 1);
            List<Moment> known = new ArrayList<>();
            for (Moment moment : all) {
                known.add(
                        switch (moment.when().episode()) {
                            case "episode-3" -> moment.endedWith(0.25);
                            case "episode-4" -> moment.endedWith(1);
                            default -> moment;
                        });
            }
            Query any = Query.near(moment(1000).seen(), 13);
            assertFinds(memory, known, any, moment -> true);
            assertFinds(memory, known, any.ofTask("avoid"), m -> m.task().equals("avoid"));
            assertFinds(memory, known, any.ofTask("sleep"), m -> false);
            assertFinds(
                    memory,
                    known,
                    any.ofEpisode("episode-11"),
                    m -> m.when().episode().equals("episode-11"));
            assertFinds(
                    memory,
                    known,
                    any.after(50_000).before(60_000),
                    m -> m.when().episode().equals("episode-5"));
            assertFinds(memory, known, any.before(Long.MIN_VALUE), m -> false);
            assertFinds(memory, known, any.withSuccess(0.25), m -> m.success() >= 0.25);
            assertFinds(memory, known, any.withSuccess(0.3).ofTask("reach"), m -> m.success() == 1);
            assertFinds(memory, known, any.withSuccess(0), m -> m.success() >= 0);
            assertFinds(
                    memory, known, any.withPlan().after(190_000), m -> m.when().millis() >= 190_000);
        }
    }

    private static void assertFinds(Memory memory, List<Moment> all, Query query, Predicate<Moment> filter) {
        Comparator<Moment> nearest = Comparator.comparingDouble(moment -> distance(query.near(), moment.seen()));
        List<Moment> expected =
                all.stream().filter(filter).sorted(nearest).limit(query.count()).toList();
        List<Recalled> found = memory.recall(query);
        assertThat(found).as("%s", query).extracting(Recalled::moment).isEqualTo(expected);
        for (Recalled recalled : found) {
            assertThat(recalled.distance())
                    .isCloseTo(distance(query.near(), recalled.moment().seen()), within(ROUNDING));
        }
    }

    private static double distance(Latent one, Latent other) {
        double sum = 0;
        for (int i = 0; i < one.dimension(); i++) {
            double gap = (double) one.values()[i] - other.values()[i];
            sum += gap * gap;
        }
        return sum / one.dimension();
    }

    @Test
    default void ofEquallyNearMomentsTheOldestComesFirst() {
        try (Memory memory = memory()) {
            for (int i = 0; i < 20; i++) {
                memory.remember(at("twins", i, i % 2 == 0 ? 1 : -1));
                if (i % 7 == 0) {
                    memory.sync();
                }
            }
            assertThat(memory.recall(around(0, 12)))
                    .extracting(Recalled::number)
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        }
    }

    @Test
    default void aMomentThatIsNoNumberIsKeptAndNeverFoundByNearness() {
        try (Memory memory = memory()) {
            Moment unreadable = at("broken", 0, Float.NaN);
            Moment endless = at("broken", 1, Float.POSITIVE_INFINITY);
            Moment huge = at("broken", 2, 3e38f);
            Moment large = at("whole", 0, 1e17f);
            memory.remember(unreadable);
            memory.remember(endless);
            memory.remember(huge);
            memory.remember(large);
            for (int turn = 0; turn < 2; turn++) {
                assertThat(memory.recent(9)).containsExactly(large, huge, endless, unreadable);
                assertThat(memory.recall(around(-1e17f, 9)))
                        .extracting(Recalled::moment)
                        .containsExactly(large);
                assertThat(memory.recall(around(Float.NaN, 9))).isEmpty();
                assertThat(memory.recall(around(2e38f, 9))).isEmpty();
                memory.sync();
            }
            assertThat(memory.size()).isEqualTo(4);
        }
    }

    @Test
    default void aPlanOfNoActionsIsNoPlan() {
        try (Memory memory = memory()) {
            memory.remember(at("idle", 0, 0).following(new ActionSequence(0, 2, new float[0])));
            assertThat(memory.recall(around(0, 9))).hasSize(1);
            assertThat(memory.recall(around(0, 9).withPlan())).isEmpty();
            memory.sync();
            assertThat(memory.recall(around(0, 9).withPlan())).isEmpty();
        }
    }

    @Test
    default void theOldestAreForgottenAndNumbersAreNotGivenTwice() {
        try (Memory memory = memory()) {
            IntStream.range(0, 30).forEach(i -> memory.remember(moment(i)));
            assertThat(memory.forget(10, Forgetting.OLDEST)).isEqualTo(20);
            assertThat(memory.size()).isEqualTo(10);
            assertThat(memory.recent(30)).hasSize(10).first().isEqualTo(moment(29));
            assertThat(memory.recall(Query.near(moment(3).seen(), 30)))
                    .extracting(Recalled::number)
                    .containsExactlyInAnyOrder(20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L);
            assertThat(memory.forget(10, Forgetting.OLDEST)).isZero();
            assertThat(memory.forget(0, Forgetting.OLDEST)).isEqualTo(10);
            assertThat(memory.recent(1)).isEmpty();
            assertThat(memory.remember(moment(30)).number()).isEqualTo(30);
        }
    }

    @Test
    default void theLeastUsefulAreForgottenFirstAndTheUnknownAreGivenTheBenefitOfTheDoubt() {
        try (Memory memory = memory()) {
            for (String episode : List.of("won", "failed", "half", "going on")) {
                memory.remember(at(episode, 0, 0));
                memory.remember(at(episode, 1, 1));
            }
            memory.conclude("won", 1);
            memory.conclude("failed", 0);
            memory.conclude("half", 0.5);
            assertThat(memory.forget(5, Forgetting.LEAST_USEFUL)).isEqualTo(3);
            assertThat(memory.recent(9).reversed())
                    .extracting(
                            moment -> moment.when().episode() + moment.when().step())
                    .containsExactly("won0", "won1", "half1", "going on0", "going on1");
            memory.forget(3, Forgetting.LEAST_USEFUL);
            assertThat(memory.recent(9).reversed())
                    .as("of equally useful ones the oldest goes")
                    .extracting(
                            moment -> moment.when().episode() + moment.when().step())
                    .containsExactly("won1", "going on0", "going on1");
        }
    }

    @Test
    default void anEpisodeCanBeConcludedAgainAndOnlyItsMomentsChange() {
        try (Memory memory = memory()) {
            memory.remember(at("one", 0, 0));
            memory.remember(at("other", 0, 1));
            memory.conclude("one", 0);
            memory.conclude("one", 0.75);
            assertThat(memory.recent(2)).extracting(Moment::success).containsExactly(Double.NaN, 0.75);
        }
    }

    @Test
    default void anotherDimensionIsRefused() {
        try (Memory memory = memory()) {
            memory.remember(moment(0));
            assertThatThrownBy(() -> memory.remember(Moments.at("flat", 0, 1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has 2 dimensions")
                    .hasMessageContaining("Maybe");
            assertThatThrownBy(() -> memory.recall(Query.near(new Latent(new float[] {1, 2}), 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has 2 dimensions");
            assertThat(memory.size()).isEqualTo(1);
        }
    }

    @Test
    default void whatCannotBeMeantIsRefused() {
        try (Memory memory = memory()) {
            assertThatThrownBy(() -> memory.recent(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> memory.forget(-1, Forgetting.OLDEST)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> memory.conclude("e", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> memory.conclude("e", 100)).hasMessageContaining("percent");
        }
    }

    @Test
    default void manyThreadsRememberAndRecallAtOnceAndNothingIsLostOrSeenTwice() throws Exception {
        int threads = 4;
        int each = 60;
        try (Memory memory = memory();
                ExecutorService pool = Executors.newFixedThreadPool(threads + 1)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                writers.add(pool.submit(() -> IntStream.range(0, each).forEach(i -> {
                    Receipt receipt = memory.remember(at("thread-" + thread, i, thread));
                    if (i % 20 == 0) {
                        assertThat(memory.sync().covers(receipt)).isTrue();
                    }
                })));
            }
            Future<?> reader = pool.submit(() -> {
                while (!writers.stream().allMatch(Future::isDone)) {
                    List<Recalled> seen = memory.recall(around(0, 1000));
                    assertThat(seen).extracting(Recalled::number).doesNotHaveDuplicates();
                    assertThat(seen.stream().mapToLong(Recalled::number).max().orElse(-1))
                            .as("a view is a beginning of the history, without gaps")
                            .isEqualTo(seen.size() - 1);
                }
            });
            for (Future<?> writer : writers) {
                writer.get();
            }
            reader.get();
            assertThat(memory.recall(around(0, 1000))).hasSize(threads * each);
        }
    }

    @Test
    default void closingTwiceDoesNothing() {
        Memory memory = memory();
        memory.remember(Moment.of(new Moment.When("e", 0, 0), "t", new Latent(new float[DIMENSION]), new Action(0)));
        memory.close();
        memory.close();
    }
}
