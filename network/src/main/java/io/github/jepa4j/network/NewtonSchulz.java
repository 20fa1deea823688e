package io.github.jepa4j.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Makes the singular values of a matrix alike and leaves its directions, by an iteration of Newton and Schulz,
/// `aX + b(XX')X + c(XX')(XX')X`: five times, which leaves values between about 0.7 and 1.2.
///
/// Source of the coefficients: Jordan et al., *Muon*, 2024. A matrix that is twice as long as wide or more is iterated
/// on by its Gram matrix, `XX'`, which is the same in exact arithmetic and takes fewer operations (Dao AI Lab, *Gram
/// Newton-Schulz*, 2026). Differs from them: all is in single precision, so that nothing need be started anew where
/// rounding has made an eigenvalue of the Gram matrix negative.
final class NewtonSchulz {

    private static final int ITERATIONS = 5;
    private static final double LINEAR = 3.4445;
    private static final double CUBIC = -4.7750;
    private static final double QUINTIC = 2.0315;
    private static final double LEAST_NORM = 1e-7;

    /// Below it the Gram matrix takes more operations than it saves: per iteration four products of the shorter side
    /// against one of those and two with the longer.
    private static final int LONG = 2;

    private NewtonSchulz() {}

    /// @param matrix `[M, N]`
    /// @return `[M, N]`
    static Tensor orthogonal(Tensor matrix) {
        boolean isHigh = matrix.size(0) > matrix.size(1);
        Tensor wide = isHigh ? matrix.t() : matrix;
        Tensor x = wide.div(wide.norm().add(new Scalar(LEAST_NORM)));
        Tensor made = x.size(1) >= LONG * x.size(0) ? byGram(x) : directly(x);
        return isHigh ? made.t() : made;
    }

    /// @param x `[M, N]`, singular values at most 1
    static Tensor directly(Tensor x) {
        Tensor made = x;
        for (int i = 0; i < ITERATIONS; i++) {
            Tensor bent = bend(made.mm(made.t()));
            made = made.mul(new Scalar(LINEAR)).add(bent.mm(made));
        }
        return made;
    }

    /// What is multiplied to `x` in all, from its Gram matrix alone: powers of one matrix, which commute.
    ///
    /// @param x `[M, N]`, singular values at most 1
    static Tensor byGram(Tensor x) {
        Tensor gram = x.mm(x.t());
        Tensor all = factor(gram);
        Tensor last = all;
        for (int i = 1; i < ITERATIONS; i++) {
            gram = last.mm(gram).mm(last);
            last = factor(gram);
            all = last.mm(all);
        }
        return all.mm(x);
    }

    private static Tensor factor(Tensor gram) {
        return bend(gram).add(torch.eye(gram.size(0)), new Scalar(LINEAR));
    }

    /// `bG + cGG`.
    private static Tensor bend(Tensor gram) {
        return gram.mul(new Scalar(CUBIC)).add(gram.mm(gram), new Scalar(QUINTIC));
    }
}
