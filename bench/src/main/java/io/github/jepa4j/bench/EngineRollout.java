package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A planning case by libtorch and its autograd, as fast as we can make it go: no gradient by the weights,
/// the gradients on the latents handed over one by one instead of through a scalar, everything that does
/// not change made before, and nothing copied out. Close it to free its tensors.
final class EngineRollout implements AutoCloseable {

    private final Scope scope = Scope.open();
    private final PlanningCase planning;
    private final Tensor now;
    private final Tensor actions;
    private final Tensor[] steps;
    private final TensorVector pulls;

    EngineRollout(PlanningCase planning) {
        this.planning = planning;
        int candidates = planning.actions().candidates();
        int horizon = planning.actions().horizon();
        int dimension = planning.dimension();
        now = Natives.of(planning.now().values(), 1, dimension)
                .expand(candidates, dimension)
                .contiguous();
        actions = Natives.of(planning.actions().values(), candidates, horizon, Rooms.ACTIONS);
        steps = new Tensor[horizon];
        Tensor pull = Natives.of(planning.pull(), candidates, horizon + 1L, dimension);
        Tensor[] each = new Tensor[horizon];
        for (int t = 0; t < horizon; t++) {
            steps[t] = actions.select(1, t).contiguous();
            steps[t].set_requires_grad(true);
            each[t] = pull.select(1, t + 1L).contiguous();
        }
        pulls = new TensorVector(each);
    }

    /// Imagines only.
    void forward() {
        try (Scope inner = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            unroll();
        }
    }

    /// Imagines, and differentiates by the actions.
    void forwardAndBack() {
        try (Scope inner = Scope.open()) {
            differentiate();
        }
    }

    private TensorVector differentiate() {
        return torch.grad(
                new TensorVector(unroll()), new TensorVector(steps), pulls, new BoolOptional(false), false, false);
    }

    private Tensor[] unroll() {
        Tensor[] latents = new Tensor[steps.length];
        Tensor latent = now;
        for (int t = 0; t < steps.length; t++) {
            latent = planning.network().forward(latent, steps[t]);
            latents[t] = latent;
        }
        return latents;
    }

    /// The derivatives by the actions `[K, H, A]`, copied out.
    float[] gradient() {
        try (Scope inner = Scope.open()) {
            TensorVector gradients = differentiate();
            List<Tensor> each = new ArrayList<>();
            for (long t = 0; t < gradients.size(); t++) {
                each.add(gradients.get(t));
            }
            return Natives.values(torch.stack(new TensorVector(each.toArray(Tensor[]::new)), 1));
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
