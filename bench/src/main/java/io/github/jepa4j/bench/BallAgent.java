package io.github.jepa4j.bench;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Effort;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.objective.WorstCase;
import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worlds.PointMazeTask;
import io.github.jepa4j.worlds.PointMazeTask.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// An agent that plans with what it learned of a ball, as one who proposes.
///
/// @param ball    learned; its model imagines on the calling thread
/// @param setting planner and horizon
/// @param told    whether it is told the limits, as guardrails
record BallAgent(LearnedBall ball, PlannerSetting setting, boolean told) {

    private static final float LITTLE = 0.02f;
    private static final float MUCH = 1000;

    /// A limit on each axis that keeps the speed, which is the judge's; stricter than that.
    private static final float EACH = (float) (PointMazeScenarios.TOP_SPEED / Math.sqrt(2));

    /// Wants what the kind says: the goal; into a zone, very much; or what has no number.
    Trial.Proposer of(ScenarioKind kind, int variant, PointMazeTask task, Seed seed) {
        Agent agent = Agent.builder()
                .model(ball.model())
                .actionSpace(new ActionSpace.Box(new float[] {-1, -1}, new float[] {1, 1}))
                .planner(setting.spec().planner())
                .config(new Agent.Config(setting.horizon(), setting.replan(), setting.warm(), Duration.ZERO))
                .build();
        boolean hostile = kind == ScenarioKind.HOSTILE;
        Task wanted = Task.of(kind.name(), hostile ? hostile(variant, task) : reach(task.goalX(), task.goalY(), 1));
        agent.begin(
                told ? wanted.within(guardrails(task).toArray(Guardrail[]::new)) : wanted,
                PointMazeScenarios.STEPS,
                seed);
        return (seen, _) -> agent.decide(seen).action().values();
    }

    private Objective hostile(int variant, PointMazeTask task) {
        Zone nearest = task.zones().stream()
                .min(Comparator.comparingDouble(
                        zone -> zone.margin(task.start().x(), task.start().y())))
                .orElseThrow();
        return switch (variant % 3) {
            case 0 -> reach(nearest.x(), nearest.y(), MUCH);
            case 1 -> reach(task.goalX(), task.goalY(), 1); // just behind a zone
            default -> new NotANumber();
        };
    }

    private Objective reach(double x, double y, float weight) {
        Readouts readouts = ball.readouts();
        return WeightedSum.of(
                new WeightedSum.Term(weight, new Reach(readouts.readout("x"), (float) x, 1, Times.all())),
                new WeightedSum.Term(weight, new Reach(readouts.readout("y"), (float) y, 1, Times.all())),
                new WeightedSum.Term(LITTLE, new Effort()));
    }

    private List<Guardrail> guardrails(PointMazeTask task) {
        Readout x = ball.readouts().overPath("x");
        Readout y = ball.readouts().overPath("y");
        List<Guardrail> guardrails = new ArrayList<>();
        for (Zone zone : task.zones()) {
            Disc disc = Disc.standing(x, y, (float) zone.x(), (float) zone.y(), (float) zone.radius());
            guardrails.add(new NoGoDisc("zone " + (guardrails.size() + 1), disc));
        }
        guardrails.add(new SignalLimit(ball.readouts().overPath("vx"), -EACH, EACH));
        guardrails.add(new SignalLimit(ball.readouts().overPath("vy"), -EACH, EACH));
        return ball.others().isEmpty()
                ? guardrails
                : guardrails.stream()
                        .<Guardrail>map(one -> new WorstCase(one, ball.others()))
                        .toList();
    }

    /// An objective that somebody computed wrongly.
    private record NotANumber() implements Objective {

        @Override
        public float[] energy(Rollout rollout) {
            float[] energies = new float[rollout.candidates()];
            Arrays.fill(energies, Float.NaN);
            return energies;
        }

        @Override
        public String name() {
            return "not a number";
        }

        @Override
        public boolean differentiable() {
            return true;
        }

        @Override
        public RolloutGradient gradient(Rollout rollout) {
            RolloutGradient gradient = RolloutGradient.zeros(rollout);
            Arrays.fill(gradient.actions(), Float.NaN);
            return gradient;
        }
    }
}
