package io.github.jepa4j.cli;

import io.github.jepa4j.learning.UpdateListener;
import io.github.jepa4j.run.Progress;
import java.util.concurrent.atomic.AtomicBoolean;

/// Progress of one stage, with a word about all of them.
final class Telling implements AutoCloseable {

    private final Progress progress;
    private final long total;
    private final Overall overall;

    Telling(Progress progress, long total, Overall overall) {
        this.progress = progress;
        this.total = total;
        this.overall = overall;
    }

    /// So many units were done by an earlier process.
    void continueFrom(long before) {
        progress.continueFrom(before);
    }

    /// Tells of a training's updates and losses, of which an earlier call may have made the first.
    UpdateListener updates() {
        var begun = new AtomicBoolean();
        return (done, loss) -> {
            if (!begun.getAndSet(true)) {
                continueFrom(done - 1L);
            }
            update(done, "loss %.5f".formatted(loss));
        };
    }

    /// @param note a word about the stage, such as its loss
    void update(long done, String note) {
        String all = total > 0 ? overall.note(Math.min(1, (double) done / total)) : "";
        progress.update(done, note.isEmpty() || all.isEmpty() ? note + all : note + ", " + all);
    }

    @Override
    public void close() {
        progress.close();
    }
}
