package io.github.jepa4j.report;

import io.github.jepa4j.worlds.Position;
import java.util.List;

/// One action sequence, done and imagined: where the dot went, where the world model imagined it would go,
/// and, to tell the model's error from that of reading places off latents, where it seemed to be in the
/// real pictures.
///
/// @param scene     where the walls were
/// @param real      `H + 1` places
/// @param imagined  `H + 1` places, read off the imagined latents; index 0 is now
/// @param perceived `H + 1` places, read off the latents of the real pictures
public record Imagination(Scene scene, List<Position> real, List<Position> imagined, List<Position> perceived) {

    public Imagination {
        real = List.copyOf(real);
        imagined = List.copyOf(imagined);
        perceived = List.copyOf(perceived);
        if (real.isEmpty() || imagined.size() != real.size() || perceived.size() != real.size()) {
            throw new IllegalArgumentException(
                    "An imagination has %d real, %d imagined and %d perceived places; it needs as many of each, at least 1.\nMaybe now was left out of one of them."
                            .formatted(real.size(), imagined.size(), perceived.size()));
        }
    }

    /// The number of actions, `H`.
    public int horizon() {
        return real.size() - 1;
    }

    /// How far off the imagined place is after so many actions, px.
    public double error(int time) {
        return imagined.get(time).distanceTo(real.get(time));
    }

    /// How far off the place read from the real picture is, px: what no imagination could do better than.
    public double perceptionError(int time) {
        return perceived.get(time).distanceTo(real.get(time));
    }

    /// How far off it would be to say that nothing moves, px: what imagination has to beat.
    public double staysPutError(int time) {
        return real.getFirst().distanceTo(real.get(time));
    }
}
