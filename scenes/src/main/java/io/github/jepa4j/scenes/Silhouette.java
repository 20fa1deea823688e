package io.github.jepa4j.scenes;

import java.util.BitSet;

/// Which places a figure covers, and which it does in a mirror: whether two look alike.
record Silhouette(BitSet covered, BitSet mirrored) {

    private static final int GRID = 32;

    /// As far as figures reach.
    private static final double REACH = 2;

    static Silhouette of(Figure figure) {
        BitSet covered = new BitSet(GRID * GRID);
        BitSet mirrored = new BitSet(GRID * GRID);
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                boolean isInside = figure.distance(place(x), place(y)) < 0;
                covered.set(y * GRID + x, isInside);
                mirrored.set(y * GRID + GRID - 1 - x, isInside);
            }
        }
        return new Silhouette(covered, mirrored);
    }

    private static double place(int cell) {
        return REACH * (2 * (cell + 0.5) / GRID - 1);
    }

    /// The area that both cover as a share of what any does, as they are or one in a mirror, in [0, 1].
    double alike(Silhouette other) {
        return Math.max(alike(covered, other.covered), alike(covered, other.mirrored));
    }

    private static double alike(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        int shared = both.cardinality();
        return (double) shared / (one.cardinality() + other.cardinality() - shared);
    }
}
