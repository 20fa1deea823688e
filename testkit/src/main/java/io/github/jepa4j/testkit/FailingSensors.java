package io.github.jepa4j.testkit;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.List;

/// A world whose sensors fail as a script says: missing, frozen or off. Several may fail at once.
public final class FailingSensors implements SignalEnvironment {

    private final SignalEnvironment world;
    private final List<Fault> faults;
    private final float[] genuine;
    private int step;

    /// How a sensor fails.
    public enum Kind {
        /// It reads NaN.
        MISSING,
        /// It goes on showing the last reading before it failed.
        FROZEN,
        /// It reads more than there is.
        OFF
    }

    /// One fault of one sensor.
    ///
    /// @param signal that is read wrongly
    /// @param kind   how
    /// @param by     how much more it reads, in the signal's unit, where it is off
    /// @param from   the first observation that is wrong; the episode's first is 0
    /// @param until  the first that is right again
    public record Fault(String signal, Kind kind, float by, int from, int until) {

        public Fault {
            int first = kind == Kind.FROZEN ? 1 : 0;
            if (from < first || until < from) {
                throw new IllegalArgumentException(
                        "The sensor of %s fails from observation %d until %d; it must be from %d or later, until the same or later.\nMaybe the two were swapped."
                                .formatted(signal, from, until, first));
            }
        }

        /// Reads NaN.
        public static Fault missing(String signal, int from, int until) {
            return new Fault(signal, Kind.MISSING, 0, from, until);
        }

        /// Shows what it showed before.
        public static Fault frozen(String signal, int from, int until) {
            return new Fault(signal, Kind.FROZEN, 0, from, until);
        }

        /// Reads so much more.
        public static Fault off(String signal, float by, int from, int until) {
            return new Fault(signal, Kind.OFF, by, from, until);
        }
    }

    /// A world with faults.
    ///
    /// @throws IllegalArgumentException when a signal that fails is none of the world's
    public FailingSensors(SignalEnvironment world, Fault... faults) {
        this.world = world;
        this.faults = List.of(faults);
        this.genuine = new float[world.signalSpace().dimension()];
        for (Fault fault : faults) {
            world.signalSpace().index(fault.signal());
        }
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
        step = 0;
        return failing(world.reset(seed));
    }

    @Override
    public Signals step(Action action) {
        step++;
        return failing(world.step(action));
    }

    private Signals failing(Signals seen) {
        float[] values = seen.values().clone();
        boolean[] frozen = new boolean[values.length];
        for (Fault fault : faults) {
            if (step >= fault.from() && step < fault.until()) {
                int signal = signalSpace().index(fault.signal());
                frozen[signal] |= fault.kind() == Kind.FROZEN;
                values[signal] = switch (fault.kind()) {
                    case MISSING -> Float.NaN;
                    case FROZEN -> genuine[signal];
                    case OFF -> values[signal] + fault.by();
                };
            }
        }
        for (int signal = 0; signal < values.length; signal++) {
            genuine[signal] = frozen[signal] ? genuine[signal] : seen.values()[signal];
        }
        return new Signals(values);
    }
}
