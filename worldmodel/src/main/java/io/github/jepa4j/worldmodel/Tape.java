package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Rows;
import org.jspecify.annotations.Nullable;

/// What happened inside each imagined step, kept for the pullback: for each time and candidate, what
/// [Cell#activate] left in scratch, then the next latent before it was normalised.
///
/// @param cell       whose steps they are
/// @param candidates `K`
/// @param values     `[H, K, scratch + D]`
record Tape(Cell cell, int candidates, float[] values) {

    /// 256 MiB. A longer tape is not kept: computing it again takes half as long again, but memory does not run out.
    private static final long LARGEST = 1L << 26;

    /// An empty tape, or none where it would be too long.
    static @Nullable Tape blank(Cell cell, ActionBatch actions, SpareArrays spares) {
        long width = (long) cell.scratch() + cell.dimension();
        long size = width * actions.candidates() * actions.horizon();
        return size > LARGEST ? null : new Tape(cell, actions.candidates(), spares.take((int) size));
    }

    /// A group's scratch.
    Rows scratch(int time, int first, int count) {
        int width = cell.scratch() + cell.dimension();
        return new Rows(values, (time * candidates + first) * width, width, count);
    }

    /// A group's next latents before they were normalised.
    Rows next(int time, int first, int count) {
        Rows scratch = scratch(time, first, count);
        return scratch.at(scratch.offset() + cell.scratch());
    }
}
