package io.github.jepa4j.scenes;

import io.github.jepa4j.world.Clip;
import java.util.List;

/// Planets on their way, seen and true.
///
/// @param clip   `[T, 3, Y, X]`
/// @param size   numbers of a state: 4 for each planet in the plane, 6 in space
/// @param states `[T, size]`, relative to the star: for each planet x, y, vx, vy, or x, y, z, vx, vy, vz,
///     in AU and AU/year; y upward in the picture, z towards the one who looks
/// @param orbits on which each planet would be if it were alone with the star
public record PlanetClip(Clip clip, int size, double[] states, List<KeplerOrbit> orbits) {

    public PlanetClip {
        orbits = List.copyOf(orbits);
    }
}
