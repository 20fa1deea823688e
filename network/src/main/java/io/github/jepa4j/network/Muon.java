package io.github.jepa4j.network;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Momentum whose singular values are made alike before it moves a matrix, so that directions which hardly ever show
/// in a gradient are learned as fast as those that always do. A kernel is the matrix of its outputs by all else.
/// What is no matrix, kernels of one channel each, and layers that are named are moved by [AdamW].
///
/// Sources: Jordan et al., *Muon: An optimizer for hidden layers in neural networks*, 2024, with Nesterov's momentum of
/// 0.95 and [NewtonSchulz]; Liu et al., *Muon is Scalable for LLM Training*, 2025 (arXiv 2502.16982), section 2.2,
/// equation 4: steps are as long as AdamW's usually are, so that a rate that suits one suits the other, and weights
/// decay as there. Differs from them: the first layer is moved as the others are, and so are the last ones unless they
/// are named.
public final class Muon implements Optimiser {

    private static final double MOMENTUM = 0.95;

    /// The root of the mean square that a step of AdamW usually has, at a rate of 1.
    private static final double USUAL = 0.2;

    private final List<String> names = new ArrayList<>();
    private final List<Tensor> matrices = new ArrayList<>();
    private final List<Tensor> momenta = new ArrayList<>();
    private final List<Boolean> isMatrix;
    private final AdamW rest;
    private final double weightDecay;

    /// Begins with a momentum of zero.
    ///
    /// @param plain  the names of parameters that are moved by AdamW though they are matrices, such as
    ///     those of heads
    /// @param config of AdamW; its decay is that of matrices too
    public Muon(Parameters parameters, Predicate<String> plain, AdamW.Config config) {
        List<String> otherNames = new ArrayList<>();
        List<Tensor> others = new ArrayList<>();
        List<String> allNames = parameters.names();
        List<Tensor> all = parameters.tensors();
        isMatrix = IntStream.range(0, all.size())
                .mapToObj(i -> isMatrix(all.get(i)) && !plain.test(allNames.get(i)))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            (isMatrix.get(i) ? names : otherNames).add(allNames.get(i));
            (isMatrix.get(i) ? matrices : others).add(all.get(i));
        }
        matrices.forEach(matrix -> momenta.add(torch.zeros_like(matrix)));
        rest = new AdamW(otherNames, others, config);
        weightDecay = config.weightDecay();
    }

    /// Whether it has several rows and columns, kernels aside.
    private static boolean isMatrix(Tensor tensor) {
        return (tensor.dim() == 2 || tensor.dim() == 4) && tensor.size(0) > 1 && tensor.size(1) > 1;
    }

    @Override
    public void step(List<Tensor> gradients, double learningRate) {
        List<Tensor> others = new ArrayList<>();
        int matrix = 0;
        for (int i = 0; i < gradients.size(); i++) {
            if (isMatrix.get(i)) {
                move(matrix++, gradients.get(i), learningRate);
            } else {
                others.add(gradients.get(i));
            }
        }
        rest.step(others, learningRate);
    }

    private void move(int which, Tensor gradient, double learningRate) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor momentum = momenta.get(which).lerp_(gradient, new Scalar(1 - MOMENTUM));
            Tensor ahead = gradient.lerp(momentum, new Scalar(MOMENTUM)); // Nesterov's
            Tensor flat = ahead.reshape(ahead.size(0), -1);
            double scale = USUAL * Math.sqrt(Math.max(flat.size(0), flat.size(1)));
            matrices.get(which)
                    .mul_(new Scalar(1 - learningRate * weightDecay))
                    .add_(NewtonSchulz.orthogonal(flat).reshape(ahead.shape()), new Scalar(-learningRate * scale));
        }
    }

    @Override
    public long steps() {
        return rest.steps();
    }

    @Override
    public Map<String, io.github.jepa4j.tensor.Tensor> copy() {
        Map<String, io.github.jepa4j.tensor.Tensor> state = new LinkedHashMap<>(rest.copy());
        for (int i = 0; i < names.size(); i++) {
            state.put("optimizer.momentum." + names.get(i), Natives.copy(momenta.get(i)));
        }
        return state;
    }

    @Override
    public void load(Map<String, io.github.jepa4j.tensor.Tensor> state, long stepsTaken) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < names.size(); i++) {
                AdamW.restore(momenta.get(i), state, "optimizer.momentum." + names.get(i));
            }
        }
        rest.load(state, stepsTaken);
    }
}
