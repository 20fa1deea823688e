package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Blocks of I-JEPA and tubes of V-JEPA.
class MasksTest {

    private static final Seed SEED = new Seed(53);
    private static final int SIDE = 16;
    private static final int DRAWS = 1000;

    @Test
    void blocksAreOfThePublishedAreasAndAspects() {
        double[] areas = new double[DRAWS];
        double[] contexts = new double[DRAWS];
        for (int n = 0; n < DRAWS; n++) {
            var drawn = BlockMasks.published().draw(2, SIDE, SIDE, SEED.split(n));
            for (long[][] target : drawn.targets()) {
                int[] sides = sides(target[0]);
                // a side is rounded by half a token at most
                assertThat((double) sides[0] / sides[1]).isBetween(0.75 * 0.85, 1.5 * 1.15);
                assertThat(target[1]).hasSameSizeAs(target[0]);
                areas[n] = target[0].length / 256.0;
                assertThat(areas[n]).isBetween(0.15 - 0.025, 0.2 + 0.025);
            }
            contexts[n] = drawn.context()[0].length;
        }

        assertThat(Arrays.stream(areas).average().orElseThrow()).isBetween(0.17, 0.18);
        assertThat(Arrays.stream(contexts).min().orElseThrow()).isGreaterThanOrEqualTo(10);
        // at most 15 x 15 less one target, which is 37 tokens at least
        assertThat(Arrays.stream(contexts).max().orElseThrow()).isLessThanOrEqualTo(15 * 15 - 20);
        assertThat(Arrays.stream(contexts).average().orElseThrow()).isBetween(75.0, 125.0);
    }

    @Test
    void blocksLieEverywhere() {
        int[] hit = new int[SIDE * SIDE];
        for (int n = 0; n < DRAWS; n++) {
            for (long[][] target :
                    BlockMasks.published().draw(1, SIDE, SIDE, SEED.split(n)).targets()) {
                Arrays.stream(target[0]).forEach(token -> hit[(int) token]++);
            }
        }

        assertThat(hit).as("also the corners and the last row").doesNotContain(0);
        assertThat(hit[SIDE * SIDE - 1]).isBetween(hit[0] / 2, hit[0] * 2);
    }

    /// What is seen is as long as the shortest of a batch: what is left out must not be always the same end.
    @Test
    void inALargeBatchAllRowsAreSeenAboutAlikeOften() {
        int[] seen = new int[8];
        for (int n = 0; n < 20; n++) {
            for (long[] context :
                    BlockMasks.published().draw(256, 8, 8, SEED.split(n)).context()) {
                Arrays.stream(context).forEach(token -> seen[(int) token / 8]++);
            }
        }

        for (int row = 0; row < 4; row++) {
            assertThat((double) seen[row] / seen[7 - row]).isBetween(0.8, 1.25);
        }
    }

    @ParameterizedTest
    @CsvSource({"16,16", "8,8", "7,12", "4,4", "3,3", "2,2", "1,2", "2,1", "1,8"})
    void whatIsSeenIsNeverToBePredictedAndListsIncreaseAndStack(int rows, int columns) {
        for (int n = 0; n < 100; n++) {
            var drawn = BlockMasks.published().draw(5, rows, columns, SEED.split(n));

            assertThat(drawn.targets()).hasSize(4);
            for (int b = 0; b < 5; b++) {
                assertTokens(drawn.context()[b], drawn.context()[0].length, rows * columns);
                Set<Long> seen = set(drawn.context()[b]);
                for (long[][] target : drawn.targets()) {
                    assertTokens(target[b], target[0].length, rows * columns);
                    assertThat(Arrays.stream(target[b]).filter(seen::contains)).isEmpty();
                }
            }
        }
    }

