package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Rows;
import org.jspecify.annotations.Nullable;

/// What happened inside each imagined step, kept for the pullback: for each time and candidate, what
/// [Cell#activate] left in scratch, then the next latent before it was normalised.
///
/// @param cell       whose steps they are
/// @param candidates `K`
/// @param values     `[H, K, kept + D]`
record Tape(Cell cell, int candidates, float[] values) {

    /// 256 MiB. A longer tape is not kept: computing it again takes half as long again, but memory does not run out.
    private static final long LARGEST = 1L << 26;

    /// An empty tape, or none where it would be too long.
    static @Nullable Tape blank(Cell cell, ActionBatch actions) {
        long width = (long) cell.kept() + cell.dimension();
        long size = width * actions.candidates() * actions.horizon();
        return size > LARGEST ? null : new Tape(cell, actions.candidates(), new float[(int) size]);
    }

    /// The tape of a rollout, if this cell has written one.
    static @Nullable Tape of(Rollout rollout, Cell cell) {
        return rollout.tape() instanceof Tape tape && tape.cell() == cell ? tape : null;
    }

    /// What was kept of a group's scratch.
    Rows scratch(int time, int first, int count) {
        int width = cell.kept() + cell.dimension();
        return new Rows(values, (time * candidates + first) * width, width, count);
    }

    /// A group's next latents before they were normalised.
    Rows next(int time, int first, int count) {
        Rows scratch = scratch(time, first, count);
        return scratch.at(scratch.offset() + cell.kept());
    }

    /// Copies what was kept, since the way back overwrites its scratch.
    void copyScratch(int time, int first, Rows scratch) {
        Rows source = scratch(time, first, scratch.count());
        for (int row = 0; row < scratch.count(); row++) {
            System.arraycopy(values, source.begin(row), scratch.values(), scratch.begin(row), cell.kept());
        }
    }
}
