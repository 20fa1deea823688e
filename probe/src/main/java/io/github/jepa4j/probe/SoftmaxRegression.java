package io.github.jepa4j.probe;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.inference.Energy;
import io.github.jepa4j.inference.Lbfgs;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The mean cross-entropy of a softmax over `X W + b`, with half the squared `W` times a penalty: a convex
/// function of the weights, `[D + 1, classes]`, the last row being the biases.
final class SoftmaxRegression implements Energy {

    private final Tensor features;
    private final Tensor wanted;
    private final double penalty;
    private final int dimension;
    private final int classes;

    /// @param features `[N, D]`
    SoftmaxRegression(Tensor features, int[] labels, int classes, double penalty) {
        this.features = features;
        this.penalty = penalty;
        this.classes = classes;
        dimension = Math.toIntExact(features.size(1));
        float[] oneHot = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            oneHot[i * classes + labels[i]] = 1;
        }
        wanted = Natives.of(oneHot, labels.length, classes);
    }

    static Tensor scores(Tensor features, Tensor weights) {
        long dimension = features.size(1);
        return torch.mm(features, weights.narrow(0, 0, dimension)).add(weights.select(0, dimension));
    }

    @Override
    public int dimension() {
        return (dimension + 1) * classes;
    }

    @Override
    public double valueAndGradient(double[] point, double[] gradient) {
        try (Scope scope = Scope.open()) {
            Tensor weights = Natives.of(floats(point), dimension + 1, classes);
            Tensor likely = torch.log_softmax(scores(features, weights), 1);
            double loss = -likely.mul(wanted)
                    .sum(1)
                    .to(torch.ScalarType.Double)
                    .mean()
                    .item_double();
            Tensor error = likely.exp().sub(wanted).mul(new Scalar(1.0 / features.size(0)));
            float[] slopes = Natives.values(torch.mm(features.t(), error));
            float[] biases = Natives.values(error.sum(0));
            double squares = 0;
            for (int i = 0; i < slopes.length; i++) {
                gradient[i] = slopes[i] + penalty * point[i];
                squares += point[i] * point[i];
            }
            for (int k = 0; k < classes; k++) {
                gradient[slopes.length + k] = biases[k];
            }
            return loss + penalty / 2 * squares;
        }
    }

    /// The weights of the minimum, as far as so many iterations come.
    float[] solve(int iterations) {
        return floats(new Lbfgs(this, new double[dimension()])
                .descend(iterations, 1e-6)
                .point());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