    @Test
    void onASmallGridTheBestOfManyTriesIsTaken() {
        // 3 x 3 of 4 x 4 tokens can be seen, less four targets of two or three tokens
        for (int n = 0; n < 100; n++) {
            assertThat(BlockMasks.published().draw(1, 4, 4, SEED.split(n)).context()[0].length)
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void masksAreAFunctionOfTheSeed() {
        var blocks = BlockMasks.published();
        assertThat(blocks.draw(3, 8, 8, SEED).context())
                .isDeepEqualTo(blocks.draw(3, 8, 8, SEED).context());
        assertThat(Arrays.deepEquals(
                        blocks.draw(3, 8, 8, SEED.split(1)).targets().getFirst(),
                        blocks.draw(3, 8, 8, SEED).targets().getFirst()))
                .isFalse();
        var tubes = TubeMasks.shortRange();
        assertThat(tubes.draw(3, 4, 8, 8, SEED).hidden())
                .isDeepEqualTo(tubes.draw(3, 4, 8, 8, SEED).hidden());
        assertThat(tubes.draw(1, 4, 8, 8, SEED).hidden()[0])
                .isNotEqualTo(tubes.draw(1, 4, 8, 8, SEED.split(1)).hidden()[0]);
    }

    @Test
    void imagesOfABatchHaveBlocksAtPlacesOfTheirOwn() {
        var target = BlockMasks.published().draw(8, SIDE, SIDE, SEED).targets().getFirst();

        assertThat(Arrays.stream(target).map(tokens -> tokens[0]).distinct().count())
                .isGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource({"2,16,16", "8,4,4", "1,6,5", "3,2,2", "4,1,3"})
    void whatIsSeenOfAClipAndWhatIsHiddenAreApartAndTheSameAtAllTimes(int times, int rows, int columns) {
        int area = rows * columns;
        for (TubeMasks masks : new TubeMasks[] {TubeMasks.shortRange(), TubeMasks.longRange()}) {
            for (int n = 0; n < 100; n++) {
                var drawn = masks.draw(4, times, rows, columns, SEED.split(n));
                for (int b = 0; b < 4; b++) {
                    assertTokens(drawn.seen()[b], drawn.seen()[0].length, times * area);
                    assertTokens(drawn.hidden()[b], drawn.hidden()[0].length, times * area);
                    Set<Long> seen = set(drawn.seen()[b]);
                    assertThat(Arrays.stream(drawn.hidden()[b]).filter(seen::contains))
                            .isEmpty();
                    for (long[] tokens : new long[][] {drawn.seen()[b], drawn.hidden()[b]}) {
                        Set<Long> all = set(tokens);
                        Set<Long> places = new TreeSet<>();
                        all.forEach(token -> places.add(token % area));
                        assertThat(all).as("tubes").hasSize(places.size() * times);
                    }
                }
            }
        }
    }

    @Test
    void aClipAloneLosesNothingSeenAndHiddenAreAllThereIs() {
        for (int n = 0; n < 200; n++) {
            var drawn = TubeMasks.shortRange().draw(1, 2, 8, 8, SEED.split(n));
            Set<Long> all = set(drawn.seen()[0]);
            all.addAll(set(drawn.hidden()[0]));
            assertThat(all).hasSize(128);
        }
    }

    @Test
    void tubesHideAsMuchAsPublished() {
        double few = 0;
        double many = 0;
        for (int n = 0; n < DRAWS; n++) {
            few += TubeMasks.shortRange().draw(1, 1, SIDE, SIDE, SEED.split(n)).hidden()[0].length / 256.0 / DRAWS;
            many += TubeMasks.longRange().draw(1, 1, SIDE, SIDE, SEED.split(n)).hidden()[0].length / 256.0 / DRAWS;
        }

        assertThat(few).isCloseTo(covered(8, 0.15), within(0.01));
        assertThat(many).isCloseTo(covered(2, 0.7), within(0.01));
    }

    /// The part of the grid that so many blocks cover on average: a place is left by one of them with the share of
    /// corners from which the block does not reach it, and by all with its power.
    private static double covered(int blocks, double scale) {
        int aspects = 2000;
        double sum = 0;
        for (int n = 0; n < aspects; n++) {
            double aspect = 0.75 + (n + 0.5) / aspects * 0.75;
            int height = (int) Math.min(SIDE, Math.round(Math.sqrt(scale * SIDE * SIDE * aspect)));
            int width = (int) Math.min(SIDE, Math.round(Math.sqrt(scale * SIDE * SIDE / aspect)));
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double hit = corners(y, height) * corners(x, width);
                    sum += (1 - Math.pow(1 - hit, blocks)) / (SIDE * SIDE) / aspects;
                }
            }
        }
        return sum;
    }

    private static double corners(int place, int length) {
        int first = Math.max(0, place - length + 1);
        int last = Math.min(place, SIDE - length);
        return (last - first + 1.0) / (SIDE - length + 1);
    }

    @Test
    void whatCannotBeMaskedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockMasks.published().draw(1, 1, 1, SEED))
                .withMessageContainingAll("1 by 1", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TubeMasks.longRange().draw(1, 4, 1, 1, SEED))
                .withMessageContainingAll("1 by 1", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockMasks(4, 0.2, 0.15, 0.75, 1.5, 0.85, 1, 10))
                .withMessageContaining("\nMaybe two were swapped");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TubeMasks(0, 0.2, 0.75, 1.5))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TubeMasks(1, 1, 0.75, 1.5))
                .withMessageContaining("\nMaybe");
    }

    private static void assertTokens(long[] tokens, int size, int all) {
        assertThat(tokens).hasSize(size).isSorted().doesNotHaveDuplicates().isNotEmpty();
        assertThat(tokens[0]).isNotNegative();
        assertThat(tokens[tokens.length - 1]).isLessThan(all);
    }

    private static Set<Long> set(long[] tokens) {
        Set<Long> set = new HashSet<>();
        Arrays.stream(tokens).forEach(set::add);
        return set;
    }

    /// Rows and columns of a block.
    private static int[] sides(long[] tokens) {
        Set<Long> rows = new HashSet<>();
        Set<Long> columns = new HashSet<>();
        for (long token : tokens) {
            rows.add(token / SIDE);
            columns.add(token % SIDE);
        }
        assertThat(tokens).hasSize(rows.size() * columns.size());
        return new int[] {rows.size(), columns.size()};
    }
}
