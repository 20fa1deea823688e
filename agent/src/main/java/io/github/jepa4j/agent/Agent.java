package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Surprise;
import io.github.jepa4j.worldmodel.WorldModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Acts by thinking: perceives, imagines, plans, does the first few actions of the plan, and plans again
/// (receding-horizon control). What it remembers between steps is its current plan, from which the next one
/// starts.
///
/// It perceives once per plan; between plans it does not look. Not thread-safe: each episode takes its own
/// agent; the encoder, world model and planner behind it may be shared. Deterministic given the seed of
/// `begin` and what is seen, unless it has a time limit.
///
/// It hands the planner's actions on as they are: planners obey the action space, save those of a peer that
/// has none.
public final class Agent {

    /// How the loop goes.
    ///
    /// @param horizon        `H`, how many actions are planned, at least 1; fewer when fewer steps are left
    /// @param replanInterval how many actions of a plan are done before the next, 1 to the horizon
    /// @param warmStart      whether a plan begins with what is left of the one before
    /// @param planTime       limit on one plan's time, by the agent's clock, which it then needs; zero for none
    public record Config(int horizon, int replanInterval, boolean warmStart, Duration planTime) {

        public Config {
            if (horizon < 1) {
                throw new IllegalArgumentException(
                        "The agent's horizon is %d; it must be at least 1.\nMaybe it was confused with the replan interval."
                                .formatted(horizon));
            }
            if (replanInterval < 1 || replanInterval > horizon) {
                throw new IllegalArgumentException(
                        "The replan interval is %d; it must be from 1 to the horizon, %d.\nMaybe the horizon was shortened and the interval was not."
                                .formatted(replanInterval, horizon));
            }
            if (planTime.isNegative()) {
                throw new IllegalArgumentException(
                        "The time for a plan is %s; it must be positive, or zero for no limit.\nMaybe a deadline was computed that has passed."
                                .formatted(planTime));
            }
        }

        /// Horizon 90 (EB-JEPA's), a new plan every 4 steps, warm-started, no time limit.
        public static Config defaults() {
            return new Config(90, 4, true, Duration.ZERO);
        }

        /// As EB-JEPA plans: horizon 90, a new plan at every step, each from a cold start.
        public static Config reference() {
            return new Config(90, 1, false, Duration.ZERO);
        }
    }

    private final Encoder encoder;
    private final WorldModel worldModel;
    private final ActionScale scale;
    private final ActionSpace actionSpace;
    private final Planner planner;
    private final Function<Latent, Objective> wanted;
    private final Config config;
    private final LongSupplier clock;

    private @Nullable Objective objective;
    private @Nullable Plan plan;
    private Seed seed = new Seed(0);
    private int steps;
    private int step;
    private int planStep;

    private Agent(Builder builder) {
        encoder = required(builder.encoder, "encoder");
        worldModel = required(builder.worldModel, "world model");
        actionSpace = required(builder.actionSpace, "action space");
        planner = required(builder.planner, "planner");
        ActionScale given = builder.scale;
        scale = given == null ? ActionScale.identity(worldModel.actionDimension()) : given;
        wanted = builder.wanted;
        config = builder.config;
        LongSupplier ticking = builder.clock;
        if (ticking == null && !config.planTime().isZero()) {
            throw new IllegalArgumentException(
                    "The agent may take %s for a plan, but has no clock, so that a plan would never end; it needs one.\nMaybe add .clock(System::nanoTime) to its builder."
                            .formatted(config.planTime()));
        }
        clock = ticking == null ? () -> 0 : ticking;
        requireMatchingShapes();
    }

    /// An agent that sees and imagines with a trained model; the rest as by default.
    ///
    /// @param actionSpace which actions it may plan
    /// @throws IllegalArgumentException when the model was trained for other actions
    public static Agent of(JepaModel model, ActionSpace actionSpace, Planner planner) {
        return builder().model(model).actionSpace(actionSpace).planner(planner).build();
    }

    /// An agent that sees and imagines with a trained model, and plans with [ImprovedCem]; the rest as by default.
    ///
    /// @param actionSpace which actions it may plan: no longer ones than the model has learned from
    /// @throws IllegalArgumentException when the model was trained for other actions
    public static Agent of(JepaModel model, ActionSpace actionSpace) {
        return of(model, actionSpace, new ImprovedCem());
    }

    /// Begins an agent; it needs at least an encoder, a world model, an action space and a planner.
    public static Builder builder() {
        return new Builder();
    }

