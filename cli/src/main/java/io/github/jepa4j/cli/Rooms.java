package io.github.jepa4j.cli;

import io.github.jepa4j.worlds.LayoutChoice;

/// Where the wall and its door stand.
enum Rooms {
    /// Drawn anew for every episode.
    RANDOM(LayoutChoice.RANDOM),
    /// The same for all: EB-JEPA's.
    FIXED(LayoutChoice.FIXED),
    /// The same for all: PLDM's.
    PLDM(LayoutChoice.PLDM_FIXED);

    private final LayoutChoice choice;

    Rooms(LayoutChoice choice) {
        this.choice = choice;
    }

    LayoutChoice choice() {
        return choice;
    }
}
