package io.github.jepa4j.worlds;

/// A battery of a building, hour by hour. What it takes or gives is limited by a curve over its charge, and what is
/// lost on the way in and out by a curve over the power: a fully charged battery takes but a fifth of its nominal
/// power, and slow charging loses more than brisk charging. It wears: each kWh through it costs a little capacity.
///
/// | share of charge  | 0 | 0.8 | 1   |
/// |------------------|---|-----|-----|
/// | most power, share of the nominal | 1 | 1 | 0.2 |
///
/// | share of nominal power    | 0    | 0.3  | 0.7 | 0.8 | 1    |
/// |---------------------------|------|------|-----|-----|------|
/// | efficiency, there and back | 0.83 | 0.83 | 0.9 | 0.9 | 0.85 |
///
/// Source: the battery of CityLearn (Vázquez-Canteli, Kämpf, Henze and Nagy, *CityLearn v1.0: an OpenAI Gym environment
/// for demand response with deep reinforcement learning*, BuildSys 2019; MIT), with the curves that version 1.3.5, that
/// of the challenge of 2022, has by default, between whose points it goes straight; the efficiency's square root is
/// lost each way. Later versions draw the curves at random where none are given. Differs in the unit of what is
/// asked for: kW here, a share of the capacity there.
///
/// @param capacity     when new, in kWh, above 0
/// @param nominalPower either way, in kW, above 0
/// @param capacityLoss share of the new capacity that a full cycle costs (half of it by charging), at least 0
/// @param standbyLoss  share of the charge that is lost each hour, 0 to 1
public record Battery(double capacity, double nominalPower, double capacityLoss, double standbyLoss) {

    /// That of the buildings of the challenge of 2022: 6.4 kWh, 5 kW, a wear of 1e-5, no loss on standby.
    public static final Battery PUBLISHED = new Battery(6.4, 5, 1e-5, 0);

    private static final double[] CHARGES = {0, 0.8, 1};
    private static final double[] MOST_POWER = {1, 1, 0.2};
    private static final double[] POWERS = {0, 0.3, 0.7, 0.8, 1};
    private static final double[] EFFICIENCIES = {0.83, 0.83, 0.9, 0.9, 0.85};

    public Battery {
        if (!(capacity > 0 && nominalPower > 0 && capacityLoss >= 0 && standbyLoss >= 0 && standbyLoss <= 1)
                || !Double.isFinite(capacity + nominalPower + capacityLoss)) {
            throw new IllegalArgumentException(
                    "The battery has %s kWh, %s kW, a capacity loss of %s and loses %s of its charge an hour; capacity and power must be above 0, losses at least 0, that of an hour at most 1, all finite.\nMaybe a loss was given in percent."
                            .formatted(capacity, nominalPower, capacityLoss, standbyLoss));
        }
    }

    /// What the battery holds.
    ///
    /// @param charge   in kWh, at least 0
    /// @param capacity what is left of it, in kWh, above 0
    public record State(double charge, double capacity) {

        public State {
            if (!(charge >= 0 && capacity > 0) || !Double.isFinite(charge + capacity)) {
                throw new IllegalArgumentException(
                        "The battery holds %s of %s kWh; both must be finite, the charge at least 0 and the capacity above it.\nMaybe a share was given where an energy was meant."
                                .formatted(charge, capacity));
            }
        }
    }

    /// What an hour came to.
    ///
    /// @param state after it
    /// @param drawn from the building's wires in that hour, in kWh; below 0 what was delivered
    public record Hour(State state, double drawn) {}

    /// A battery as new.
    ///
    /// @param charge in kWh, 0 to the capacity
    public State begin(double charge) {
        if (!(charge >= 0 && charge <= capacity)) {
            throw new IllegalArgumentException(
                    "The battery shall begin with %s kWh; it holds 0 to %s.\nMaybe a share was given in percent."
                            .formatted(charge, capacity));
        }
        return new State(charge, capacity);
    }

    /// The most power at a charge, either way, in kW.
    public double mostPower(State state) {
        return nominalPower * along(CHARGES, MOST_POWER, left(state) / state.capacity);
    }

    /// What is left of an energy that goes in or comes out at a power, as a share.
    ///
    /// @param power in kW, of either sign
    public double oneWayEfficiency(double power) {
        return Math.sqrt(along(POWERS, EFFICIENCIES, Math.abs(power) / nominalPower));
    }

    /// An hour in which a power is asked for. What exceeds the power it can do, fills or empties it is not done.
    ///
    /// @param asked in kW, above 0 to charge; a number
    public Hour hour(State before, double asked) {
        double most = mostPower(before);
        double power = Math.clamp(asked, -most, most);
        double efficiency = oneWayEfficiency(power);
        double left = left(before);
        double charge = power >= 0
                ? Math.min(left + power * efficiency, Math.max(left, before.capacity))
                : Math.max(0, left + power / efficiency);
        double drawn = charge >= left ? (charge - left) / efficiency : (charge - left) * efficiency;
        double wear = capacityLoss * capacity * Math.abs(drawn) / (2 * before.capacity);
        return new Hour(new State(charge, Math.max(before.capacity - wear, Double.MIN_NORMAL)), drawn);
    }

    private double left(State state) {
        return state.charge * (1 - standbyLoss);
    }

    /// Straight between points, level beyond them.
    private static double along(double[] at, double[] values, double x) {
        int next = 1;
        while (next < at.length - 1 && x > at[next]) {
            next++;
        }
        double share = Math.clamp((x - at[next - 1]) / (at[next] - at[next - 1]), 0, 1);
        return values[next - 1] + share * (values[next] - values[next - 1]);
    }
}