    /// Begins an episode: forgets the plan, and perceives the goal.
    ///
    /// @param goal  what would be seen at the goal
    /// @param steps how many actions the episode has, at least 1
    /// @param seed  all of this episode's randomness
    public void begin(Observation goal, int steps, Seed seed) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "The episode has %d steps; it must have at least 1.\nMaybe it is over already.".formatted(steps));
        }
        this.steps = steps;
        this.seed = seed;
        step = 0;
        goal(goal);
    }

    /// Changes the goal in the middle of an episode; the next decision plans afresh.
    public void goal(Observation goal) {
        objective = wanted.apply(encoder.encode(goal));
        plan = null;
    }

    /// How many actions of the episode are left.
    public int stepsLeft() {
        return steps - step;
    }

    /// Decides what to do now.
    ///
    /// @param seen what is seen now
    /// @throws IllegalStateException before `begin`, and when no steps are left
    public Decision decide(Observation seen) {
        Objective toward = objective;
        if (toward == null) {
            throw new IllegalStateException(
                    "The agent has no goal; it needs one before it decides.\nMaybe begin(goal, steps, seed) was forgotten.");
        }
        if (step >= steps) {
            throw new IllegalStateException(
                    "All %d steps of the episode are done; there are none left to decide.\nMaybe begin a new episode."
                            .formatted(steps));
        }
        Plan current = plan;
        Decision decision = current == null || planStep >= interval(current) ? replan(seen, toward) : goOn(current);
        step++;
        planStep++;
        return decision;
    }

    private Decision replan(Observation seen, Objective toward) {
        long begun = clock.getAsLong();
        Latent now = encoder.encode(seen);
        long perceived = clock.getAsLong();
        Plan before = plan;
        double surprise = before == null ? Double.NaN : surprise(before, now);
        int horizon = Math.min(config.horizon(), stepsLeft());
        Problem problem = new Problem(worldModel, now, toward, actionSpace, scale, horizon);
        Plan found = planner.plan(
                problem, warmStart(before), budget(), seed.split("plan").split(step));
        long planned = clock.getAsLong();
        plan = found;
        planStep = 0;
        return new Decision(
                step, action(found), found, 0, found.energy(), surprise, perceived - begun, planned - perceived);
    }

    private Decision goOn(Plan current) {
        return new Decision(step, action(current), current, planStep, current.energy(), Double.NaN, 0, 0);
    }

    private Action action(Plan current) {
        return scale.denormalise(current.actions().action(planStep));
    }

    private int interval(Plan current) {
        return Math.min(config.replanInterval(), current.actions().horizon());
    }

    private ActionSequence warmStart(@Nullable Plan before) {
        return before == null || !config.warmStart()
                ? new ActionSequence(0, worldModel.actionDimension(), new float[0])
                : before.actions().shifted(planStep);
    }

    private Budget budget() {
        return config.planTime().isZero() ? Budget.unlimited() : Budget.of(config.planTime(), clock);
    }

    private double surprise(Plan before, Latent now) {
        int start = before.future().index(0, planStep);
        float[] foreseen = Arrays.copyOfRange(before.future().latents(), start, start + now.dimension());
        return Surprise.between(new Latent(foreseen), now).value();
    }

    private void requireMatchingShapes() {
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

    private static <T> T required(@Nullable T part, String name) {
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

    /// Gathers an agent's parts.
    public static final class Builder {
        private @Nullable Encoder encoder;
        private @Nullable WorldModel worldModel;
        private @Nullable ActionScale scale;
        private @Nullable ActionSpace actionSpace;
        private @Nullable Planner planner;
        private Function<Latent, Objective> wanted = GoalDistance::sum;
        private Config config = Config.defaults();
        private @Nullable LongSupplier clock;

        private Builder() {}

        /// What it perceives and imagines with, and the border between its action units and the world's.
        public Builder model(JepaModel value) {
            return encoder(value.encoder()).worldModel(value.worldModel()).scale(value.actionScale());
        }

        /// What it perceives with.
        public Builder encoder(Encoder value) {
            encoder = value;
            return this;
        }

        /// What it imagines with.
        public Builder worldModel(WorldModel value) {
            worldModel = value;
            return this;
        }

        /// The border between the world's action units and the model's; none by default.
        public Builder scale(ActionScale value) {
            scale = value;
            return this;
        }

        /// Which actions it may plan; may be tighter than the world's own.
        public Builder actionSpace(ActionSpace value) {
            actionSpace = value;
            return this;
        }

        /// How it searches.
        public Builder planner(Planner value) {
            planner = value;
            return this;
        }

        /// From the goal's latent to what is wanted; `GoalDistance::sum` by default.
        public Builder objective(Function<Latent, Objective> value) {
            wanted = value;
            return this;
        }

        /// How the loop goes.
        public Builder config(Config value) {
            config = value;
            return this;
        }

        /// Nanoseconds, monotone, such as `System::nanoTime`, for the time limit and the decisions'
        /// timings. Without one there may be no time limit, and the timings are 0.
        public Builder clock(LongSupplier value) {
            clock = value;
            return this;
        }

        /// @throws NullPointerException     when a part is missing
        /// @throws IllegalArgumentException when the parts' shapes do not fit together, or there is a time
        ///     limit and no clock
        public Agent build() {
            return new Agent(this);
        }
    }
}
