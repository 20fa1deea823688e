package io.github.jepa4j.cli;

import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.plant.PlantSchema;
import java.time.Duration;
import java.util.List;

/// What `train plant.yaml` does: the file is read over these.
///
/// @param seed     everything random is split from it
/// @param plant    what the log's columns mean
/// @param log      where the log is
/// @param horizons how far ahead the open-loop report looks, increasing; each is rounded to whole steps
/// @param training how it is trained
record PlantSettings(long seed, PlantSchema plant, Log log, List<Duration> horizons, JepaConfig training) {

    /// Where the log is. Patterns are those of `LogFile.find`, relative to the file that has them.
    ///
    /// @param learn       to learn from
    /// @param heldOut     to judge by; without any, the last part of each episode is held out
    /// @param heldOutPart that part, above 0 and below 1
    record Log(List<String> learn, List<String> heldOut, double heldOutPart) {

        Log {
            if (!(heldOutPart > 0 && heldOutPart < 1)) {
                throw new IllegalArgumentException(
                        "The part of each episode that is held out is %s; it must be above 0 and below 1.\nMaybe it was given in percent."
                                .formatted(heldOutPart));
            }
        }
    }

    static PlantSettings defaults() {
        return new PlantSettings(
                1, PlantSchema.defaults(), new Log(List.of(), List.of(), 0.2), List.of(), JepaConfig.signals());
    }

    /// Horizons in steps, each once; 1, 4 and 16 where none are given.
    int[] horizonSteps() {
        return horizons.isEmpty()
                ? new int[] {1, 4, 16}
                : horizons.stream()
                        .mapToInt(horizon ->
                                (int) Math.max(1, Math.round(horizon.toNanos() * 1e-9 / plant.stepSeconds())))
                        .sorted()
                        .distinct()
                        .toArray();
    }
}
