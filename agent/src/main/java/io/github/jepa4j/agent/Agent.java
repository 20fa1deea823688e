package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.Outcome.FellBack;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.agent.Directive.FallBack;
import io.github.jepa4j.agent.Directive.Pursue;
import io.github.jepa4j.memory.MemoryException;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Surprise;
import io.github.jepa4j.worldmodel.WorldModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Acts by thinking: perceives, imagines, plans, does the first few actions of the plan, and plans again
/// (receding-horizon control). What it remembers between steps is its current plan, from which the next one
/// starts.
///
/// It perceives once per plan; between plans it does not look, unless it is watchful. Not thread-safe: each
/// episode takes its own agent; the encoder, world model and planner behind it may be shared. Deterministic
/// given the seed of `begin` and what is seen, unless it has a time limit.
///
/// What is wanted and what must not happen is a [Task], or whatever a [Configurator] makes of the
/// situation. Where nothing can be planned, because a sensor is silent or the configurator says so, a
/// [Fallback] acts. Planners obey the action space, save those of a peer that has none; their actions are
/// handed on as they are, unless a [SafetyFilter], which knows nothing of the model, stands between them
/// and the world.
public final class Agent {

    /// How the loop goes.
    ///
    /// @param horizon        `H`, how many actions are planned, at least 1; fewer when fewer steps are
    ///     left
    /// @param replanInterval how many actions of a plan are done before the next, 1 to the horizon
    /// @param warmStart      whether a plan begins with what is left of the one before
    /// @param planTime       limit on the time of one decision, perceiving and planning, by the agent's
    ///     clock, which it then needs; zero for none
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
    private final Configurator configurator;
    private final Function<Latent, Objective> wanted;
    private final List<Guardrail> guardrails;
    private final Fallback fallback;
    private final boolean watchful;
    private final @Nullable Filtering filtering;
    private final @Nullable Watching watching;
    private final @Nullable Remembering remembering;
    private final LongSupplier clock;
    private final Ledger ledger = new Ledger();

    private @Nullable Task task;
    private @Nullable Plan plan;
    private @Nullable Setup planned;
    private Seed seed = new Seed(0);
    private int steps;
    private int step;
    private int planStep;
    private int interval;
    private boolean followed;
    private @Nullable Glimpse glimpse;

    Agent(AgentBuilder builder) {
        encoder = AgentBuilder.required(builder.encoder, "encoder");
        worldModel = AgentBuilder.required(builder.worldModel, "world model");
        actionSpace = AgentBuilder.required(builder.actionSpace, "action space");
        ActionScale given = builder.scale;
        scale = given == null ? ActionScale.identity(worldModel.actionDimension()) : given;
        wanted = builder.wanted;
        guardrails = builder.guardrails;
        configurator = configurator(builder);
        fallback = Objects.requireNonNullElseGet(builder.fallback, () -> Fallback.keepOn(actionSpace));
        watchful = builder.watchful;
        filtering = builder.filtering;
        watching = builder.watching;
        remembering = builder.remembering;
        clock = builder.requiredClock();
        AgentBuilder.requireMatchingShapes(encoder, worldModel, actionSpace, scale);
    }

    /// The one given, or one that always says: the present task, with the planner and loop of the builder.
    private Configurator configurator(AgentBuilder builder) {
        Configurator given = builder.configurator;
        if (given != null) {
            return given;
        }
        Planner planner = AgentBuilder.required(builder.planner, "planner");
        Config config = builder.config;
        return _ -> Pursue.of(new Setup(task(), planner, config));
    }

    /// An agent that sees and imagines with a trained model; the rest as by default.
    ///
    /// @param actionSpace which actions it may plan
    /// @throws IllegalArgumentException when the model was trained for other actions
    public static Agent of(JepaModel model, ActionSpace actionSpace, Planner planner) {
        return builder().model(model).actionSpace(actionSpace).planner(planner).build();
    }

    /// An agent that sees and imagines with a trained model, and plans with [ImprovedCem]; the rest as by
    /// default.
    ///
    /// @param actionSpace which actions it may plan: no longer ones than the model has learned from
    /// @throws IllegalArgumentException when the model was trained for other actions
    public static Agent of(JepaModel model, ActionSpace actionSpace) {
        return of(model, actionSpace, new ImprovedCem());
    }

