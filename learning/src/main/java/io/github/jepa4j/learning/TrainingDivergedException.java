package io.github.jepa4j.learning;

/// The loss is no longer a finite number. The last checkpoint is from before.
public final class TrainingDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingDivergedException(long step, double loss) {
        super("The loss at step %d is %s; it must be finite.\nMaybe the learning rate is too high: lower learningRate, or raise warmup."
                .formatted(step, loss));
    }
}
