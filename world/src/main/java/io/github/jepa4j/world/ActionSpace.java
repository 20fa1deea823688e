package io.github.jepa4j.world;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Which actions are legal, in raw units.
public sealed interface ActionSpace {

    /// The number of axes, `A`.
    int dimension();

    /// Moves `values[offset .. offset + A)` to the nearest legal action, in place. NaN becomes the centre.
    void project(float[] values, int offset);

    /// Draws a legal action uniformly.
    Action sample(RandomGenerator random);

    /// How far an action is from legality: 0 when legal, else the Euclidean distance to the nearest legal
    /// action.
    default float distance(Action action) {
        if (action.dimension() != dimension()) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but the action space has %d.\nMaybe the action belongs to another world."
                            .formatted(action.dimension(), dimension()));
        }
        float[] legal = action.values().clone();
        project(legal, 0);
        double squares = 0;
        for (int axis = 0; axis < legal.length; axis++) {
            double gap = (double) legal[axis] - action.values()[axis];
            squares += gap * gap;
        }
        return (float) Math.sqrt(squares);
    }

    /// Every axis between its own limits.
    ///
    /// @param low  the least value of each axis
    /// @param high the greatest value of each axis, not below `low`
    record Box(float[] low, float[] high) implements ActionSpace {

        public Box {
            if (low.length != high.length) {
                throw new IllegalArgumentException(
                        "The box has %d lower and %d upper limits; it needs one of each per axis.\nMaybe a limit was forgotten."
                                .formatted(low.length, high.length));
            }
            for (int axis = 0; axis < low.length; axis++) {
                if (!(low[axis] <= high[axis])) {
                    throw new IllegalArgumentException(
                            "The box's axis %d goes from %s to %s; the lower limit must not exceed the upper.\nMaybe they were swapped."
                                    .formatted(axis, low[axis], high[axis]));
                }
            }
        }

        @Override
        public int dimension() {
            return low.length;
        }

        @Override
        public void project(float[] values, int offset) {
            for (int axis = 0; axis < low.length; axis++) {
                float value = values[offset + axis];
                values[offset + axis] = Float.isNaN(value) ? centre(axis) : Math.clamp(value, low[axis], high[axis]);
            }
        }

        /// Of an axis without limits, or with one, there is no centre: what is allowed nearest to 0.
        private float centre(int axis) {
            float middle = low[axis] / 2 + high[axis] / 2;
            return Float.isFinite(middle) ? middle : Math.clamp(0, low[axis], high[axis]);
        }

        @Override
        public Action sample(RandomGenerator random) {
            float[] values = new float[low.length];
            for (int axis = 0; axis < low.length; axis++) {
                values[axis] = low[axis] + random.nextFloat() * (high[axis] - low[axis]);
            }
            return new Action(values);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Box that && Arrays.equals(low, that.low) && Arrays.equals(high, that.high);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
        }

        @Override
        public String toString() {
            return "Box[%s, %s]".formatted(Arrays.toString(low), Arrays.toString(high));
        }
    }

    /// Every action whose Euclidean norm is at most the radius: a limit on speed that does not favour the
    /// diagonals.
    ///
    /// @param dimension the number of axes
    /// @param radius    the greatest norm, above 0
    record Ball(int dimension, float radius) implements ActionSpace {

        public Ball {
            if (dimension < 1 || !(radius > 0) || Float.isInfinite(radius)) {
                throw new IllegalArgumentException(
                        "A ball of %d axes and radius %s is no action space; it needs at least 1 axis and a finite radius above 0.\nMaybe the arguments were swapped."
                                .formatted(dimension, radius));
            }
        }

        @Override
        public void project(float[] values, int offset) {
            double squares = 0;
            for (int axis = 0; axis < dimension; axis++) {
                if (!Float.isFinite(values[offset + axis])) {
                    values[offset + axis] =
                            Float.isNaN(values[offset + axis]) ? 0 : Math.copySign(radius, values[offset + axis]);
                }
                squares += (double) values[offset + axis] * values[offset + axis];
            }
            if (squares > (double) radius * radius) {
                double scale = radius / Math.sqrt(squares);
                for (int axis = 0; axis < dimension; axis++) {
                    values[offset + axis] = (float) (values[offset + axis] * scale);
                }
            }
        }

        @Override
        public Action sample(RandomGenerator random) {
            float[] values = new float[dimension];
            double squares = 0;
            for (int axis = 0; axis < dimension; axis++) {
                values[axis] = (float) random.nextGaussian();
                squares += (double) values[axis] * values[axis];
            }
            double length =
                    radius * Math.pow(random.nextDouble(), 1.0 / dimension) / Math.sqrt(Math.max(squares, 1e-30));
            for (int axis = 0; axis < dimension; axis++) {
                values[axis] = (float) (values[axis] * length);
            }
            return new Action(values);
        }
    }

    /// An action of each of several who act at once, or of each branch of a plan: as many actions of one space, one
    /// after the other.
    ///
    /// @param each  of them
    /// @param count how many, at least 1
    record Repeated(ActionSpace each, int count) implements ActionSpace {

        public Repeated {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "An action space repeated %d times is none; it must be at least once.\nMaybe there are no branches."
                                .formatted(count));
            }
        }

        @Override
        public int dimension() {
            return count * each.dimension();
        }

        @Override
        public void project(float[] values, int offset) {
            for (int i = 0; i < count; i++) {
                each.project(values, offset + i * each.dimension());
            }
        }

        @Override
        public Action sample(RandomGenerator random) {
            float[] values = new float[dimension()];
            for (int i = 0; i < count; i++) {
                System.arraycopy(each.sample(random).values(), 0, values, i * each.dimension(), each.dimension());
            }
            return new Action(values);
        }
    }
}
