package io.github.jepa4j.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// One descent by L-BFGS: the curvature is guessed from how the gradient changed over the last few steps.
///
/// Method: Nocedal and Wright, *Numerical Optimization*, 2006, algorithms 7.4 and 7.5. The length of a step is found by
/// bisection under the weak Wolfe conditions (Lewis and Overton, *Nonsmooth optimization via quasi-Newton methods*,
/// 2013, section 2), which needs no interpolation and takes an energy that is no number for one too high.
public final class Lbfgs {

    /// Where a descent ended.
    ///
    /// @param point    `[N]`
    /// @param energy   NaN when the start had no finite one
    /// @param steepest the largest slope along one axis
    public record End(double[] point, double energy, double steepest) {}

    private record Change(double[] step, double[] slope, double product) {}

    private static final int MEMORY = 10;
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int TRIALS = 60;

    /// By how much, of the energy, a step may raise it: near a minimum the true decrease is less than rounding, and the
    /// gradient tells more (Hager and Zhang, *SIAM Journal on Optimization* 16, 2005, section 2).
    private static final double ROUNDING = 1e-15;

    private final Energy energy;
    private final Deque<Change> changes = new ArrayDeque<>();
    private double[] point;
    private double[] gradient;
    private double value;

    /// @param start `[N]`, copied
    public Lbfgs(Energy energy, double[] start) {
        this.energy = energy;
        this.point = start.clone();
        this.gradient = new double[start.length];
        this.value = energy.valueAndGradient(point, gradient);
    }

    /// Goes down.
    ///
    /// @param iterations at most
    /// @param tolerance  ends when no axis is steeper
    public End descend(int iterations, double tolerance) {
        if (!known(value, gradient)) {
            return new End(point, Double.NaN, Double.NaN);
        }
        for (int i = 0; i < iterations && steepest(gradient) > tolerance; i++) {
            double[] direction = direction();
            if (!(dot(direction, gradient) < 0)) {
                changes.clear();
                direction = direction();
            }
            if (!search(direction)) {
                break;
            }
        }
        return new End(point, value, steepest(gradient));
    }

    /// Against the gradient, turned and stretched by what is known of the curvature. At first of length 1 at most,
    /// since nothing is known.
    private double[] direction() {
        double[] direction = gradient.clone();
        double[] weights = new double[changes.size()];
        int newest = 0;
        for (Iterator<Change> it = changes.descendingIterator(); it.hasNext(); newest++) {
            Change change = it.next();
            weights[newest] = dot(change.step, direction) / change.product;
            add(-weights[newest], change.slope, direction);
        }
        double scale = changes.isEmpty()
                ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)))
                : changes.getLast().product / dot(changes.getLast().slope, changes.getLast().slope);
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= scale;
        }
        for (Change change : changes) {
            newest--;
            add(weights[newest] - dot(change.slope, direction) / change.product, change.step, direction);
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }

    /// Goes along a direction as far as it is worth it; false when nowhere on it is lower, as rounding allows.
    private boolean search(double[] direction) {
        double slope = dot(direction, gradient);
        double rounding = ROUNDING * Math.abs(value);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = 1;
        double[] nextGradient = new double[point.length];
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] next = point.clone();
            add(length, direction, next);
            double nextValue = energy.valueAndGradient(next, nextGradient);
            boolean known = known(nextValue, nextGradient);
            if (!known || nextValue > value + DECREASE * length * slope + rounding) {
                high = length;
            } else if (dot(direction, nextGradient) < CURVATURE * slope) {
                low = length;
            } else {
                take(next, nextValue, nextGradient);
                return true;
            }
            length = Double.isInfinite(high) ? 2 * low : (low + high) / 2;
        }
        return false;
    }

    private void take(double[] next, double nextValue, double[] nextGradient) {
        double[] step = next.clone();
        add(-1, point, step);
        double[] slope = nextGradient.clone();
        add(-1, gradient, slope);
        double product = dot(step, slope);
        if (product > 0) {
            changes.addLast(new Change(step, slope, product));
        }
        if (changes.size() > MEMORY) {
            changes.removeFirst();
        }
        point = next;
        value = nextValue;
        gradient = nextGradient;
    }

    private static boolean known(double value, double[] gradient) {
        return Double.isFinite(value) && Double.isFinite(dot(gradient, gradient));
    }

    private static double steepest(double[] gradient) {
        double steepest = 0;
        for (double slope : gradient) {
            steepest = Math.max(steepest, Math.abs(slope));
        }
        return steepest;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void add(double factor, double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }
}
