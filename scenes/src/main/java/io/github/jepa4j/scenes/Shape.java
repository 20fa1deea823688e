package io.github.jepa4j.scenes;

/// The shapes of things. All cover the area of a disc of the same radius, so that a change of shape is not
/// a change of size, and equal radii are equal masses. The origin is the centre of the disc, and of the
/// others about the centre of mass.
public enum Shape implements Figure {
    /// A disc.
    DISC((x, y) -> Outline.disc(x, y, 1), 1, 1, 1),
    /// A square on its side.
    SQUARE((x, y) -> Outline.box(x, y, Shapes.SQUARE, Shapes.SQUARE), Shapes.SQUARE, Shapes.SQUARE, Shapes.SQUARE),
    /// An equilateral triangle on its side.
    TRIANGLE(Polygon.of(0, -1.732_050_8, 1, 0, -1, 0)),
    /// An upright cross of five squares.
    CROSS(Polygon.of(-1, -3, 1, -3, 1, -1, 3, -1, 3, 1, 1, 1, 1, 3, -1, 3, -1, 1, -3, 1, -3, -1, -1, -1)),
    /// A pentagon on its side.
    PENTAGON(Polygon.of(0, -1, 0.951, -0.309, 0.588, 0.809, -0.588, 0.809, -0.951, -0.309)),
    /// An upright rectangle.
    COLUMN(Polygon.of(0, 0, 2, 0, 2, 4, 0, 4)),
    /// A lying rectangle.
    PLANK(Polygon.of(0, 0, 4, 0, 4, 2, 0, 2)),
    /// An arrow that points upward.
    ARROW(Polygon.of(0, -3, 2.5, 0, 1, 0, 1, 3, -1, 3, -1, 0, -2.5, 0)),
    /// An L.
    ELBOW(Polygon.of(0, 0, 2, 0, 2, 3.5, 5, 3.5, 5, 5.5, 0, 5.5)),
    /// A T.
    TEE(Polygon.of(0, 0, 5, 0, 5, 2, 3.5, 2, 3.5, 5, 1.5, 5, 1.5, 2, 0, 2)),
    /// A U.
    CUP(Polygon.of(0, 0, 1.6, 0, 1.6, 3, 3.4, 3, 3.4, 0, 5, 0, 5, 5, 0, 5)),
    /// A V on its head.
    CHEVRON(Polygon.of(0, -2.6, 2.4, 2.4, 1, 2.4, 0, 0.4, -1, 2.4, -2.4, 2.4)),
    /// A step of a stair.
    STEP(Polygon.of(0, 3, 2.4, 3, 2.4, 0, 5, 0, 5, 5, 0, 5)),
    /// A car, seen from its side.
    CAR(
            (x, y) -> Shapes.car(x / Shapes.CAR, y / Shapes.CAR) * Shapes.CAR,
            1.5 * Shapes.CAR,
            0.9 * Shapes.CAR,
            Shapes.CAR),
    /// A van, seen from its side.
    VAN(
            (x, y) -> Shapes.van(x / Shapes.VAN, y / Shapes.VAN) * Shapes.VAN,
            1.35 * Shapes.VAN,
            0.9 * Shapes.VAN,
            0.95 * Shapes.VAN),
    /// A waggon for ore, seen from its side.
    WAGGON(
            (x, y) -> Shapes.waggon(x / Shapes.WAGGON, y / Shapes.WAGGON) * Shapes.WAGGON,
            1.4 * Shapes.WAGGON,
            0.7 * Shapes.WAGGON,
            0.95 * Shapes.WAGGON),
    /// A house.
    HOUSE(Polygon.of(0, -2.6, 2, -0.8, 2, 2.2, -2, 2.2, -2, -0.8)),
    /// Two triangles, tip on tip.
    HOURGLASS(Polygon.of(0, 0, 4, 0, 2.6, 2.3, 4, 4.6, 0, 4.6, 1.4, 2.3)),
    /// An H.
    GATE(Polygon.of(0, 0, 1.6, 0, 1.6, 1.7, 3.4, 1.7, 3.4, 0, 5, 0, 5, 5, 3.4, 5, 3.4, 3.3, 1.6, 3.3, 1.6, 5, 0, 5)),
    /// A tractor, seen from its side.
    TRACTOR(
            (x, y) -> Shapes.tractor(x / Shapes.TRACTOR, y / Shapes.TRACTOR) * Shapes.TRACTOR,
            1.4 * Shapes.TRACTOR,
            1.1 * Shapes.TRACTOR,
            0.9 * Shapes.TRACTOR),
    /// A square on its tip.
    DIAMOND(Polygon.of(0, -1, 1, 0, 0, 1, -1, 0)),
    /// A star of five tips, one upward.
    STAR(Polygon.of(Outline.star(5, 1, 0.45))),
    /// A disc with a hole.
    RING((x, y) -> Math.max(Outline.disc(x, y, 1.25), -Outline.disc(x, y, 0.75)), 1.25, 1.25, 1.25),
    /// Half a disc, lying on its flat side.
    DOME(
            (x, y) -> Math.max(Outline.disc(x, y - Shapes.DOME_FLAT, Shapes.DOME), y - Shapes.DOME_FLAT),
            Shapes.DOME,
            Shapes.DOME - Shapes.DOME_FLAT,
            Shapes.DOME_FLAT),
    /// A lorry, seen from its side.
    LORRY(
            (x, y) -> Shapes.lorry(x / Shapes.LORRY, y / Shapes.LORRY) * Shapes.LORRY,
            1.45 * Shapes.LORRY,
            0.85 * Shapes.LORRY,
            0.85 * Shapes.LORRY);

    private final Outline.Distance outline;
    private final double halfWidth;
    private final double above;
    private final double below;

    Shape(Outline.Distance outline, double halfWidth, double above, double below) {
        this.outline = outline;
        this.halfWidth = halfWidth;
        this.above = above;
        this.below = below;
    }

    Shape(Polygon polygon) {
        this(polygon, polygon.halfWidth(), polygon.above(), polygon.below());
    }

    @Override
    public boolean isVehicle() {
        return switch (this) {
            case CAR, VAN, WAGGON, TRACTOR, LORRY -> true;
            default -> false;
        };
    }

    @Override
    public double distance(double x, double y) {
        return outline.of(x, y);
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
