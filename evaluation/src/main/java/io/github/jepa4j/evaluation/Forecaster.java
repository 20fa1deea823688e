package io.github.jepa4j.evaluation;

import io.github.jepa4j.world.Episode;

/// Says what signals will be, from what was seen up to now and what will be done: open loop, without a look in between.
public interface Forecaster {

    /// What to call it in a table.
    String name();

    /// Foresees.
    ///
    /// @param episode what was seen up to `now`, and done before and after it; later observations are not looked at
    /// @param now     a time at which every signal is known
    /// @param horizon `H`, at least 1, with `now + H` within the episode
    /// @return `[H, S]`, the signals after 1 to `H` actions; an angle on any turn
    float[] forecast(Episode episode, int now, int horizon);
}
