package io.github.jepa4j.scenes;

/// The shapes of things. All cover the area of a disc of the same radius, so that a change of shape is not
/// a change of size, and equal radii are equal masses. The origin is the centre of the disc, and of the
/// others about the centre of mass.
public enum Shape implements Figure {
    /// A disc.
    DISC(1, 1, 1),
    /// A square on its side.
    SQUARE(Shapes.SQUARE, Shapes.SQUARE, Shapes.SQUARE),
    /// An equilateral triangle on its side.
    TRIANGLE(Shapes.TRIANGLE_SIDE / 2, Shapes.TRIANGLE_TOP, Shapes.TRIANGLE_TOP / 2),
    /// An upright cross of five squares.
    CROSS(1.5 * Shapes.CROSS_ARM, 1.5 * Shapes.CROSS_ARM, 1.5 * Shapes.CROSS_ARM),
    /// A car, seen from its side.
    CAR(1.5 * Shapes.CAR, 0.9 * Shapes.CAR, Shapes.CAR),
    /// A square on its tip.
    DIAMOND(Shapes.DIAMOND, Shapes.DIAMOND, Shapes.DIAMOND),
    /// A star of five tips, one upward.
    STAR(Shapes.STAR * Shapes.SIN_72, Shapes.STAR, Shapes.STAR * Shapes.COS_36),
    /// A disc with a hole.
    RING(1.25, 1.25, 1.25),
    /// Half a disc, lying on its flat side.
    DOME(Shapes.DOME, Shapes.DOME - Shapes.DOME_FLAT, Shapes.DOME_FLAT),
    /// A lorry, seen from its side.
    LORRY(1.45 * Shapes.LORRY, 0.85 * Shapes.LORRY, 0.85 * Shapes.LORRY);

    private final double halfWidth;
    private final double above;
    private final double below;

    Shape(double halfWidth, double above, double below) {
        this.halfWidth = halfWidth;
        this.above = above;
        this.below = below;
    }

    /// Whether it has wheels: such things are only seen on the ground, and alone are pushed over edges.
    public boolean isVehicle() {
        return this == CAR || this == LORRY;
    }

    @Override
    public double distance(double x, double y) {
        return switch (this) {
            case DISC -> Outline.disc(x, y, 1);
            case SQUARE -> Outline.box(x, y, Shapes.SQUARE, Shapes.SQUARE);
            case TRIANGLE -> Outline.polygon(Shapes.TRIANGLE, x, y);
            case CROSS ->
                Math.min(
                        Outline.box(x, y, 1.5 * Shapes.CROSS_ARM, 0.5 * Shapes.CROSS_ARM),
                        Outline.box(x, y, 0.5 * Shapes.CROSS_ARM, 1.5 * Shapes.CROSS_ARM));
            case CAR -> Shapes.car(x / Shapes.CAR, y / Shapes.CAR) * Shapes.CAR;
            case DIAMOND -> Outline.polygon(Shapes.DIAMOND_CORNERS, x, y);
            case STAR -> Outline.polygon(Shapes.STAR_CORNERS, x, y);
            case RING -> Math.max(Outline.disc(x, y, 1.25), -Outline.disc(x, y, 0.75));
            case DOME -> Math.max(Outline.disc(x, y - Shapes.DOME_FLAT, Shapes.DOME), y - Shapes.DOME_FLAT);
            case LORRY -> Shapes.lorry(x / Shapes.LORRY, y / Shapes.LORRY) * Shapes.LORRY;
        };
    }

    @Override
    public double halfWidth() {
        return halfWidth;
    }

    @Override
    public double above() {
        return above;
    }

    @Override
    public double below() {
        return below;
    }
}
