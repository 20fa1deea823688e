package io.github.jepa4j.report;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Subgoals;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRoomsRenderer;
import io.github.jepa4j.worlds.TwoRoomsTask;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import io.github.jepa4j.worlds.TwoRoomsTrajectory;
import java.util.ArrayList;
import java.util.List;

/// Makes a model's inner life visible: decodes what it imagines, and maps what it holds near.
///
/// @param encoder    perceives
/// @param worldModel imagines
/// @param scale      the border between the world's action units and the model's
public record Illustrator(Encoder encoder, WorldModel worldModel, ActionScale scale) {

    private static final double TO_DECODE = 2;
    private static final double TO_LOOK_AT = 1;
    private static final double CROSSING_FRACTION = 0.6;

    /// Of a trained model.
    public static Illustrator of(JepaModel model) {
        return new Illustrator(model.encoder(), model.worldModel(), model.actionScale());
    }

    /// Real futures beside imagined ones, of trajectories drawn from a seed of their own, so that no model
    /// was trained on them.
    ///
    /// @param count   how many
    /// @param horizon `H`, imagined steps
    public List<Imagination> imaginations(LayoutChoice layouts, int count, int horizon, Seed seed) {
        TwoRoomsTrajectories trajectories = new TwoRoomsTrajectories(layouts, CROSSING_FRACTION, horizon + 1);
        List<Imagination> imaginations = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            imaginations.add(imagination(
                    trajectories.trajectory(seed.split("imagination").split(index))));
        }
        return imaginations;
    }

    /// One real future beside the imagined one.
    public Imagination imagination(TwoRoomsTrajectory trajectory) {
        LatentMap map = new LatentMap(encoder, trajectory.layout(), TO_DECODE);
        TwoRoomsRenderer renderer = new TwoRoomsRenderer(trajectory.layout());
        List<Latent> seen = trajectory.positions().stream()
                .map(place -> encoder.encode(renderer.render(place)))
                .toList();
        int horizon = trajectory.actions().size();
        ActionBatch actions = ActionBatch.zeros(1, horizon, scale.dimension());
        for (int step = 0; step < horizon; step++) {
            float[] inside = scale.normalise(trajectory.actions().get(step));
            System.arraycopy(inside, 0, actions.values(), actions.index(0, step), inside.length);
        }
        Rollout future = worldModel.imagine(seen.getFirst(), actions);
        return new Imagination(
                Scene.of(trajectory.layout()),
                trajectory.positions(),
                decode(map, future, 0),
                seen.stream().map(map::decode).toList());
    }

    /// How far every place of a task's rooms is from its goal in the model's eyes.
    public Landscape landscape(TwoRoomsTask task) {
        LatentMap map = new LatentMap(encoder, task.layout(), TO_LOOK_AT);
        Latent goal = encoder.encode(new TwoRoomsRenderer(task.layout()).render(task.goal()));
        return new Landscape(
                Scene.of(task.layout()),
                task.goal(),
                map.low(),
                map.high(),
                map.columns(),
                map.distances(goal.values(), 0));
    }

    /// What a planner considered from a task's start, as the model imagines it.
    ///
    /// @param plan   a plan made at the task's start; its diagnostics hold the candidates
    /// @param levels above the model, on which it was planned; may be none
    public Candidates candidates(TwoRoomsTask task, Plan plan, List<Level> levels) {
        LatentMap map = new LatentMap(encoder, task.layout(), TO_DECODE);
        Latent now = encoder.encode(new TwoRoomsRenderer(task.layout()).render(task.start()));
        List<List<Position>> ways = new ArrayList<>();
        for (ActionSequence candidate : plan.diagnostics().candidates()) {
            ways.add(way(map, now, candidate));
        }
        List<List<Position>> futures =
                plan.futures().stream().map(future -> decode(map, future, 0)).toList();
        return new Candidates(
                Scene.of(task.layout()),
                task.goal(),
                ways,
                way(map, now, plan.actions()),
                true,
                stages(map, plan, levels),
                futures);
    }

    /// Each sub-goal where the level that set it perceives what is most like it.
    private static List<Candidates.Stage> stages(LatentMap map, Plan plan, List<Level> levels) {
        List<Candidates.Stage> stages = new ArrayList<>();
        LatentMap lifted = map;
        for (int i = 0; i < Math.min(levels.size(), plan.subgoals().size()); i++) {
            lifted = lifted.above(levels.get(i));
            LatentMap own = lifted;
            Subgoals subgoals = plan.subgoals().get(i);
            List<Position> places = subgoals.latents().stream()
                    .map(latent -> own.decode(latent, 0))
                    .toList();
            stages.add(new Candidates.Stage(subgoals.level(), places));
        }
        return stages;
    }

    private List<Position> way(LatentMap map, Latent now, ActionSequence actions) {
        ActionBatch batch = new ActionBatch(1, actions.horizon(), actions.dimension(), actions.values());
        return decode(map, worldModel.imagine(now, batch), 0);
    }

    private static List<Position> decode(LatentMap map, Rollout rollout, int candidate) {
        List<Position> places = new ArrayList<>();
        for (int time = 0; time <= rollout.horizon(); time++) {
            places.add(map.decode(rollout.latents(), rollout.index(candidate, time)));
        }
        return places;
    }
}
