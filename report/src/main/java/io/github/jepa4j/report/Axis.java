package io.github.jepa4j.report;

import java.util.ArrayList;
import java.util.List;

/// Maps values to places along a chart's side, straight or by logarithm, and says where the ticks go.
///
/// @param low         the value at the near end
/// @param high        the value at the far end, above `low`
/// @param near        the place of `low`, in the chart's units
/// @param far         the place of `high`
/// @param logarithmic whether equal ratios, not equal differences, take equal room
record Axis(double low, double high, double near, double far, boolean logarithmic) {

    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double ROOM = 0.06;

    /// An axis that ends on the given values exactly.
    static Axis linear(double low, double high, double near, double far) {
        return new Axis(low, high > low ? high : low + 1, near, far, false);
    }

    /// An axis with a little room around the values; equal or absent values get an interval of their own.
    static Axis around(double least, double greatest, double near, double far, boolean logarithmic) {
        if (!Double.isFinite(least) || !Double.isFinite(greatest)) {
            return new Axis(0, 1, near, far, false);
        }
        if (logarithmic && least > 0) {
            double ratio = Math.pow(Math.max(greatest / least, 1.2), ROOM);
            return new Axis(least / ratio, greatest * ratio, near, far, true);
        }
        double span = greatest > least ? greatest - least : Math.max(Math.abs(least), 1e-9);
        double low = least - ROOM * span;
        return new Axis(least >= 0 && low < 0 ? 0 : low, greatest + ROOM * span, near, far, false);
    }

    /// The place of a value.
    double at(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return near + share * (far - near);
    }

    /// Round values inside the axis: about as many as wanted; on a logarithmic axis powers of ten, and
    /// where it has only a few of them also their doubles and fives.
    List<Double> ticks(int wanted) {
        return logarithmic ? logarithmicTicks(wanted) : linearTicks(wanted);
    }

    private List<Double> linearTicks(int wanted) {
        double rough = (high - low) / wanted;
        double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = magnitude;
        for (double factor : STEPS) {
            if (factor * magnitude >= rough * 0.75) {
                step = factor * magnitude;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long index = (long) Math.ceil(low / step - 1e-9); index * step <= high + 1e-9 * step; index++) {
            ticks.add(index * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks(int wanted) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        if (last - first < 2) {
            return fineTicks(first - 1, last + 1);
        }
        int stride = Math.max(1, Math.ceilDiv(last - first + 1, wanted + 1));
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power += stride) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }

    /// One, two and five times each power of ten, for an axis of less than three of them.
    private List<Double> fineTicks(int first, int last) {
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            for (int factor : new int[] {1, 2, 5}) {
                double tick = factor * Math.pow(10, power);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.isEmpty() ? List.of(low, high) : ticks;
    }
}
