package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Multi-block masks: a few blocks of tokens are to be predicted from one large block that they are cut out
/// of. All images of a batch have blocks of the same sizes, each at places of its own; contexts are cut to
/// the shortest, so that they stack.
///
/// Source: Assran et al., *I-JEPA*, 2023 (arXiv 2301.08243), section 3 and appendix A.1: four targets of
/// scale 0.15 to 0.2 and aspect 0.75 to 1.5, one context of scale 0.85 to 1, at least ten tokens. As
/// published, one draw sets scale and aspect of the targets. Differs from their code: what a context has too many is
/// left out anywhere, where that cuts off the last tokens, so that in a large batch the lower rows are hardly seen;
/// blocks may lie in the last row and column, where theirs never do; and exactly ten tokens are enough.
///
/// @param targets       how many blocks are predicted, at least 1
/// @param leastTarget   their area as a part of the grid's, in (0, 1)
/// @param mostTarget    likewise
/// @param leastAspect   rows to columns, above 0
/// @param mostAspect    likewise
/// @param leastContext  the context's area as a part of the grid's, in (0, 1]
/// @param mostContext   likewise
/// @param leastTokens   of a context, at least 1: blocks are drawn again, a few times, until it has them
public record BlockMasks(
        int targets,
        double leastTarget,
        double mostTarget,
        double leastAspect,
        double mostAspect,
        double leastContext,
        double mostContext,
        int leastTokens) {

    private static final int TRIES = 20;

    public BlockMasks {
        boolean areas = leastTarget > 0 && leastTarget <= mostTarget && mostTarget < 1;
        boolean aspects = leastAspect > 0 && leastAspect <= mostAspect;
        boolean contexts = leastContext > 0 && leastContext <= mostContext && mostContext <= 1;
        if (targets < 1 || leastTokens < 1 || !areas || !aspects || !contexts) {
            throw new IllegalArgumentException(
                    "Masks of %d targets of area %s to %s and aspect %s to %s in contexts of %s to %s are impossible; areas must be above 0, targets below 1, and each range from less to more.\nMaybe two were swapped."
                            .formatted(
                                    targets,
                                    leastTarget,
                                    mostTarget,
                                    leastAspect,
                                    mostAspect,
                                    leastContext,
                                    mostContext));
        }
    }

    /// The published ones.
    public static BlockMasks published() {
        return new BlockMasks(4, 0.15, 0.2, 0.75, 1.5, 0.85, 1, 10);
    }

    /// The masks of a batch.
    ///
    /// @param context `[B][K]`, increasing tokens that are seen
    /// @param targets each `[B][M]`, increasing tokens to be predicted
    record Drawn(long[][] context, List<long[][]> targets) {}

    /// @param rows    of tokens
    /// @param columns of tokens
    /// @throws IllegalArgumentException where there is one token only
    static void requireGrid(int rows, int columns) {
        if (rows * columns < 2) {
            throw new IllegalArgumentException(
                    "A grid of %d by %d tokens cannot be masked; at least two are needed, one to see and one to predict.\nMaybe the patches are as large as the image."
                            .formatted(rows, columns));
        }
    }

    /// Draws the masks of a batch.
    ///
    /// @param rows    of tokens
    /// @param columns of tokens
    /// @throws IllegalArgumentException where the grid has one token only
    Drawn draw(int batch, int rows, int columns, Seed seed) {
        requireGrid(rows, columns);
        RandomGenerator sizes = seed.split("sizes").generator();
        double draw = sizes.nextDouble();
        Grid grid = new Grid(rows, columns);
        Block target = grid.block(
                leastTarget + draw * (mostTarget - leastTarget), leastAspect + draw * (mostAspect - leastAspect));
        Block context = grid.block(leastContext + sizes.nextDouble() * (mostContext - leastContext), 1);
        List<long[][]> all = new ArrayList<>();
        IntStream.range(0, targets).forEach(_ -> all.add(new long[batch][]));
        long[][] seen = new long[batch][];
        for (int b = 0; b < batch; b++) {
            Masks masks = masks(grid, target, context, seed.split(b).generator());
            seen[b] = masks.seen;
            for (int k = 0; k < targets; k++) {
                all.get(k)[b] = masks.targets.get(k);
            }
        }
        int shortest =
                Arrays.stream(seen).mapToInt(tokens -> tokens.length).min().orElse(0);
        for (int b = 0; b < batch; b++) {
            seen[b] = some(seen[b], shortest, seed.split("kept").split(b));
        }
        return new Drawn(seen, all);
    }

    /// So many of the tokens, in their order: any, and not the first ones, which are those of the upper rows.
    private static long[] some(long[] tokens, int count, Seed seed) {
        int[] order = seed.permutation(tokens.length);
        return IntStream.range(0, count)
                .mapToLong(i -> tokens[order[i]])
                .sorted()
                .toArray();
    }

    /// Of one image. Where the targets leave too few tokens to be seen, all blocks are drawn again, and
    /// after so many tries the best are taken; where none left any, all targets are put at one place.
    private Masks masks(Grid grid, Block target, Block context, RandomGenerator random) {
        Masks best = grid.cut(places(grid, target, random), context, random);
        for (int i = 1; i < TRIES && best.seen.length < leastTokens; i++) {
            Masks other = grid.cut(places(grid, target, random), context, random);
            best = other.seen.length > best.seen.length ? other : best;
        }
        return best.seen.length > 0
                ? best
                : grid.cut(Collections.nCopies(targets, best.targets.getFirst()), context, random);
    }

    private List<long[]> places(Grid grid, Block target, RandomGenerator random) {
        return Stream.generate(() -> grid.place(target, random)).limit(targets).toList();
    }

    private record Block(int rows, int columns) {}

    private record Masks(long[] seen, List<long[]> targets) {}

    private record Grid(int rows, int columns) {

        /// Sides of whole tokens, each strictly inside the grid where it can be.
        Block block(double area, double aspect) {
            double tokens = area * rows * columns;
            int height = (int) Math.round(Math.sqrt(tokens * aspect));
            int width = (int) Math.round(Math.sqrt(tokens / aspect));
            return new Block(
                    Math.clamp(height, 1, Math.max(1, rows - 1)), Math.clamp(width, 1, Math.max(1, columns - 1)));
        }

        long[] place(Block block, RandomGenerator random) {
            int top = random.nextInt(rows - block.rows() + 1);
            int left = random.nextInt(columns - block.columns() + 1);
            long[] tokens = new long[block.rows() * block.columns()];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = (long) (top + i / block.columns()) * columns + left + i % block.columns();
            }
            return tokens;
        }

        /// The targets are cut out of a context; where they cover all of it, what is seen is what they
        /// leave of the whole grid.
        Masks cut(List<long[]> targets, Block context, RandomGenerator random) {
            boolean[] taken = new boolean[rows * columns];
            for (long[] target : targets) {
                for (long token : target) {
                    taken[(int) token] = true;
                }
            }
            long[] seen = left(LongStream.of(place(context, random)), taken);
            return new Masks(seen.length > 0 ? seen : left(LongStream.range(0, taken.length), taken), targets);
        }

        private static long[] left(LongStream tokens, boolean[] taken) {
            return tokens.filter(token -> !taken[(int) token]).toArray();
        }
    }
}
