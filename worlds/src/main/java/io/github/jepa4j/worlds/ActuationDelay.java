package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;

/// A world whose actions take effect some steps late, as over a slow bus. Until the first arrives an idle
/// action is done.
public final class ActuationDelay implements SignalEnvironment {

    private final SignalEnvironment world;
    private final int steps;
    private final Action idle;
    private final Queue<Action> underWay = new ArrayDeque<>();

    /// A delayed world.
    ///
    /// @param world that is delayed
    /// @param steps by how many, at least 0
    /// @param idle  what is done before the first action arrives
    public ActuationDelay(SignalEnvironment world, int steps, Action idle) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "The delay is %d steps; it must be at least 0.\nMaybe a time in seconds was meant."
                            .formatted(steps));
        }
        world.actionSpace().distance(idle); // An idle action of another dimension is refused here.
        this.world = world;
        this.steps = steps;
        this.idle = idle;
    }

    @Override
    public ActionSpace actionSpace() {
        return world.actionSpace();
    }

    @Override
    public SignalSpace signalSpace() {
        return world.signalSpace();
    }

    @Override
    public Signals reset(Seed seed) {
        Signals seen = world.reset(seed);
        underWay.clear();
        underWay.addAll(Collections.nCopies(steps, idle));
        return seen;
    }

    @Override
    public Signals step(Action action) {
        world.actionSpace().distance(action); // Refused now, not some steps later.
        underWay.add(action);
        return world.step(underWay.remove());
    }
}
