package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Minimise;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.ForecastWorldModel;
import io.github.jepa4j.worlds.Battery;
import io.github.jepa4j.worlds.BuildingLog;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Explores for a fortnight, learns what the battery does and how to forecast the building, and from then
/// on plans every hour: least cost and emissions over the next day, inside the limits, which are
/// guardrails. Where there is no safe plan the battery rests, which is safe whenever the charge is. With
/// foresight it forecasts nothing, but is told.
final class BatteryAgent implements BatteryController {

    /// The hours of exploring.
    static final int EXPLORING = 14 * 24;

    private static final int DAY = 24;

    /// What the data sheet promises at least of the way in or out, less a margin: exploring relies on it alone.
    static final double SURELY_LEFT = 0.8;

    /// What the agent is told.
    ///
    /// @param log       of which it looks at past hours alone, unless it foresees
    /// @param battery   of which it knows the limits of power
    /// @param limits    that it keeps
    /// @param foresight whether it is told what comes
    /// @param setting   planner and horizon, in hours
    record Orders(BuildingLog log, Battery battery, StorageLimits limits, boolean foresight, PlannerSetting setting) {}

    private final Orders orders;
    private final Seed seed;
    private final RandomGenerator exploring;
    private final Planner planner;
    private final ActionSpace actions;
    private final double[][] past;
    private final double[] charges;
    private final double[] powers;
    private List<HourForecast> forecasts = List.of();
    private double costWithout;
    private double emissionsWithout;
    private ActionSequence last = new ActionSequence(0, 1, new float[0]);
    private @Nullable LearnedBattery learned;
    private int refusals;
    private int decisions;
    private long nanos;

    BatteryAgent(Orders orders, Seed seed) {
        this.orders = orders;
        this.seed = seed;
        exploring = seed.split("exploring").generator();
        planner = orders.setting.spec().planner();
        actions = new ActionSpace.Box(new float[] {0}, new float[] {(float) orders.battery.capacity()});
        int hours = orders.log.size();
        past = new double[4][hours];
        charges = new double[hours];
        powers = new double[hours];
    }

    @Override
    public float decide(int hour, Signals seen) {
        note(hour, seen.values());
        return hour < EXPLORING ? explore(charges[hour]) : plan(hour);
    }

    private void note(int hour, float[] seen) {
        charges[hour] = seen[0];
        if (hour > 0) {
            powers[hour - 1] = seen[1];
        }
        past[0][hour] = seen[2];
        past[1][hour] = seen[3];
        past[2][hour] = seen[5];
        past[3][hour] = seen[6];
        double bought = Math.max(0, past[0][hour] - past[1][hour]);
        costWithout += bought * past[2][hour];
        emissionsWithout += bought * past[3][hour];
    }

    /// Any power that is sure to keep the limits, whatever is lost on the way.
    private float explore(double charge) {
        StorageLimits limits = orders.limits;
        double power = exploring.nextDouble(-limits.power(), limits.power());
        double most = Math.max(0, limits.most() - charge);
        double least = -Math.max(0, charge - limits.least()) * SURELY_LEFT;
        return (float) Math.clamp(power, least, most);
    }

    private float plan(int hour) {
        LearnedBattery battery = learned;
        if (battery == null) {
            battery = LearnedBattery.learn(
                    Arrays.copyOf(charges, hour + 1), Arrays.copyOf(powers, hour), orders.limits.power());
            learned = battery;
        }
        if ((hour - EXPLORING) % DAY == 0) {
            forecasts = Arrays.stream(past)
                    .map(signal -> HourForecast.learn(signal, hour + 1))
                    .toList();
        }
        long begun = System.nanoTime();
        int horizon = Math.min(orders.setting.horizon(), orders.log.size() - 1 - hour);
        ActionSequence warm = warm(charges[hour], horizon);
        Plan plan = planner.plan(problem(battery, hour, horizon), warm, Budget.unlimited(), seed.split(hour));
        last = plan.actions();
        nanos += System.nanoTime() - begun;
        decisions++;
        if (!plan.outcome().safe()) {
            refusals++;
            return 0;
        }
        return plan.future().latents()[BuildingModel.LATENT + 1];
    }

    /// What is left of the last plan, and then the charge that it ends with; at first, the charge that there is.
    private ActionSequence warm(double charge, int horizon) {
        float[] set = new float[horizon];
        float rest = last.horizon() == 0 ? (float) charge : last.values()[last.horizon() - 1];
        for (int i = 0; i < horizon; i++) {
            set[i] = i + 1 < last.horizon() ? last.values()[i + 1] : rest;
        }
        return new ActionSequence(horizon, 1, set);
    }

    private Problem problem(LearnedBattery battery, int hour, int horizon) {
        var model = new ForecastWorldModel(new BuildingModel(battery), 1, ahead(hour, horizon));
        float costScale = (float) (costWithout / (hour + 1));
        float emissionsScale = (float) (emissionsWithout / (hour + 1));
        var wanted = WeightedSum.of(
                new WeightedSum.Term(0.5f, new Minimise(LearnedBattery.cost(), costScale, Times.from(1))),
                new WeightedSum.Term(0.5f, new Minimise(LearnedBattery.emissions(), emissionsScale, Times.from(1))));
        StorageLimits limits = orders.limits;
        List<Guardrail> guardrails = List.of(
                new SignalLimit(battery.charge(), (float) limits.least(), (float) limits.most()),
                new SignalLimit(battery.drawn(), (float) -limits.power(), (float) limits.power()));
        Latent now = new Latent(new float[] {(float) charges[hour], 0, 0, 0});
        return new Problem(model, now, wanted, guardrails, actions, ActionScale.identity(1), horizon);
    }

    private ActionSequence ahead(int hour, int horizon) {
        float[] values = new float[horizon * past.length];
        for (int signal = 0; signal < past.length; signal++) {
            double[] told = forecasts.get(signal).of(past[signal], hour, horizon);
            for (int i = 0; i < horizon; i++) {
                double value = orders.foresight ? truth(signal, hour + 1 + i) : told[i];
                values[i * past.length + signal] = (float) value;
            }
        }
        return new ActionSequence(horizon, past.length, values);
    }

    private double truth(int signal, int hour) {
        BuildingLog.Hour row = orders.log.at(hour);
        return switch (signal) {
            case 0 -> row.load();
            case 1 -> row.solar();
            case 2 -> row.price();
            default -> row.carbon();
        };
    }

    /// How many plans broke a guardrail, so that the battery rested.
    int refusals() {
        return refusals;
    }

    /// Milliseconds of a decision, on the mean.
    double millis() {
        return nanos * 1e-6 / Math.max(1, decisions);
    }

    /// What the exploring told, once it is over.
    LearnedBattery learned() {
        LearnedBattery battery = learned;
        if (battery == null) {
            throw new IllegalStateException(
                    "The agent is still exploring; it learns after %d hours.\nMaybe the log is too short."
                            .formatted(EXPLORING));
        }
        return battery;
    }

    /// Of load, sun, price and carbon, as last learned.
    List<HourForecast> forecasts() {
        return List.copyOf(forecasts);
    }
}
