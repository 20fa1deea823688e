package io.github.jepa4j.scenes;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Clips of one or two figures that move by one of eight motion classes, on black. What a figure looks
/// like, and where it is at a frame about the middle, is drawn before its motion and says nothing of it:
/// the class is only in how frames follow each other. Since nothing leaves the picture, places differ a
/// little by class all the same: who guesses from one alone is right one time in six, where chance is one
/// in eight.
///
/// @param figures  what moves
/// @param most     of them in a clip, 1 or 2
/// @param channels 3 for colours, 1 for white
/// @param frames   `T`, from 10; fewer frames show the same in larger steps
/// @param side     rows and columns, from 24
/// @param noise    deviation of what is added to each pixel of each frame on its own, as a part of the brightest, and
///     cut off; at least 0: what nobody can foresee
public record MovingShapes(Figures figures, int most, int channels, int frames, int side, double noise) {

    private static final int GROUND = 0;
    private static final int BRIGHTEST = 255;
    private static final int WHITE = 0xFFFFFF;
    private static final double USUAL_SIDE = 32;

    /// What moves.
    public enum Figures {
        /// Those without wheels.
        SHAPES,
        /// 0 to 9.
        DIGITS,
        /// Either.
        SHAPES_AND_DIGITS
    }

    public MovingShapes {
        if (most < 1
                || most > 2
                || (channels != 1 && channels != 3)
                || frames < 10
                || side < 24
                || !(noise >= 0)
                || Double.isInfinite(noise)) {
            throw new IllegalArgumentException(
                    "Moving shapes of at most %d figures, %d channels, %d frames, side %d and noise %s cannot be drawn; 1 or 2 figures, 1 or 3 channels, at least 10 frames, at least 24 px and a noise of at least 0 are needed.\nMaybe two arguments are exchanged."
                            .formatted(most, channels, frames, side, noise));
        }
    }

    /// Without noise.
    public MovingShapes(Figures figures, int most, int channels, int frames, int side) {
        this(figures, most, channels, frames, side, 0);
    }

    /// White shapes, `[20, 1, 32, 32]`.
    public MovingShapes() {
        this(Figures.SHAPES, 2, 1, 20, 32);
    }

    /// A clip of any class, all alike often.
    public MovingClip clip(Seed seed) {
        MotionClass[] classes = MotionClass.values();
        int index = seed.split("motion").generator().nextInt(classes.length);
        return clip(classes[index], seed);
    }

    /// A clip of the class. One seed shows the same figures in all classes.
    public MovingClip clip(MotionClass motion, Seed seed) {
        int count = 1 + seed.split("count").generator().nextInt(most);
        List<Mover> movers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            movers.add(mover(
                    motion,
                    seed.split("look").split(i).generator(),
                    seed.split("way").split(i).generator()));
        }
        List<Track> tracks = movers.stream().map(Mover::track).toList();
        return new MovingClip(noisy(film(movers), seed.split("noise").generator()), motion, tracks);
    }

    /// A figure and its way.
    ///
    /// @param origins `[T, 2]`, of the figure, px
    private record Mover(Figure figure, int rgb, double radius, double[] origins) {

        Track track() {
            double down = radius * (figure.below() - figure.above()) / 2;
            double[] centres = origins.clone();
            for (int i = 1; i < centres.length; i += 2) {
                centres[i] += down;
            }
            return new Track(figure, centres);
        }
    }

    private Mover mover(MotionClass motion, RandomGenerator look, RandomGenerator way) {
        double unit = side / USUAL_SIDE;
        Figure figure = figure(look);
        double low = figure instanceof Digit ? 4.6 : 3;
        double radius = unit * (low + look.nextDouble());
        int rgb = channels == 1 ? WHITE : pick(Colour.values(), look).rgb();
        double left = figure.halfWidth() * radius;
        double top = figure.above() * radius;
        Course course = new Course(frames, unit, side - 2 * left, side - top - figure.below() * radius);
        double[] origins = course.draw(motion, way);
        for (int i = 0; i < origins.length; i += 2) {
            origins[i] += left;
            origins[i + 1] += top;
        }
        return new Mover(figure, rgb, radius, origins);
    }

    private Figure figure(RandomGenerator random) {
        boolean digit = figures == Figures.DIGITS || (figures == Figures.SHAPES_AND_DIGITS && random.nextBoolean());
        if (digit) {
            return new Digit(random.nextInt(10));
        }
        Shape shape = pick(Shape.values(), random);
        return shape.isVehicle() ? figure(random) : shape;
    }

    private Clip film(List<Mover> movers) {
        Canvas canvas = new Canvas(channels, side, side);
        int size = channels * side * side;
        byte[] values = new byte[frames * size];
        for (int time = 0; time < frames; time++) {
            for (Mover mover : movers) {
                double[] at = mover.origins();
                canvas.figure(mover.figure(), new Pose(at[2 * time], at[2 * time + 1], mover.radius(), 0), mover.rgb());
            }
            canvas.finish(GROUND, values, time * size);
        }
        return new Clip(frames, channels, side, side, values);
    }

    private Clip noisy(Clip clip, RandomGenerator random) {
        if (noise == 0) {
            return clip;
        }
        byte[] values = clip.values().clone();
        for (int i = 0; i < values.length; i++) {
            double seen = (values[i] & 0xFF) + BRIGHTEST * noise * random.nextGaussian();
            values[i] = (byte) Math.clamp(Math.round(seen), 0, BRIGHTEST);
        }
        return new Clip(frames, channels, side, side, values);
    }

    private static <E> E pick(E[] values, RandomGenerator random) {
        return values[random.nextInt(values.length)];
    }
}
