package io.github.jepa4j.cli;

import java.util.function.DoubleSupplier;

/// Tells how long all stages of a work will take: the present one by its own pace, the later ones by their
/// usual shares, slowed down or sped up as the stages so far were.
final class Stages implements Overall {

    /// A stage, and how long it usually takes compared with the others.
    record Stage(String name, double weight) {}

    private final Stage[] stages;
    private final DoubleSupplier seconds;
    private int present = -1;
    private double begun;
    private double paidWeight;
    private double paidSeconds;

    /// @param seconds a clock that never goes back
    Stages(DoubleSupplier seconds, Stage... stages) {
        this.seconds = seconds;
        this.stages = stages.clone();
    }

    /// Begins the next stage.
    ///
    /// @return such as `2/4`
    String next() {
        double now = seconds.getAsDouble();
        if (present >= 0) {
            paidSeconds += now - begun;
            paidWeight += stages[present].weight();
        }
        present++;
        begun = now;
        return "%d/%d %s".formatted(present + 1, stages.length, stages[present].name());
    }

    @Override
    public String note(double share) {
        double now = seconds.getAsDouble() - begun;
        double weightSoFar = paidWeight + share * stages[present].weight();
        if (share <= 0 || weightSoFar <= 0) {
            return "";
        }
        double own = now * (1 - share) / share;
        double pace = (paidSeconds + now) / weightSoFar;
        double later = 0;
        for (int stage = present + 1; stage < stages.length; stage++) {
            later += stages[stage].weight() * pace;
        }
        return later == 0 ? "" : Words.duration(own + later) + " left in all";
    }
}
