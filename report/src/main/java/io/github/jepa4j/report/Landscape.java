package io.github.jepa4j.report;

import io.github.jepa4j.worlds.Position;

/// The energy of being at each place of a room: what the planner descends.
///
/// @param scene   where the walls are
/// @param goal    what the energy is the distance to
/// @param low     the grid's first place
/// @param high    the grid's last place
/// @param columns places across
/// @param energy  `rows * columns` energies, row after row from the top; NaN where there is none
public record Landscape(Scene scene, Position goal, Position low, Position high, int columns, float[] energy) {

    public Landscape {
        if (columns < 1 || energy.length == 0 || energy.length % columns != 0) {
            throw new IllegalArgumentException(
                    "A landscape of %d columns has %d energies; it needs a whole number of rows, at least 1.\nMaybe the grid was made with another step."
                            .formatted(columns, energy.length));
        }
    }

    /// Places down.
    public int rows() {
        return energy.length / columns;
    }
}
