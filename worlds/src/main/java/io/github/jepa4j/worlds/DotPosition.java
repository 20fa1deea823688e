package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Pixels;

/// Where the dot of two rooms is, told from the picture: what episodes on disk do not say.
///
/// It is the centre of mass of the dot's channel. [TwoRoomsRenderer] cuts levels to whole ones, so each lit
/// pixel counts half a level more than it shows; what is left of the error is below 0.02 px, a fiftieth of
/// what a latent tells.
public final class DotPosition {

    private DotPosition() {}

    /// The place of the dot in a picture of [TwoRoomsRenderer].
    ///
    /// @throws IllegalArgumentException when the picture is of another size, or no dot is seen
    public static Position of(Pixels picture) {
        if (picture.channels() != TwoRoomsRenderer.CHANNELS
                || picture.rows() != Layout.SIZE
                || picture.columns() != Layout.SIZE) {
            throw new IllegalArgumentException(
                    "%s is no picture of two rooms; one has shape [%d, %d, %d].\nMaybe it is another world's."
                            .formatted(picture, TwoRoomsRenderer.CHANNELS, Layout.SIZE, Layout.SIZE));
        }
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < Layout.SIZE * Layout.SIZE; i++) {
            int level = picture.values()[i] & 0xFF;
            if (level > 0) {
                double whole = level + 0.5;
                mass += whole;
                x += whole * (i % Layout.SIZE);
                y += whole * (i / Layout.SIZE);
            }
        }
        if (mass == 0) {
            throw new IllegalArgumentException(
                    "No dot is seen in the picture: its channel 0 is black.\nMaybe the channels were swapped.");
        }
        return new Position(x / mass, y / mass);
    }
}
