package io.github.jepa4j.scenes;

import io.github.jepa4j.world.Clip;
import java.util.List;

/// A clip of figures that all move in one manner.
///
/// @param clip   `[T, C, Y, X]`
/// @param motion the label
/// @param tracks one for each figure, foremost first
public record MovingClip(Clip clip, MotionClass motion, List<Track> tracks) {

    public MovingClip {
        tracks = List.copyOf(tracks);
    }

    /// What a video encoder is asked for by the protocol of EB-JEPA's moving digits: in which cells of a
    /// grid over the picture there is the centre of a figure's bounding box.
    ///
    /// @param cells rows and columns of the grid; 8 in the protocol
    /// @return `[T, cells, cells]`, 1 where there is one or more and 0 elsewhere
    public float[] occupancy(int cells) {
        float[] grid = new float[clip.frames() * cells * cells];
        for (Track track : tracks) {
            for (int time = 0; time < clip.frames(); time++) {
                int column = cell(track.centres()[2 * time], clip.columns(), cells);
                int row = cell(track.centres()[2 * time + 1], clip.rows(), cells);
                grid[(time * cells + row) * cells + column] = 1;
            }
        }
        return grid;
    }

    private static int cell(double place, int side, int cells) {
        return Math.clamp((long) Math.floor(place * cells / side), 0, cells - 1);
    }
}
