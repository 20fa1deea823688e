package io.github.jepa4j.agent;

import io.github.jepa4j.agent.Directive.FallBack;
import io.github.jepa4j.agent.Directive.Pursue;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.world.SignalSpace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sets the agent up by rules, such as are written in a file: from a setup to begin with, each rule that
/// holds changes what the ones before it made, in order. When the task changes from one situation to the
/// next, a new plan is made at once. For example
///
/// ```yaml
/// rules:
///   - when: {surpriseAbove: 0.3}
///     then: {horizon: 20, planner: hybrid, afresh: true}
///   - when: {signal: reactor temperature, above: 138}
///     then: {task: cool down}
///   - when: {successBelow: 0.5}
///     then: {planner: hybrid, replan: 1}
///   - when: {surpriseAbove: 5}
///     then: {fallBack: the plant does not do what its model foresees}
/// ```
public final class RuleConfigurator implements Configurator {

    private final Setup start;
    private final Map<String, Task> tasks;
    private final SignalSpace signals;
    private final List<Rule> rules;
    private final @Nullable Experience experience;
    private String pursued;

    /// @param start   before any rule
    /// @param tasks   that rules may change to, by name
    /// @param signals of what is seen, for rules about them
    /// @throws IllegalArgumentException when a rule names a task, planner or signal that there is not, or
    ///     sets up what cannot be
    public RuleConfigurator(Setup start, Map<String, Task> tasks, SignalSpace signals, List<Rule> rules) {
        this(start, tasks, signals, rules, null);
    }

    /// Likewise, with rules about what is remembered.
    ///
    /// @param experience that `successBelow` asks; null for none
    public RuleConfigurator(
            Setup start,
            Map<String, Task> tasks,
            SignalSpace signals,
            List<Rule> rules,
            @Nullable Experience experience) {
        this.start = start;
        this.tasks = Map.copyOf(tasks);
        this.signals = signals;
        this.rules = List.copyOf(rules);
        this.experience = experience;
        this.pursued = start.task().name();
        for (Rule rule : rules) {
            rule.then().change(start, this.tasks);
            if (rule.when().signal() != null) {
                signals.index(rule.when().signal());
            }
            if (rule.when().successBelow() != null && experience == null) {
                throw new IllegalArgumentException(
                        "A rule asks whether success was below %s before, but there is no memory to ask; it needs an Experience.\nMaybe the configurator was made without one."
                                .formatted(rule.when().successBelow()));
            }
        }
    }

    @Override
    public Directive configure(Situation situation) {
        Setup setup = start;
        boolean afresh = false;
        for (Rule rule : rules) {
            String task = setup.task().name();
            if (rule.when().holds(situation, signals, () -> success(situation, task))) {
                if (rule.then().fallBack() != null) {
                    return new FallBack(rule.then().fallBack());
                }
                setup = rule.then().change(setup, tasks);
                afresh |= rule.then().afresh();
            }
        }
        boolean changed = situation.step() > 0 && !setup.task().name().equals(pursued);
        pursued = setup.task().name();
        return new Pursue(setup, afresh || changed);
    }

    private double success(Situation situation, String task) {
        return experience == null ? Double.NaN : experience.success(situation.now(), task);
    }

    static Task named(String name, Map<String, Task> tasks) {
        Task task = tasks.get(name);
        if (task == null) {
            throw new IllegalArgumentException("There is no task '%s'; there are %s.\nMaybe it is spelt differently."
                    .formatted(name, tasks.keySet().stream().sorted().toList()));
        }
        return task;
    }
}
