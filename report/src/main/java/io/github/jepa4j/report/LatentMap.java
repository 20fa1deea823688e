package io.github.jepa4j.report;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRoomsRenderer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Reads places off latents: the latents of the dot at every place of a grid in one layout, by which a
/// latent is decoded to the place of the most similar one. Nothing is trained. Between grid places a
/// parabola through the neighbours' distances refines the answer, which is exact where latents change
/// evenly with place.
public final class LatentMap {

    private final Position low;
    private final double spacing;
    private final int columns;
    private final int rows;
    private final int dimension;

    /// `[rows * columns, D]`, NaN at places inside the wall.
    private final float[] latents;

    /// Encodes the grid.
    ///
    /// @param spacing px between neighbouring places, above 0; 2 is enough to decode, 1 to look at
    public LatentMap(Encoder encoder, Layout layout, double spacing) {
        if (!(spacing > 0 && spacing <= Layout.HIGH - Layout.LOW)) {
            throw new IllegalArgumentException(
                    "The latent map's spacing is %s px; it must be above 0 and no wider than the rooms.\nMaybe a count was meant."
                            .formatted(spacing));
        }
        this.low = new Position(Layout.LOW + spacing / 2, Layout.LOW + spacing / 2);
        this.spacing = spacing;
        this.columns = (int) Math.floor((Layout.HIGH - Layout.LOW) / spacing + 1e-9);
        this.rows = columns;
        this.dimension = encoder.dimension();
        this.latents = new float[rows * columns * dimension];
        TwoRoomsRenderer renderer = new TwoRoomsRenderer(layout);
        IntStream.range(0, rows * columns).parallel().forEach(index -> {
            Position place = place(index);
            if (isInsideWall(place, layout)) {
                Arrays.fill(latents, index * dimension, (index + 1) * dimension, Float.NaN);
            } else {
                float[] values = encoder.encode(renderer.render(place)).values();
                System.arraycopy(values, 0, latents, index * dimension, dimension);
            }
        });
    }

    private LatentMap(LatentMap below, Level level) {
        low = below.low;
        spacing = below.spacing;
        columns = below.columns;
        rows = below.rows;
        dimension = level.spec().latentDimension();
        latents = level.encodeAll(below.latents);
        for (int index = 0; index < rows * columns; index++) {
            if (Float.isNaN(below.latents[index * below.dimension])) {
                Arrays.fill(latents, index * dimension, (index + 1) * dimension, Float.NaN);
            }
        }
    }

    /// The same places, by the latents of the level above.
    public LatentMap above(Level level) {
        return new LatentMap(this, level);
    }

    /// Places across.
    public int columns() {
        return columns;
    }

    /// The first place: least `x`, least `y`.
    public Position low() {
        return low;
    }

    /// The last place.
    public Position high() {
        return place(rows * columns - 1);
    }

    /// The mean squared difference of every place's latent from one latent, row after row; NaN inside the
    /// wall.
    ///
    /// @param values latents
    /// @param offset where the latent begins
    /// @return `[rows * columns]`
    public float[] distances(float[] values, int offset) {
        float[] distances = new float[rows * columns];
        for (int index = 0; index < distances.length; index++) {
            double squares = 0;
            for (int axis = 0; axis < dimension; axis++) {
                double gap = (double) latents[index * dimension + axis] - values[offset + axis];
                squares += gap * gap;
            }
            distances[index] = (float) (squares / dimension);
        }
        return distances;
    }

    /// The place of a latent.
    public Position decode(Latent latent) {
        return decode(latent.values(), 0);
    }

    /// The place of the latent that begins at an offset.
    public Position decode(float[] values, int offset) {
        float[] distances = distances(values, offset);
        int nearest = -1;
        for (int index = 0; index < distances.length; index++) {
            if (nearest < 0 ? !Float.isNaN(distances[index]) : distances[index] < distances[nearest]) {
                nearest = index;
            }
        }
        if (nearest < 0) {
            throw new IllegalArgumentException(
                    "The latent has no finite distance to any place.\nMaybe it holds NaN: the model may have diverged.");
        }
        int column = nearest % columns;
        int row = nearest / columns;
        double across = column > 0 && column < columns - 1 ? vertex(distances, nearest, 1) : 0;
        double down = row > 0 && row < rows - 1 ? vertex(distances, nearest, columns) : 0;
        return place(nearest).plus(across * spacing, down * spacing);
    }

    /// Where between the neighbours the parabola through three distances is least, in [-0.5, 0.5] of the
    /// spacing.
    private static double vertex(float[] distances, int index, int stride) {
        double before = distances[index - stride];
        double after = distances[index + stride];
        double bend = before - 2.0 * distances[index] + after;
        return bend > 0 ? Math.clamp((before - after) / (2 * bend), -0.5, 0.5) : 0;
    }

    private Position place(int index) {
        return low.plus(spacing * (index % columns), spacing * (index / columns));
    }

    private static boolean isInsideWall(Position place, Layout layout) {
        boolean within = place.x() > layout.leftFace() && place.x() < layout.rightFace();
        return within && (place.y() < layout.doorTop() || place.y() > layout.doorBottom());
    }
}
