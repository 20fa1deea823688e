package io.github.jepa4j.scenes;

import java.util.random.RandomGenerator;

/// A shape that no list has, drawn at random and of the size of the others: who is to carry any look along must
/// have seen many.
record MadeUp(Outline.Distance outline, double halfWidth, double above, double below, boolean isVehicle)
        implements Figure {

    private static final int FEWEST_CORNERS = 3;
    private static final int CORNERS = 6;
    private static final double AXLE = 0.5;

    /// Places across and down that the area of a vehicle is summed over.
    private static final int GRID = 40;

    /// A polygon of 3 to 8 corners around its middle, of which some may point inward.
    static MadeUp shard(RandomGenerator random) {
        double[] corners = new double[2 * (FEWEST_CORNERS + random.nextInt(CORNERS))];
        double phase = random.nextDouble();
        for (int i = 0; i < corners.length; i += 2) {
            double turn = phase + (i / 2 + 0.6 * random.nextDouble()) / (corners.length / 2);
            double radius = 0.4 + 0.6 * random.nextDouble();
            corners[i] = radius * StrictMath.sin(2 * Math.PI * turn);
            corners[i + 1] = radius * StrictMath.cos(2 * Math.PI * turn);
        }
        Polygon polygon = Polygon.of(corners);
        return new MadeUp(polygon, polygon.halfWidth(), polygon.above(), polygon.below(), false);
    }

    /// A body of three heights, one after the other, on two wheels.
    static MadeUp vehicle(RandomGenerator random) {
        double half = 1.1 + 0.5 * random.nextDouble();
        double rear = 0.1 + 0.9 * random.nextDouble();
        double middle = 0.1 + 0.9 * random.nextDouble();
        double front = 0.1 + 0.9 * random.nextDouble();
        double first = -half * (0.2 + 0.5 * random.nextDouble());
        double second = half * 0.6 * random.nextDouble();
        double slope = 0.3 * random.nextDouble();
        double[] body = {
            -half,
            AXLE,
            -half,
            -rear,
            first,
            -rear,
            first + slope,
            -middle,
            second,
            -middle,
            second + slope,
            -front,
            half,
            -front,
            half,
            AXLE
        };
        double radius = 0.28 + 0.17 * random.nextDouble();
        double left = 0.4 * half + (0.6 * half - radius) * random.nextDouble();
        double right = 0.4 * half + (0.6 * half - radius) * random.nextDouble();
        Outline.Distance drawing = (x, y) -> Math.min(
                Outline.polygon(body, x, y),
                Math.min(Outline.disc(x + left, y - AXLE, radius), Outline.disc(x - right, y - AXLE, radius)));
        return scaled(drawing, new Box(-half, -Math.max(rear, Math.max(middle, front)), half, AXLE + radius));
    }

    /// Of the area of a disc of radius 1, its centre of mass in height at the origin.
    private static MadeUp scaled(Outline.Distance drawing, Box reach) {
        double cell = Math.max(reach.right() - reach.left(), reach.bottom() - reach.top()) / GRID;
        double area = 0;
        double moment = 0;
        for (double y = reach.top() + cell / 2; y < reach.bottom(); y += cell) {
            for (double x = reach.left() + cell / 2; x < reach.right(); x += cell) {
                double part = Math.clamp(0.5 - drawing.of(x, y) / cell, 0, 1);
                area += part * cell * cell;
                moment += part * cell * cell * y;
            }
        }
        double scale = Math.sqrt(Math.PI / area);
        double centre = moment / area;
        return new MadeUp(
                (x, y) -> drawing.of(x / scale, y / scale + centre) * scale,
                reach.right() * scale,
                (centre - reach.top()) * scale,
                (reach.bottom() - centre) * scale,
                true);
    }

    @Override
    public double distance(double x, double y) {
        return outline.of(x, y);
    }
}
