package io.github.jepa4j.cli;

/// A word about all of the work, of which what is told about is one stage.
@FunctionalInterface
interface Overall {

    /// There is only one stage.
    Overall NONE = _ -> "";

    /// @param share of the present stage that is done, in [0, 1]
    /// @return for the end of the stage's line; may be empty
    String note(double share);
}
