package io.github.jepa4j.readout;

import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.RecalibratedReadout;

/// A readout whose errors were calibrated in both ways.
///
/// @param readout    with errors that hold for each step ahead by itself
/// @param pathErrors errors that hold for all steps ahead at once, 0, 1, 2 ... steps ahead, in the signal's
///     unit; wider
public record CalibratedReadout(Readout readout, float[] pathErrors) {

    public CalibratedReadout {
        pathErrors = new RecalibratedReadout(readout, pathErrors).errors(); // checked
    }

    /// The same readout with errors that hold for a whole path: with the nominal share of coverage, the
    /// true signal lies within them at every step from now to the horizon. What keeps a plan within limits
    /// wants these.
    public Readout overPath() {
        return new RecalibratedReadout(readout, pathErrors);
    }
}
