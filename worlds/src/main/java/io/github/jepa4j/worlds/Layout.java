package io.github.jepa4j.worlds;

import java.util.random.RandomGenerator;

/// Where the inner wall and its door are. The wall is vertical, three pixels wide and centred on a column;
/// its door is nine rows high and centred on a row.
///
/// Source of every constant: the Two Rooms environment of PLDM (Sobal et al., *Learning from reward-free
/// offline data*, arXiv 2502.14819) as used by EB-JEPA (arXiv 2602.03604), from their published
/// descriptions.
///
/// @param wall the wall's centre column, in pixels, in [20, 44]
/// @param door the door's centre row, in pixels, in [10, 54]
public record Layout(int wall, int door) {

    /// Rows and columns of the image.
    public static final int SIZE = 65;

    /// The outer walls' lower coordinate on both axes, in pixels.
    public static final double LOW = 4;

    /// The outer walls' upper coordinate on both axes, in pixels.
    public static final double HIGH = 60;

    /// EB-JEPA's fixed wall.
    public static final Layout FIXED = new Layout(32, 18);

    /// PLDM's fixed wall.
    public static final Layout PLDM_FIXED = new Layout(32, 10);

    private static final int FIRST_WALL = 20;
    private static final int LAST_WALL = 44;
    private static final int FIRST_DOOR = 10;
    private static final int LAST_DOOR = 54;
    private static final int DOOR_HALF_HEIGHT = 4;

    public Layout {
        if (wall < FIRST_WALL || wall > LAST_WALL || door < FIRST_DOOR || door > LAST_DOOR) {
            throw new IllegalArgumentException(
                    "The layout has its wall at column %d and its door at row %d; they must be in [%d, %d] and [%d, %d].\nMaybe the two were swapped."
                            .formatted(wall, door, FIRST_WALL, LAST_WALL, FIRST_DOOR, LAST_DOOR));
        }
    }

    /// One of the 1125 layouts, uniformly.
    public static Layout random(RandomGenerator random) {
        int wall = random.nextInt(FIRST_WALL, LAST_WALL + 1);
        return new Layout(wall, random.nextInt(FIRST_DOOR, LAST_DOOR + 1));
    }

    /// The wall's left face: where a dot in the left room is stopped.
    public double leftFace() {
        return wall - 1;
    }

    /// The wall's right face.
    public double rightFace() {
        return wall + 1;
    }

    /// The door's upper edge (least row).
    public double doorTop() {
        return door - DOOR_HALF_HEIGHT;
    }

    /// The door's lower edge (greatest row).
    public double doorBottom() {
        return door + DOOR_HALF_HEIGHT;
    }

    /// Whether the row `y` is one at which the wall is open; the edges count as open.
    boolean openAt(double y) {
        return y >= doorTop() && y <= doorBottom();
    }

    /// Whether the column `x` is within the wall's thickness, faces included.
    boolean withinWall(double x) {
        return x >= leftFace() && x <= rightFace();
    }
}
