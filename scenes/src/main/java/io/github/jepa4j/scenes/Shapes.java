package io.github.jepa4j.scenes;

/// The measures of the shapes that are no polygons: each is such that the area is that of a disc of radius 1.
final class Shapes {

    /// Half a side.
    static final double SQUARE = 0.886_226_925_452_758;

    static final double DOME = 1.414_213_562_373_095_1;

    /// From the centre of mass down to the flat side.
    static final double DOME_FLAT = 0.600_210_9;

    /// What the drawing of the car below is scaled by, and so on.
    static final double CAR = 0.8911;

    static final double VAN = 0.8879;
    static final double WAGGON = 0.9690;
    static final double TRACTOR = 0.9429;
    static final double LORRY = 0.8852;

    private static final double[] WAGGON_BODY = {-1.4, -0.7, 1.4, -0.7, 0.9, 0.5, -0.9, 0.5};

    private Shapes() {}

    static double car(double x, double y) {
        double body = Math.min(Outline.box(x, y - 0.15, 1.5, 0.4), Outline.box(x + 0.1, y + 0.55, 0.75, 0.35));
        double wheels = Outline.disc(Math.abs(x) - 0.85, y - 0.6, 0.4);
        return Math.min(body, wheels);
    }

    static double van(double x, double y) {
        double body = Math.min(Outline.box(x + 0.25, y + 0.15, 1.1, 0.75), Outline.box(x - 1.0, y - 0.3, 0.35, 0.3));
        return Math.min(body, Outline.disc(Math.abs(x + 0.05) - 0.75, y - 0.6, 0.35));
    }

    static double waggon(double x, double y) {
        double wheels = Outline.disc(Math.abs(x) - 0.55, y - 0.55, 0.4);
        return Math.min(Outline.polygon(WAGGON_BODY, x, y), wheels);
    }

    static double tractor(double x, double y) {
        double body = Math.min(Outline.box(x + 0.55, y + 0.5, 0.45, 0.6), Outline.box(x - 0.5, y - 0.05, 0.9, 0.35));
        double rear = Outline.disc(x + 0.65, y - 0.15, 0.75);
        return Math.min(body, Math.min(rear, Outline.disc(x - 0.9, y - 0.5, 0.4)));
    }

    static double lorry(double x, double y) {
        double body = Math.min(Outline.box(x + 0.35, y + 0.2, 1.05, 0.65), Outline.box(x - 1.05, y - 0.05, 0.4, 0.4));
        double rear = Outline.disc(Math.abs(x + 0.55) - 0.37, y - 0.5, 0.35);
        return Math.min(body, Math.min(rear, Outline.disc(x - 1.0, y - 0.5, 0.35)));
    }
}
