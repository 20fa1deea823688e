package io.github.jepa4j.scenes;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/// Draws ways in the manner of a motion class, `[T, 2]`, x and y in turn.
///
/// @param frames `T`
/// @param unit   px of the picture for each of one of 32
/// @param roomX  how far the places may be apart across, px
/// @param roomY  how far they may be apart down, px
record Course(int frames, double unit, double roomX, double roomY) {

    /// The frames for which rates are given.
    private static final double USUAL_FRAMES = 20;

    private static final double FULL_TURN = 2 * Math.PI;

    /// Where in the room a way is at its anchor, so that every class has some that stays inside.
    private static final double NEAREST = 0.2;

    private static final int TRIES = 100;

    /// A way inside the room. Its place at the anchor, a frame about the middle, is drawn first and evenly,
    /// so that it says nothing of the class; from the rest of the ways only those that stay inside are
    /// kept.
    double[] draw(MotionClass motion, RandomGenerator random) {
        while (true) {
            int anchor = frames / 4 + random.nextInt(frames / 2);
            double x = roomX * between(NEAREST, 1 - NEAREST, random);
            double y = roomY * between(NEAREST, 1 - NEAREST, random);
            for (int i = 0; i < TRIES; i++) {
                double[] way = relative(motion, random);
                shift(way, x - way[2 * anchor], y - way[2 * anchor + 1]);
                if (motion == MotionClass.BOUNCING ? bounces(way) : inside(way, 0, frames)) {
                    return folded(way);
                }
            }
        }
    }

    private boolean inside(double[] way, int from, int until) {
        boolean inside = true;
        for (int time = from; time < until; time++) {
            double x = way[2 * time];
            double y = way[2 * time + 1];
            inside &= x >= 0 && x <= roomX && y >= 0 && y <= roomY;
        }
        return inside;
    }

    /// Whether there is some way to go before a border is met, and some after.
    private boolean bounces(double[] way) {
        int early = frames / 5;
        int late = frames - 1 - early;
        return !inside(way, early, early + 1) || !inside(way, late, late + 1);
    }

    /// Thrown back at the borders; the same where it stays inside.
    private double[] folded(double[] way) {
        double[] folded = new double[way.length];
        for (int i = 0; i < way.length; i++) {
            double room = i % 2 == 0 ? roomX : roomY;
            double place = way[i] - 2 * room * Math.floor(way[i] / (2 * room));
            folded[i] = Math.min(place, 2 * room - place);
        }
        return folded;
    }

    private static void shift(double[] way, double dx, double dy) {
        for (int i = 0; i < way.length; i += 2) {
            way[i] += dx;
            way[i + 1] += dy;
        }
    }

    private double[] relative(MotionClass motion, RandomGenerator random) {
        return switch (motion) {
            case STRAIGHT -> line(between(0.5, 1, random), random);
            case BOUNCING -> line(between(1.6, 2.4, random), random);
            case ACCELERATING -> accelerating(random);
            case CLOCKWISE -> circle(1, random);
            case ANTICLOCKWISE -> circle(-1, random);
            case OSCILLATING -> oscillating(random);
            case ZIGZAG -> zigzag(random);
            case RANDOM_WALK -> walk(random);
        };
    }

    private double[] line(double speed, RandomGenerator random) {
        return way(time -> speed * time, _ -> 0, random);
    }

    private double[] accelerating(RandomGenerator random) {
        double half = between(0.025, 0.05, random);
        double rest = random.nextBoolean() ? 0 : USUAL_FRAMES;
        return way(time -> half * (time - rest) * (time - rest), _ -> 0, random);
    }

    private double[] circle(int direction, RandomGenerator random) {
        double radius = between(3.5, 8, random);
        double rate = direction * FULL_TURN / between(10, 20, random);
        return way(time -> radius * StrictMath.cos(rate * time), time -> radius * StrictMath.sin(rate * time), random);
    }

    private double[] oscillating(RandomGenerator random) {
        double amplitude = between(4, 9, random);
        double rate = FULL_TURN / between(8, 14, random);
        double phase = FULL_TURN * random.nextDouble();
        return way(time -> amplitude * StrictMath.sin(rate * time + phase), _ -> 0, random);
    }

    private double[] zigzag(RandomGenerator random) {
        double speed = between(0.5, 0.9, random);
        double width = between(4, 7, random);
        double period = between(6, 9, random);
        double phase = random.nextDouble();
        return way(
                time -> speed * time,
                time -> {
                    double share = time / period + phase;
                    return width * Math.abs(2 * (share - Math.floor(share)) - 1);
                },
                random);
    }

    private double[] walk(RandomGenerator random) {
        double length = unit * between(1.2, 2, random) * Math.sqrt(USUAL_FRAMES / frames);
        double[] way = new double[2 * frames];
        for (int i = 2; i < way.length; i += 2) {
            double heading = FULL_TURN * random.nextDouble();
            way[i] = way[i - 2] + length * StrictMath.cos(heading);
            way[i + 1] = way[i - 1] + length * StrictMath.sin(heading);
        }
        return way;
    }

    /// @param along  a direction drawn here, of the time in usual frames, in units
    /// @param across a quarter turn clockwise from there
    private double[] way(DoubleUnaryOperator along, DoubleUnaryOperator across, RandomGenerator random) {
        double heading = FULL_TURN * random.nextDouble();
        double cos = unit * StrictMath.cos(heading);
        double sin = unit * StrictMath.sin(heading);
        double[] way = new double[2 * frames];
        for (int i = 0; i < frames; i++) {
            double time = i * USUAL_FRAMES / frames;
            double ahead = along.applyAsDouble(time);
            double aside = across.applyAsDouble(time);
            way[2 * i] = cos * ahead - sin * aside;
            way[2 * i + 1] = sin * ahead + cos * aside;
        }
        return way;
    }

    private static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }
}
