package io.github.jepa4j.probe;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A linear classifier of frozen features: multinomial logistic regression on standardised features, with a
/// squared penalty on the weights that a fifth of the examples, held out, has chosen. The problem is convex
/// and is solved by L-BFGS, so that nothing has to be tuned. The engine must be open.
///
/// Source: the linear evaluation protocol of self-supervised learning (Zhang, Isola and Efros, *Colorful
/// Image Colorization*, 2016, section 3.2). Differs from most of its uses: no stochastic descent, no
/// augmentation while it learns.
public final class LinearProbe {

    private static final double[] PENALTIES = {1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1};
    private static final int HELD_OUT = 5;
    private static final int ITERATIONS = 150;

    private final Scale scale;
    private final float[] weights;
    private final int classes;
    private final double penalty;

    private LinearProbe(Scale scale, float[] weights, int classes, double penalty) {
        this.scale = scale;
        this.weights = weights;
        this.classes = classes;
        this.penalty = penalty;
    }

    /// Learns from examples.
    ///
    /// @throws IllegalArgumentException where there are fewer than five, or of one class only
    public static LinearProbe learn(Examples examples) {
        if (examples.size() < HELD_OUT || examples.distinctClasses() < 2) {
            throw new IllegalArgumentException(
                    "A linear probe cannot learn from %s; at least %d examples of two classes are needed.\nMaybe all images lie in one folder: its name is their class."
                            .formatted(examples, HELD_OUT));
        }
        Examples held = examples.part(HELD_OUT, true);
        Examples learned = examples.part(HELD_OUT, false);
        double best = PENALTIES[0];
        double most = -1;
        for (double penalty : PENALTIES) {
            double accuracy = learn(learned, examples.classes(), penalty).accuracy(held);
            if (accuracy > most) {
                most = accuracy;
                best = penalty;
            }
        }
        return learn(examples, examples.classes(), best);
    }

    /// Learns with a penalty of one's own.
    ///
    /// @param classes one more than the highest that may come
    /// @param penalty of half the squared weights, for a mean loss, at least 0
    /// @throws IllegalArgumentException where there are examples of higher classes, or the penalty is less
    public static LinearProbe learn(Examples examples, int classes, double penalty) {
        if (examples.classes() > classes || !(penalty >= 0)) {
            throw new IllegalArgumentException(
                    "A linear probe cannot learn %d classes from %s with a penalty of %s; there must be no more classes, and the penalty at least 0.\nMaybe count the classes of all folders."
                            .formatted(classes, examples, penalty));
        }
        Scale scale = Scale.of(examples);
        try (Scope scope = Scope.open()) {
            var problem = new SoftmaxRegression(
                    Natives.of(scale.apply(examples.features()), examples.size(), examples.dimension()),
                    examples.labels(),
                    classes,
                    penalty);
            return new LinearProbe(scale, problem.solve(ITERATIONS), classes, penalty);
        }
    }

    /// The penalty that was chosen.
    public double penalty() {
        return penalty;
    }

    /// How probable each class is, of each row of features `[N, D]`.
    ///
    /// @return `[N, classes]`
    /// @throws IllegalArgumentException where they are no such rows
    public float[] probabilities(float[] features) {
        int dimension = scale.mean().length;
        try (Scope scope = Scope.open()) {
            Tensor rows = Natives.of(scale.apply(features), Examples.rows(features, dimension), dimension);
            Tensor scores = SoftmaxRegression.scores(rows, Natives.of(weights, dimension + 1, classes));
            return Natives.values(torch.softmax(scores, 1));
        }
    }

    /// The most probable class of each row of features `[N, D]`.
    ///
    /// @throws IllegalArgumentException where they are no such rows
    public int[] classify(float[] features) {
        int dimension = scale.mean().length;
        int size = Examples.rows(features, dimension);
        try (Scope scope = Scope.open()) {
            Tensor rows = Natives.of(scale.apply(features), size, dimension);
            Tensor scores = SoftmaxRegression.scores(rows, Natives.of(weights, dimension + 1, classes));
            float[] best = Natives.values(torch.argmax(scores, new org.bytedeco.pytorch.LongOptional(1), false));
            int[] chosen = new int[size];
            for (int i = 0; i < size; i++) {
                chosen[i] = (int) best[i];
            }
            return chosen;
        }
    }

    /// The part of examples that is classified rightly, in [0, 1].
    ///
    /// @throws IllegalArgumentException where they have another number of features
    public double accuracy(Examples examples) {
        examples.requireDimension(scale.mean().length);
        return Accuracy.of(classify(examples.features()), examples.labels());
    }
}
