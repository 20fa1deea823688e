package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import org.jspecify.annotations.Nullable;

/// A building with a solar roof and a [Battery], replayed from a log. Seen are, of the hour that has just passed, the
/// battery's charge at its end in kWh, the power it drew, the building's load, the roof's sun and what was taken from
/// the grid (`net = load + power - solar`), all in kW, and what a kWh of that hour cost and emitted. An action
/// `[A] = [1]` is the power asked of the battery for the next hour in kW, above 0 to charge; more than the nominal
/// power is cut off. Nobody is paid for what flows back into the grid: cost and emissions of an hour are those
/// of its net above 0. A log of so many hours takes one action fewer, since in its first hour the battery rests.
///
/// Source: a building of CityLearn (see [Battery]) with its non-shiftable load and roof alone; that version counts cost
/// and emissions so. Differs from it: no heat storage, and the readings are in plain units.
public final class BatteryBuilding implements SignalEnvironment {

    /// The signals' names, in their order.
    public static final String CHARGE = "charge";

    /// What the battery drew.
    public static final String POWER = "power";

    /// What the building used.
    public static final String LOAD = "load";

    /// What the roof gave.
    public static final String SOLAR = "solar";

    /// What the grid gave.
    public static final String NET = "net";

    /// Of a kWh from the grid.
    public static final String PRICE = "price";

    /// Of a kWh from the grid.
    public static final String CARBON = "carbon";

    private final BuildingLog log;
    private final Battery battery;
    private final double startCharge;
    private final ActionSpace.Box actions;
    private final SignalSpace signals;
    private Battery.@Nullable State state;
    private int hour;

    /// A building with the published battery, nearly empty at the start: 10 % of its capacity.
    public BatteryBuilding(BuildingLog log) {
        this(log, Battery.PUBLISHED, 0.1 * Battery.PUBLISHED.capacity());
    }

    /// A building.
    ///
    /// @param startCharge in kWh, 0 to the battery's capacity
    public BatteryBuilding(BuildingLog log, Battery battery, double startCharge) {
        this.log = log;
        this.battery = battery;
        this.startCharge = battery.begin(startCharge).charge();
        float most = (float) battery.nominalPower();
        actions = new ActionSpace.Box(new float[] {-most}, new float[] {most});
        float infinity = Float.POSITIVE_INFINITY;
        signals = SignalSpace.of(
                new Signal(CHARGE, "kWh", 0, (float) battery.capacity()),
                new Signal(POWER, "kW", -most, most),
                new Signal(LOAD, "kW", 0, infinity),
                new Signal(SOLAR, "kW", 0, infinity),
                Signal.unlimited(NET, "kW"),
                Signal.unlimited(PRICE, "$/kWh"),
                Signal.unlimited(CARBON, "kg/kWh"));
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return actions;
    }

    @Override
    public SignalSpace signalSpace() {
        return signals;
    }

    @Override
    public Signals reset(Seed seed) {
        hour = 0;
        Battery.State begun = battery.begin(startCharge);
        state = begun;
        return seen(begun, 0);
    }

    /// @throws IllegalStateException also when the log is over
    @Override
    public Signals step(Action action) {
        Battery.State before = state();
        if (action.dimension() != 1) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but the battery takes 1: the power in kW.\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        if (hoursLeft() == 0) {
            throw new IllegalStateException(
                    "All %d hours of the building's log are over; there is no next one.\nMaybe begin anew with reset(seed)."
                            .formatted(log.size()));
        }
        float[] asked = action.values().clone();
        actions.project(asked, 0);
        Battery.Hour done = battery.hour(before, asked[0]);
        state = done.state();
        hour++;
        return seen(done.state(), done.drawn());
    }

    private Signals seen(Battery.State now, double drawn) {
        BuildingLog.Hour row = log.at(hour);
        double net = row.net() + drawn;
        return new Signals(new float[] {
            (float) now.charge(),
            (float) drawn,
            (float) row.load(),
            (float) row.solar(),
            (float) net,
            (float) row.price(),
            (float) row.carbon()
        });
    }

    /// How many actions the log has left.
    public int hoursLeft() {
        return log.size() - 1 - hour;
    }

    /// What the battery holds. For judging: the agent sees it in single precision.
    public Battery.State state() {
        Battery.State now = state;
        if (now == null) {
            throw new IllegalStateException(
                    "The building has no episode yet; reset(seed) begins one.\nMaybe step or state was called before reset.");
        }
        return now;
    }
}
