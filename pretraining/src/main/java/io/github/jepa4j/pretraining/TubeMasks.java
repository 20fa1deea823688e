package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Masks of clips: the union of a few blocks is hidden at all times, the rest is seen. All clips of a batch
/// have blocks of one size, each at places of its own; the lists are cut to the shortest, so that they
/// stack.
///
/// Source: Bardes et al., *V-JEPA*, 2024 (arXiv 2404.08471), section 3.2, with the blocks of V-JEPA 2:
/// eight of scale 0.15 (short range) or two of scale 0.7 (long range), aspect 0.75 to 1.5. Differs from it:
/// tokens that do not stack are left out at random places, not at the end of the clip.
///
/// @param blocks      how many, at least 1
/// @param scale       area of each as a part of the grid's, in (0, 1)
/// @param leastAspect rows to columns, above 0
/// @param mostAspect  likewise
public record TubeMasks(int blocks, double scale, double leastAspect, double mostAspect) {

    private static final int TRIES = 20;

    public TubeMasks {
        if (blocks < 1 || !(scale > 0 && scale < 1) || !(leastAspect > 0 && leastAspect <= mostAspect)) {
            throw new IllegalArgumentException(
                    "Masks of %d blocks of scale %s and aspect %s to %s are impossible; at least one block, a scale between 0 and 1 and an aspect above 0 are needed.\nMaybe two were swapped."
                            .formatted(blocks, scale, leastAspect, mostAspect));
        }
    }

    /// Eight small blocks.
    public static TubeMasks shortRange() {
        return new TubeMasks(8, 0.15, 0.75, 1.5);
    }

    /// Two large ones.
    public static TubeMasks longRange() {
        return new TubeMasks(2, 0.7, 0.75, 1.5);
    }

    /// The masks of a batch.
    ///
    /// @param seen   `[B][K]`, increasing tokens
    /// @param hidden `[B][M]`, increasing tokens
    record Drawn(long[][] seen, long[][] hidden) {}

    /// @param rows    of tokens
    /// @param columns of tokens
    /// @throws IllegalArgumentException where there is one token only
    static void requireGrid(int rows, int columns) {
        if (rows * columns < 2) {
            throw new IllegalArgumentException(
                    "Clips of %d by %d tokens at a time cannot be masked; at least two are needed, one to see and one to predict.\nMaybe the patches are as large as the frames."
                            .formatted(rows, columns));
        }
    }

    /// Draws the masks of a batch.
    ///
    /// @param times   of tokens
    /// @param rows    of tokens
    /// @param columns of tokens
    /// @throws IllegalArgumentException where a time has one token only
    Drawn draw(int batch, int times, int rows, int columns, Seed seed) {
        requireGrid(rows, columns);
        double aspect = leastAspect + seed.split("aspect").generator().nextDouble() * (mostAspect - leastAspect);
        int height = side(Math.sqrt(scale * rows * columns * aspect), rows);
        int width = side(Math.sqrt(scale * rows * columns / aspect), columns);
        boolean[][] covered = new boolean[batch][];
        int seen = rows * columns;
        int hidden = rows * columns;
        for (int b = 0; b < batch; b++) {
            covered[b] = cover(height, width, rows, columns, seed.split(b).generator());
            int count = count(covered[b]);
            hidden = Math.min(hidden, count);
            seen = Math.min(seen, rows * columns - count);
        }
        Drawn drawn = new Drawn(new long[batch][], new long[batch][]);
        for (int b = 0; b < batch; b++) {
            drawn.seen[b] =
                    tubes(covered[b], false, seen, times, seed.split("seen").split(b));
            drawn.hidden[b] =
                    tubes(covered[b], true, hidden, times, seed.split("hidden").split(b));
        }
        return drawn;
    }

    private static int side(double length, int most) {
        return (int) Math.clamp(Math.round(length), 1, most);
    }

    /// Blocks are drawn again until something is left to be seen; where nothing ever is, a corner is
    /// uncovered.
    private boolean[] cover(int height, int width, int rows, int columns, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            boolean[] covered = new boolean[rows * columns];
            for (int k = 0; k < blocks; k++) {
                int top = random.nextInt(rows - height + 1);
                int left = random.nextInt(columns - width + 1);
                for (int y = top; y < top + height; y++) {
                    Arrays.fill(covered, y * columns + left, y * columns + left + width, true);
                }
            }
            if (count(covered) < covered.length) {
                return covered;
            }
        }
        boolean[] all = new boolean[rows * columns];
        Arrays.fill(all, 1, all.length, true);
        return all;
    }

    private static int count(boolean[] covered) {
        int count = 0;
        for (boolean place : covered) {
            count += place ? 1 : 0;
        }
        return count;
    }

    /// The tokens of so many of the places that are covered, or are not, at all times.
    private static long[] tubes(boolean[] covered, boolean wanted, int places, int times, Seed seed) {
        RandomGenerator random = seed.generator();
        int there = wanted ? count(covered) : covered.length - count(covered);
        long[] tokens = new long[places * times];
        int taken = 0;
        int left = there;
        for (int place = 0; place < covered.length; place++) {
            if (covered[place] != wanted) {
                continue;
            }
            if (random.nextInt(left--) < places - taken) {
                for (int t = 0; t < times; t++) {
                    tokens[t * places + taken] = (long) t * covered.length + place;
                }
                taken++;
            }
        }
        return tokens;
    }
}
