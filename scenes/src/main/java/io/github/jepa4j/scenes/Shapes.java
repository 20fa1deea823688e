package io.github.jepa4j.scenes;

/// The measures of the shapes: each is such that the area is that of a disc of radius 1.
final class Shapes {

    /// Half a side.
    static final double SQUARE = 0.886_226_925_452_758;

    static final double TRIANGLE_SIDE = 2.693_547_376_590_48;

    /// From the centre of mass to the upper corner.
    static final double TRIANGLE_TOP = 1.555_120_302_859_0;

    static final double[] TRIANGLE = {
        0, -TRIANGLE_TOP, TRIANGLE_SIDE / 2, TRIANGLE_TOP / 2, -TRIANGLE_SIDE / 2, TRIANGLE_TOP / 2
    };

    /// A side of each of the five squares.
    static final double CROSS_ARM = 0.792_665_459_521_2;

    /// From the centre to a corner.
    static final double DIAMOND = 1.253_314_137_315_5;

    static final double[] DIAMOND_CORNERS = {0, -DIAMOND, DIAMOND, 0, 0, DIAMOND, -DIAMOND, 0};

    static final double SIN_72 = 0.951_056_516_295_153_6;
    static final double COS_36 = 0.809_016_994_374_947_4;

    /// From the centre to a tip.
    static final double STAR = 1.541_255_3;

    static final double[] STAR_CORNERS = Outline.star(5, STAR, 0.45 * STAR);

    static final double DOME = 1.414_213_562_373_095_1;

    /// From the centre of mass down to the flat side.
    static final double DOME_FLAT = 0.600_210_9;

    /// What the drawing of the car below is scaled by.
    static final double CAR = 0.8911;

    /// What the drawing of the lorry below is scaled by.
    static final double LORRY = 0.8852;

    private Shapes() {}

    static double car(double x, double y) {
        double body = Math.min(Outline.box(x, y - 0.15, 1.5, 0.4), Outline.box(x + 0.1, y + 0.55, 0.75, 0.35));
        double wheels = Outline.disc(Math.abs(x) - 0.85, y - 0.6, 0.4);
        return Math.min(body, wheels);
    }

    static double lorry(double x, double y) {
        double body = Math.min(Outline.box(x + 0.35, y + 0.2, 1.05, 0.65), Outline.box(x - 1.05, y - 0.05, 0.4, 0.4));
        double rear = Outline.disc(Math.abs(x + 0.55) - 0.37, y - 0.5, 0.35);
        return Math.min(body, Math.min(rear, Outline.disc(x - 1.0, y - 0.5, 0.35)));
    }
}
