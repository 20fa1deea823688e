package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.memory.Memory;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.WorldModel;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Gathers an agent's parts.
public final class AgentBuilder {
    @Nullable
    Encoder encoder;

    @Nullable
    WorldModel worldModel;

    @Nullable
    ActionScale scale;

    @Nullable
    ActionSpace actionSpace;

    @Nullable
    Planner planner;

    Function<Latent, Objective> wanted = GoalDistance::sum;
    Agent.Config config = Agent.Config.defaults();

    @Nullable
    LongSupplier clock;

    @Nullable
    Configurator configurator;

    @Nullable
    Fallback fallback;

    List<Guardrail> guardrails = List.of();
    boolean watchful;

    @Nullable
    Watching watching;

    @Nullable
    Filtering filtering;

    @Nullable
    Remembering remembering;

    AgentBuilder() {}

    /// What it perceives and imagines with, and the border between its action units and the world's.
    public AgentBuilder model(JepaModel value) {
        return encoder(value.encoder()).worldModel(value.worldModel()).scale(value.actionScale());
    }

    /// What it perceives with.
    public AgentBuilder encoder(Encoder value) {
        encoder = value;
        return this;
    }

    /// What it imagines with.
    public AgentBuilder worldModel(WorldModel value) {
        worldModel = value;
        return this;
    }

    /// The border between the world's action units and the model's; none by default.
    public AgentBuilder scale(ActionScale value) {
        scale = value;
        return this;
    }

    /// Which actions it may plan; may be tighter than the world's own.
    public AgentBuilder actionSpace(ActionSpace value) {
        actionSpace = value;
        return this;
    }

    /// How it searches.
    public AgentBuilder planner(Planner value) {
        planner = value;
        return this;
    }

    /// From the goal's latent to what is wanted; `GoalDistance::sum` by default.
    public AgentBuilder objective(Function<Latent, Objective> value) {
        wanted = value;
        return this;
    }

    /// What must not happen on the way to a goal; a task brings its own.
    public AgentBuilder guardrails(Guardrail... value) {
        guardrails = List.of(value);
        return this;
    }

    /// Sets the agent up anew for each situation, instead of the planner, the loop and the task of `begin`.
    /// Setups with a time limit need a clock.
    public AgentBuilder configurator(Configurator value) {
        configurator = value;
        return this;
    }

    /// What is done where nothing can be planned; [Fallback#keepOn] by default.
    public AgentBuilder fallback(Fallback value) {
        fallback = value;
        return this;
    }

    /// What stands between every decision and the world, where observations are [Signals] in the filter's
    /// order. One of this agent's own: it follows the episode.
    public AgentBuilder filter(SafetyFilter value) {
        return filter(value, seen -> (Signals) seen);
    }

    /// Likewise, where the filter's signals are a part of what is seen, or read from elsewhere.
    ///
    /// @param reading the filter's signals, NaN where they are missing
    public AgentBuilder filter(SafetyFilter value, Function<Observation, Signals> reading) {
        filtering = new Filtering(value, reading);
        return this;
    }

    /// What is declared of sensors; where it does not hold, the fallback acts. Times are not looked at.
    ///
    /// @throws IllegalArgumentException when it declares times, which need a clock
    public AgentBuilder sensorWatch(SensorWatch value) {
        if (value.needsTime()) {
            throw new IllegalArgumentException(
                    "The sensor watch declares ages and gaps of at most %s and %s, but has no clock; it needs one.\nMaybe add the time of day: .sensorWatch(watch, InstantSource.system())."
                            .formatted(value.longestAge(), value.longestGap()));
        }
        watching = new Watching(value, null);
        return this;
    }

    /// Likewise, and of times.
    ///
    /// @param time of day, by which readings say when they were taken
    public AgentBuilder sensorWatch(SensorWatch value, InstantSource time) {
        watching = new Watching(value, time);
        return this;
    }

    /// Where every moment that it perceives is remembered, with what was done, foreseen and felt then. It
    /// may be shared with other agents, and is not closed by this one. What is remembered is acknowledged
    /// by the memory's own rules, and at `conclude`.
    ///
    /// @param time of day
    public AgentBuilder memory(Memory value, InstantSource time) {
        remembering = new Remembering(value, time);
        return this;
    }

    /// Whether it perceives, and asks its configurator, before every action rather than before each plan,
    /// so that surprise is noticed at once; not by default.
    public AgentBuilder watchful(boolean value) {
        watchful = value;
        return this;
    }

    /// How the loop goes.
    public AgentBuilder config(Agent.Config value) {
        config = value;
        return this;
    }

    /// Nanoseconds, monotone, such as `System::nanoTime`, for the time limit and the decisions'
    /// timings. Without one there may be no time limit, and the timings are 0.
    public AgentBuilder clock(LongSupplier value) {
        clock = value;
        return this;
    }

    /// @throws NullPointerException     when a part is missing
    /// @throws IllegalArgumentException when the parts' shapes do not fit together, or there is a time
    ///     limit and no clock
    public Agent build() {
        return new Agent(this);
    }

    /// The one given; one that stands still, where no time is limited.
    LongSupplier requiredClock() {
        LongSupplier given = clock;
        if (given == null && !config.planTime().isZero()) {
            throw timeless(config);
        }
        return given == null ? () -> 0 : given;
    }

    private static IllegalArgumentException timeless(Agent.Config config) {
        return new IllegalArgumentException(
                "The agent may take %s for a plan, but has no clock, so that a plan would never end; it needs one.\nMaybe add .clock(System::nanoTime) to its builder."
                        .formatted(config.planTime()));
    }

    static void requireMatchingShapes(
            Encoder encoder, WorldModel worldModel, ActionSpace actionSpace, ActionScale scale) {
        if (encoder.dimension() != worldModel.latentDimension()) {
            throw new IllegalArgumentException(
                    "The encoder has %d latent dimensions, but the world model has %d.\nMaybe they come from different checkpoints."
                            .formatted(encoder.dimension(), worldModel.latentDimension()));
        }
        if (actionSpace.dimension() != worldModel.actionDimension()
                || scale.dimension() != worldModel.actionDimension()) {
            throw new IllegalArgumentException(
                    "The action space has %d axes and the action scale %d, but the world model has %d.\nMaybe the model was trained in another world."
                            .formatted(actionSpace.dimension(), scale.dimension(), worldModel.actionDimension()));
        }
    }

    static <T> T required(@Nullable T part, String name) {
        return Objects.requireNonNull(
                part,
                () -> "The agent has no %s; it needs one.\nMaybe .%s(...) was forgotten on its builder."
                        .formatted(name, camelCase(name)));
    }

    private static String camelCase(String name) {
        int space = name.indexOf(' ');
        return space < 0
                ? name
                : name.substring(0, space) + Character.toUpperCase(name.charAt(space + 1)) + name.substring(space + 2);
    }
}
