package io.github.jepa4j.cli;

import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Deliberation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Plans that are kept while more are made, so that whoever was cut off goes on.
///
/// | tensor    | shape        |                                                   |
/// |-----------|--------------|---------------------------------------------------|
/// | `now`     | `[P, D]`     | where each begins                                 |
/// | `goal`    | `[P, G]`     | its aim                                           |
/// | `actions` | `[P, H, A]`  | in the model's units                              |
///
/// @param interim where they are kept
/// @param lesson  what they are made by, as one line; those of another are passed over
/// @param aim     the kind of all their aims
record KeptPlans(Interim interim, String lesson, String aim) {

    /// What was made of the first situations.
    ///
    /// @param situations how many; not each may have come to a plan
    record Made(int situations, List<Deliberation> plans) {}

    /// What was kept.
    Made made() {
        return interim.kept(stage())
                .map(kept -> new Made((int) kept.done(), plans(kept.tensors())))
                .orElse(new Made(0, List.of()));
    }

    private String stage() {
        return "plans " + lesson;
    }

    private List<Deliberation> plans(Map<String, Tensor> there) {
        Tensor now = Objects.requireNonNull(there.get("now"));
        Tensor goal = Objects.requireNonNull(there.get("goal"));
        Tensor actions = Objects.requireNonNull(there.get("actions"));
        List<Deliberation> plans = new ArrayList<>();
        for (int i = 0; i < now.shape()[0]; i++) {
            plans.add(new Deliberation(
                    new Latent(row(now, i)),
                    new Aim(aim, row(goal, i)),
                    new ActionSequence(actions.shape()[1], actions.shape()[2], row(actions, i))));
        }
        return plans;
    }

    private static float[] row(Tensor tensor, int row) {
        int width = tensor.values().length / tensor.shape()[0];
        return Arrays.copyOfRange(tensor.values(), row * width, (row + 1) * width);
    }

    /// Keeps them, if the last time is long ago or they are all.
    ///
    /// @param made   at least one
    void keep(Made made, boolean isEnd) {
        interim.keep(stage(), made.situations(), isEnd, () -> tensors(made.plans()));
    }

    private static Map<String, Tensor> tensors(List<Deliberation> plans) {
        int count = plans.size();
        Deliberation first = plans.getFirst();
        ActionSequence actions = first.actions();
        float[] now = new float[count * first.now().dimension()];
        float[] goal = new float[count * first.aim().values().length];
        float[] all = new float[count * actions.values().length];
        for (int i = 0; i < count; i++) {
            put(plans.get(i).now().values(), now, i);
            put(plans.get(i).aim().values(), goal, i);
            put(plans.get(i).actions().values(), all, i);
        }
        return Map.of(
                "now", new Tensor(new int[] {count, now.length / count}, now),
                "goal", new Tensor(new int[] {count, goal.length / count}, goal),
                "actions", new Tensor(new int[] {count, actions.horizon(), actions.dimension()}, all));
    }

    private static void put(float[] row, float[] all, int place) {
        System.arraycopy(row, 0, all, place * row.length, row.length);
    }
}
