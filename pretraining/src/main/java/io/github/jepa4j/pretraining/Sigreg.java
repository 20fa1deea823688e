package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Sketched isotropic Gaussian regularisation: along random directions, the embeddings of a batch are held
/// to a standard normal distribution by the Epps-Pulley statistic
/// `integral exp(-t^2 / 2) |phi(t) - exp(-t^2 / 2)|^2 dt`, with `phi` the empirical characteristic
/// function.
///
/// Source: Balestriero and LeCun, *LeJEPA*, 2025 (arXiv 2511.08544), section 4; the coefficient 10 beside a
/// mean squared distance of the views, 256 directions and the interval [-3, 3] are EB-JEPA's (arXiv
/// 2602.03604). Differs from LeJEPA: not multiplied by the batch's size, 256 directions in place of 1024.
/// Differs from EB-JEPA: the integrand is even, so that only its half from 0 is summed (trapezoids), by
/// default over 9 knots, which are 17 of the whole interval, as many as in LeJEPA's listing
/// (its code has 33); EB-JEPA has 10. The projector is smaller.
///
/// @param invariance of the mean squared distance of the views, at least 0
/// @param normality  of the statistic, at least 0
/// @param directions drawn anew in every step, at least 1
/// @param knots      of the integral from 0 to `reach`, at least 2
/// @param reach      of the integral, above 0
public record Sigreg(double invariance, double normality, int directions, int knots, double reach)
        implements JointEmbeddingLoss {

    public Sigreg {
        Limits.weight("SIGReg's invariance", invariance);
        Limits.weight("SIGReg's normality", normality);
        Limits.any("SIGReg's invariance and normality", invariance, normality);
        Limits.atLeast("SIGReg's number of directions", directions, 1);
        Limits.atLeast("SIGReg's number of knots", knots, 2);
        Limits.positive("SIGReg's reach", reach);
    }

    /// EB-JEPA's, but for the knots: 17 on its interval, not 10.
    public static Sigreg defaults() {
        return new Sigreg(1, 10, 256, 9, 3);
    }

    @Override
    public String name() {
        return "sigreg";
    }

    @Override
    public int[] projector() {
        return new int[] {512, 512, 128};
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        Tensor along = directions(first, seed);
        Tensor normal = statistic(torch.mm(first, along))
                .add(statistic(torch.mm(second, along)))
                .mul(new Scalar(0.5));
        return new Terms.Sum()
                .plus("invariance", invariance, first.sub(second).square().mean())
                .plus("normality", normality, normal)
                .terms();
    }

    /// `[E, directions]`, each of length 1.
    private Tensor directions(Tensor like, Seed seed) {
        int dimension = Math.toIntExact(like.size(1));
        var random = seed.split("directions").generator();
        float[] values = new float[directions * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Tensor drawn = Natives.of(values, directions, dimension).to(like.scalar_type());
        return Embeddings.unit(drawn).t();
    }

    /// The mean over directions.
    ///
    /// @param samples `[B, directions]`
    private Tensor statistic(Tensor samples) {
        Tensor sum = torch.zeros_like(samples.select(0, 0));
        double step = reach / (knots - 1);
        for (int k = 0; k < knots; k++) {
            double t = k * step;
            double normal = Math.exp(-t * t / 2);
            double trapezoid = k == 0 || k == knots - 1 ? step : 2 * step; // both halves of the integral
            Tensor angles = samples.mul(new Scalar(t));
            Tensor real = angles.cos().mean(0).sub(new Scalar(normal));
            Tensor imaginary = angles.sin().mean(0);
            sum = sum.add(real.square().add(imaginary.square()).mul(new Scalar(trapezoid * normal)));
        }
        return sum.mean();
    }
}
