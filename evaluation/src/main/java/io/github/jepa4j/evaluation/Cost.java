package io.github.jepa4j.evaluation;

import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.worldmodel.PredictorSpec;

/// What each unit of effort takes in arithmetic, at 2 FLOP per multiply-add.
///
/// @param flopPerImaginedStep FLOP of imagining one step of one candidate
/// @param flopPerPullbackStep FLOP of pulling a gradient back through one such step, which was imagined before
/// @param flopPerFrame        FLOP of encoding one observation
public record Cost(double flopPerImaginedStep, double flopPerPullbackStep, double flopPerFrame) {

    /// Nothing is known of the arithmetic.
    public static final Cost UNKNOWN = new Cost(Double.NaN, Double.NaN, Double.NaN);

    private static final int BLOCK_KERNEL = 3;

    /// The arithmetic of a trained predictor: its products. The pullback multiplies by the same matrices transposed: as
    /// much again, since what happened inside each step was kept (twice as much where it was too much to keep).
    ///
    /// @param flopPerFrame FLOP of the encoder per observation, NaN where not known
    public static Cost of(PredictorSpec predictor, double flopPerFrame) {
        double step = 2.0 * predictor.multiplications();
        return new Cost(step, step, flopPerFrame);
    }

    /// The arithmetic of a trained encoder and predictor: the encoder's convolutions and its linear layer, the
    /// predictor's products. The reference's take 67.8 MFLOP a frame and 1.58 MFLOP a step.
    public static Cost of(ImpalaSpec encoder, PredictorSpec predictor) {
        return of(predictor, perFrame(encoder));
    }

    private static double perFrame(ImpalaSpec spec) {
        double products = 0;
        int rows = spec.rows();
        int columns = spec.columns();
        for (int stack = 0; stack < spec.stacks(); stack++) {
            int stride = spec.stride(stack);
            int width = spec.widths()[stack];
            double places = (double) Math.ceilDiv(rows, stride) * Math.ceilDiv(columns, stride);
            products += places * spec.kernel(stack) * spec.kernel(stack) * spec.inputWidth(stack) * width;
            rows = spec.rowsAfter(stack);
            columns = spec.columnsAfter(stack);
            products += 2.0 * spec.blocks() * rows * columns * BLOCK_KERNEL * BLOCK_KERNEL * width * width;
        }
        products += (double) rows * columns * spec.widths()[spec.stacks() - 1] * spec.latentDimension();
        return 2 * products;
    }

    /// FLOP of the planning in an effort, encoding left out.
    public double planning(Effort effort) {
        return term(effort.imaginedSteps(), flopPerImaginedStep) + term(effort.pullbackSteps(), flopPerPullbackStep);
    }

    /// FLOP of the encoding in an effort.
    public double encoding(Effort effort) {
        return term(effort.encodedFrames(), flopPerFrame);
    }

    private static double term(long count, double flop) {
        return count == 0 ? 0 : count * flop;
    }
}
