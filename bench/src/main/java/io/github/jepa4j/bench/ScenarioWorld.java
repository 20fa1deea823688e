package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;

/// A world in which scenarios of safety are played.
interface ScenarioWorld {

    /// As in a table.
    String name();

    /// How many numbers in [0, 1] say everything about a scenario.
    int genes();

    /// A scenario, ready to be played once.
    ///
    /// @param kind  how it is made
    /// @param genes `[genes]`, each in [0, 1]
    /// @param seed  of the noise of sensors and of proposals that are drawn
    Trial trial(ScenarioKind kind, double[] genes, Seed seed);
}
