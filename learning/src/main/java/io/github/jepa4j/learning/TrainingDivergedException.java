package io.github.jepa4j.learning;

/// The loss or a gradient is no longer a finite number. It is thrown before the parameters are touched, so
/// that every checkpoint is from before.
public final class TrainingDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TrainingDivergedException(String message) {
        super(message);
    }

    /// @param step from 0
    public static TrainingDivergedException ofLoss(long step, double loss) {
        return new TrainingDivergedException(
                "The loss at step %d is %s; it must be finite.\nMaybe the learning rate is too high: lower learningRate, or raise warmup."
                        .formatted(step, loss));
    }

    /// @param step  from 0
    /// @param group whose gradient it is
    /// @param norm  its Euclidean norm
    public static TrainingDivergedException ofGradient(long step, String group, double norm) {
        return new TrainingDivergedException(
                "The length of the %s's gradient at step %d is %s; it must be finite.\nMaybe the learning rate is too high: lower learningRate, or raise warmup."
                        .formatted(group, step, norm));
    }
}
