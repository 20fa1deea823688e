package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Multi-block masks: a few blocks of tokens are to be predicted from one large block that they are cut out
/// of. All images of a batch have blocks of the same sizes, each at places of its own; contexts are cut to
/// the shortest, so that they stack.
///
/// Source: Assran et al., *I-JEPA*, 2023 (arXiv 2301.08243), section 3 and appendix A.1: four targets of
/// scale 0.15 to 0.2 and aspect 0.75 to 1.5, one context of scale 0.85 to 1, at least ten tokens. As
/// published, one draw sets scale and aspect of the targets.
///
/// @param targets       how many blocks are predicted, at least 1
/// @param leastTarget   their area as a part of the grid's, in (0, 1)
/// @param mostTarget    likewise
/// @param leastAspect   rows to columns, above 0
/// @param mostAspect    likewise
/// @param leastContext  the context's area as a part of the grid's, in (0, 1]
/// @param mostContext   likewise
/// @param leastTokens   of a context, at least 1: blocks are drawn again until it has them
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

    private record Block(int rows, int columns) {}

    /// Draws the masks of a batch.
    ///
    /// @param rows    of tokens
    /// @param columns of tokens
    Drawn draw(int batch, int rows, int columns, Seed seed) {
        RandomGenerator sizes = seed.split("sizes").generator();
        double draw = sizes.nextDouble();
        Block target = block(
                leastTarget + draw * (mostTarget - leastTarget),
                leastAspect + draw * (mostAspect - leastAspect),
                rows,
                columns);
        Block context = block(leastContext + sizes.nextDouble() * (mostContext - leastContext), 1, rows, columns);
        List<long[][]> all = new ArrayList<>();
        IntStream.range(0, targets).forEach(_ -> all.add(new long[batch][]));
        long[][] seen = new long[batch][];
        for (int b = 0; b < batch; b++) {
            seen[b] =
                    drawOne(b, all, new Block[] {target, context}, seed.split(b).generator(), rows, columns);
        }
        int shortest =
                Arrays.stream(seen).mapToInt(tokens -> tokens.length).min().orElse(0);
        for (int b = 0; b < batch; b++) {
            seen[b] = Arrays.copyOf(seen[b], shortest);
        }
        return new Drawn(seen, all);
    }

    /// Sides of whole tokens, each strictly inside the grid where it can be.
    private static Block block(double area, double aspect, int rows, int columns) {
        double tokens = area * rows * columns;
        int height = (int) Math.round(Math.sqrt(tokens * aspect));
        int width = (int) Math.round(Math.sqrt(tokens / aspect));
        return new Block(Math.clamp(height, 1, Math.max(1, rows - 1)), Math.clamp(width, 1, Math.max(1, columns - 1)));
    }

    private long[] drawOne(int b, List<long[][]> all, Block[] blocks, RandomGenerator random, int rows, int columns) {
        long[] seen = new long[0];
        for (int i = 0; i < TRIES && seen.length < leastTokens; i++) {
            boolean[] taken = new boolean[rows * columns];
            for (long[][] target : all) {
                target[b] = place(blocks[0], random, rows, columns);
                for (long token : target[b]) {
                    taken[(int) token] = true;
                }
            }
            seen = Arrays.stream(place(blocks[1], random, rows, columns))
                    .filter(token -> !taken[(int) token])
                    .toArray();
        }
        return seen.length > 0 ? seen : new long[] {0};
    }

    private static long[] place(Block block, RandomGenerator random, int rows, int columns) {
        int top = random.nextInt(rows - block.rows() + 1);
        int left = random.nextInt(columns - block.columns() + 1);
        long[] tokens = new long[block.rows() * block.columns()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (long) (top + i / block.columns()) * columns + left + i % block.columns();
        }
        return tokens;
    }
}
