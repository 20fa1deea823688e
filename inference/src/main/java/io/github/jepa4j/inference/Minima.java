package io.github.jepa4j.inference;

import java.util.List;

/// All answers that were found, and what became of the starts that led to none.
///
/// @param found      best first; of equal energies, the one that the earlier start came to
/// @param starts     how many descents there were
/// @param unfinished how many of them were still under way when their iterations were used up, or could not go on
/// @param saddles    how many ended where it is level, but goes down to some side: no minimum
/// @param unknown    how many began where there is no finite energy
public record Minima(List<Minimum> found, int starts, int unfinished, int saddles, int unknown) {

    public Minima {
        found = List.copyOf(found);
    }

    /// Those of an energy at most so far above the best one's.
    ///
    /// @param excess at least 0
    public List<Minimum> within(double excess) {
        if (!(excess >= 0)) {
            throw new IllegalArgumentException(
                    "The excess over the least energy is %s; it must be at least 0.\nMaybe it was meant as a limit on the energy."
                            .formatted(excess));
        }
        return found.stream()
                .filter(minimum -> minimum.energy() <= found.getFirst().energy() + excess)
                .toList();
    }
}
