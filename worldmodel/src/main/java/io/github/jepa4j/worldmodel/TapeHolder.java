package io.github.jepa4j.worldmodel;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Holds a rollout's tape until the first pullback takes it. That one uses it up: its array serves the next
/// rollout. A second pullback of the same rollout computes everything again, to the same bits.
final class TapeHolder {

    private final AtomicReference<@Nullable Tape> tape;

    TapeHolder(Tape tape) {
        this.tape = new AtomicReference<>(tape);
    }

    /// The tape of a rollout, if this cell has written one and nobody has taken it.
    static @Nullable Tape takeFrom(Rollout rollout, Cell cell) {
        if (rollout.tape() instanceof TapeHolder holder) {
            Tape tape = holder.tape.get();
            return tape != null && tape.cell() == cell && holder.tape.compareAndSet(tape, null) ? tape : null;
        }
        return null;
    }
}