    /// Begins an agent; it needs at least an encoder, a world model, an action space, and a planner or
    /// configurator.
    public static AgentBuilder builder() {
        return new AgentBuilder();
    }

    /// Begins an episode: forgets the plan, and perceives the goal.
    ///
    /// @param goal  what would be seen at the goal
    /// @param steps how many actions the episode has, at least 1
    /// @param seed  all of this episode's randomness
    public void begin(Observation goal, int steps, Seed seed) {
        start(steps, seed);
        goal(goal);
    }

    /// Begins an episode with a task.
    ///
    /// @param task  what is wanted, and what must not happen
    /// @param steps how many actions the episode has, at least 1
    /// @param seed  all of this episode's randomness
    public void begin(Task task, int steps, Seed seed) {
        start(steps, seed);
        task(task);
    }

    private void start(int steps, Seed seed) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "The episode has %d steps; it must have at least 1.\nMaybe it is over already.".formatted(steps));
        }
        this.steps = steps;
        this.seed = seed;
        step = 0;
        ledger.begin();
        if (filtering != null) {
            filtering.filter().begin();
        }
        if (watching != null) {
            watching.begin();
        }
        if (remembering != null) {
            remembering.begin(seed);
        }
    }

    /// Changes the goal in the middle of an episode; the next decision plans afresh.
    public void goal(Observation goal) {
        task(new Task("goal", wanted.apply(encoder.encode(goal)), guardrails));
    }

    /// Changes the task in the middle of an episode; the next decision plans afresh.
    public void task(Task task) {
        this.task = task;
        plan = null;
    }

    /// Says how the episode ended, so that what is remembered of it is worth as much. Returns when the
    /// memory has made sure of it; without a memory it does nothing.
    ///
    /// @param success 0 (failed) to 1 (done)
    public void conclude(double success) {
        if (remembering != null) {
            remembering.conclude(success);
        }
    }

    /// Why the last moment could not be remembered; empty where it was. What was decided holds all the
    /// same.
    public Optional<MemoryException> forgotten() {
        return remembering == null ? Optional.empty() : remembering.failure();
    }

    /// How many actions of the episode are left.
    public int stepsLeft() {
        return steps - step;
    }

    /// Decides what to do now.
    ///
    /// @param seen what is seen now; where it holds what is no number, or is not what a [SensorWatch]
    ///     declares, nothing is planned and the fallback acts
    /// @throws IllegalStateException before `begin`, and when no steps are left
    public Decision decide(Observation seen) {
        return decide(seen, null);
    }

    /// Decides what to do now by what was seen a while ago.
    ///
    /// @param taken when it was seen, by the clock of the [SensorWatch]; null for now
    /// @throws IllegalStateException before `begin`, and when no steps are left
    public Decision decide(Observation seen, @Nullable Instant taken) {
        if (steps == 0) {
            throw new IllegalStateException(
                    "The agent has no goal; it needs one before it decides.\nMaybe begin(goal, steps, seed) was forgotten.");
        }
        if (step >= steps) {
            throw new IllegalStateException(
                    "All %d steps of the episode are done; there are none left to decide.\nMaybe begin a new episode."
                            .formatted(steps));
        }
        List<Doubt> doubts = watching == null ? List.of() : watching.doubts(seen, taken);
        Decision proposal = doubts.isEmpty() ? proposal(seen) : fallBack(seen, doubts);
        Decision decision = filtering == null ? proposal : filtered(filtering, seen, proposal);
        if (remembering != null && glimpse != null) {
            remembering.remember(glimpse, decision);
        }
        glimpse = null;
        step++;
        planStep++;
        return decision;
    }

    private Decision proposal(Observation seen) {
        Plan current = plan;
        boolean due = current == null || planStep >= interval;
        return current == null || due || watchful ? look(seen, due) : goOn(current, Double.NaN, 0);
    }

    /// What the filter makes of a proposal. Where it does something else, the plan is no longer followed.
    private Decision filtered(Filtering by, Observation seen, Decision proposal) {
        Ruling ruling = by.filter().rule(by.reading().apply(seen), proposal.action());
        if (ruling.intervened()) {
            interval = 0;
            followed = false;
        }
        return proposal.ruled(ruling);
    }

    private Decision look(Observation seen, boolean due) {
        long begun = clock.getAsLong();
        Latent now = encoder.encode(seen);
        long perceived = clock.getAsLong() - begun;
        Plan before = plan;
        for (float value : now.values()) {
            if (!Float.isFinite(value)) {
                return fallBack(seen, "what is seen has no latent: it holds what is no number", Double.NaN, perceived);
            }
        }
        ledger.look(step, now);
        Latent foreseen = before == null || !followed ? null : Glimpse.foreseen(before, planStep);
        double surprise =
                foreseen == null ? Double.NaN : Surprise.between(foreseen, now).value();
        Situation situation = new Situation(step, stepsLeft(), seen, now, surprise);
        glimpse = new Glimpse(situation, foreseen);
        return switch (configurator.configure(situation)) {
            case FallBack because -> fallBack(seen, because.reason(), surprise, perceived);
            case Pursue pursue
            when before == null || due || pursue.afresh() -> replan(situation, pursue.setup(), begun, perceived);
            case Pursue _ -> goOn(before, surprise, perceived);
        };
    }

    private Decision replan(Situation situation, Setup setup, long begun, long perceived) {
        Config loop = setup.loop();
        int horizon = Math.min(loop.horizon(), stepsLeft());
        Problem problem = new Problem(
                worldModel,
                situation.now(),
                setup.task().objective(),
                ledger.standing(setup.task().guardrails()),
                actionSpace,
                scale,
                horizon);
        Plan found =
                found(setup, problem, budget(loop, begun), seed.split("plan").split(step));
        plan = found;
        planned = setup;
        ledger.follow(step, setup.task().guardrails(), found);
        if (remembering != null) {
            remembering.task(setup.task().name());
        }
        planStep = 0;
        followed = true;
        interval = Math.min(loop.replanInterval(), horizon);
        long thought = clock.getAsLong() - begun - perceived; // configuring, and whatever it recalls, included
        Action action = action(found);
        double surprise = situation.surprise();
        return new Decision(
                step, action, action, found.outcome(), found, 0, List.of(), null, surprise, perceived, thought);
    }

    private Decision goOn(Plan current, double surprise, long perceived) {
        Action action = action(current);
        return new Decision(
                step, action, action, current.outcome(), current, planStep, List.of(), null, surprise, perceived, 0);
    }

    private Decision fallBack(Observation seen, List<Doubt> doubts) {
        return fallBack(seen, Doubt.words(doubts), Double.NaN, 0).doubted(doubts);
    }

    private Decision fallBack(Observation seen, String reason, double surprise, long perceived) {
        List<Action> intended = new ArrayList<>();
        Plan current = plan;
        for (int left = planStep; current != null && left < current.actions().horizon(); left++) {
            intended.add(scale.denormalise(current.actions().action(left)));
        }
        // What is left stays intended, one action fewer each time, and is planned anew when seeing returns.
        interval = 0;
        followed = false;
        Action action = fallback.act(seen, intended, reason);
        return new Decision(
                step, action, action, new FellBack(reason), null, planStep, List.of(), null, surprise, perceived, 0);
    }

    private Task task() {
        Task present = task;
        if (present == null) {
            throw new IllegalStateException(
                    "The agent has no task; it needs one before it decides.\nMaybe begin(task, steps, seed) was forgotten.");
        }
        return present;
    }

    private Action action(Plan current) {
        return scale.denormalise(current.actions().action(planStep));
    }

    /// From what is left of the plan before; of one for the same task its sub-goals too.
    private Plan found(Setup setup, Problem problem, Budget budget, Seed own) {
        Plan before = plan;
        if (before == null || !setup.loop().warmStart()) {
            return setup.planner().plan(problem, budget, own);
        }
        return setup.equals(planned)
                ? setup.planner().replan(problem, before, planStep, budget, own)
                : setup.planner().plan(problem, before.actions().shifted(planStep), budget, own);
    }

    /// What perceiving took is the decision's time too.
    private Budget budget(Config loop, long begun) {
        return loop.planTime().isZero()
                ? Budget.unlimited()
                : new Budget(begun + loop.planTime().toNanos(), Integer.MAX_VALUE, clock);
    }
}
