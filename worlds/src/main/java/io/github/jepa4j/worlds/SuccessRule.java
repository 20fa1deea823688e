package io.github.jepa4j.worlds;

/// When an episode of two rooms counts as won. Success rates under different rules are not comparable.
public enum SuccessRule {
    /// The dot is nearer than 4.5 px to the goal after the last step (EB-JEPA, arXiv 2602.03604).
    FINAL {
        @Override
        public boolean won(double[] distances) {
            requireSteps(distances);
            return distances[distances.length - 1] < FINAL_DISTANCE;
        }
    },
    /// At some time the mean squared coordinate error is below 1, that is the dot nearer than the root of 2
    /// px (PLDM, arXiv 2502.14819).
    EVER {
        @Override
        public boolean won(double[] distances) {
            requireSteps(distances);
            for (double distance : distances) {
                if (distance * distance / 2 < 1) {
                    return true;
                }
            }
            return false;
        }
    };

    /// The limit of [#FINAL], in pixels.
    public static final double FINAL_DISTANCE = 4.5;

    /// Whether the episode is won.
    ///
    /// @param distances `[T]`, the distance to the goal in pixels after each action
    public abstract boolean won(double[] distances);

    private static void requireSteps(double[] distances) {
        if (distances.length == 0) {
            throw new IllegalArgumentException(
                    "The episode has no distances; at least one step is needed to judge it.\nMaybe the episode was never run.");
        }
    }
}
