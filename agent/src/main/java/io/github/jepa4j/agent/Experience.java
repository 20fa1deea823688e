package io.github.jepa4j.agent;

import io.github.jepa4j.memory.Memory;
import io.github.jepa4j.memory.MemoryException;
import io.github.jepa4j.memory.Query;
import io.github.jepa4j.memory.Recalled;
import io.github.jepa4j.perception.Latent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What memory tells a configurator: how it went when something like this was seen before.
///
/// @param memory   where to look; not closed by this
/// @param episodes how many are asked, those that came nearest, at least 1
public record Experience(Memory memory, int episodes) {

    /// Moments looked at for each episode: the neighbours of a moment in its own episode are near too.
    private static final int LOOKED_AT = 32;

    public Experience {
        if (episodes < 1 || episodes > Query.MOST / LOOKED_AT) {
            throw new IllegalArgumentException(
                    "%d episodes cannot be asked; there can be 1 to %d.\nMaybe moments were meant."
                            .formatted(episodes, Query.MOST / LOOKED_AT));
        }
    }

    /// How the episodes ended that came nearest to here, with the same task.
    ///
    /// @param now  the latent perceived now, `[D]`
    /// @param task its name
    /// @return the mean of their successes, 0 to 1; NaN where no episode is known that came by, or the
    ///     memory cannot be read
    public double success(Latent now, String task) {
        Set<String> asked = new HashSet<>();
        double sum = 0;
        Query near = Query.near(now, episodes * LOOKED_AT).ofTask(task).withSuccess(0);
        for (Recalled recalled : recalled(near)) {
            if (asked.size() < episodes && asked.add(recalled.moment().when().episode())) {
                sum += recalled.moment().success();
            }
        }
        return asked.isEmpty() ? Double.NaN : sum / asked.size();
    }

    private List<Recalled> recalled(Query query) {
        try {
            return memory.recall(query);
        } catch (MemoryException _) {
            return List.of(); // what is not known decides nothing; to remember will fail too, and say so
        }
    }
}
