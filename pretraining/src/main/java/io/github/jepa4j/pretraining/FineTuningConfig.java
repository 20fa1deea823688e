package io.github.jepa4j.pretraining;

/// How public weights are fine-tuned to tell classes apart.
///
/// @param rank         of the adapters beside the attention's matrices, which learn while the weights stay; 0: the
///     weights themselves learn
/// @param alpha        what adapters are scaled by, over the rank; above 0, without effect at rank 0
/// @param views        what is seen of each image while it is learned from
/// @param optimisation how long and how fast
public record FineTuningConfig(int rank, double alpha, ViewSettings views, Optimisation optimisation) {

    private static final double WHOLE_RATE = 5e-5;
    private static final double LOW_RANK_RATE = 1e-3;

    /// Beyond, nothing is saved.
    static final int MOST_RANK = 1024;

    public FineTuningConfig {
        Limits.check("The rank", rank, rank >= 0 && rank <= MOST_RANK, "from 0 to " + MOST_RANK);
        Limits.positive("The adapters' alpha", alpha);
    }

    /// All weights learn.
    public static FineTuningConfig whole() {
        return new FineTuningConfig(0, 1, ViewSettings.oneView(), optimisation(WHOLE_RATE));
    }

    /// Low-rank adapters learn, with twice the rank as `alpha`.
    ///
    /// @param rank at least 1
    public static FineTuningConfig lowRank(int rank) {
        Limits.atLeast("The rank", rank, 1);
        return new FineTuningConfig(rank, 2.0 * rank, ViewSettings.oneView(), optimisation(LOW_RANK_RATE));
    }

    private static Optimisation optimisation(double rate) {
        return new Optimisation(1000, 32, rate, 0.1, 1e-2, 1, 100, 10, 0, Optimisation.Descent.ADAMW);
    }

    /// In words, such as `fine-tuning at rank 8`.
    public String method() {
        return rank == 0 ? "fine-tuning of all weights" : "fine-tuning at rank " + rank;
    }
}
