package io.github.jepa4j.bench;

import java.util.ArrayList;
import java.util.List;

/// The schedule of a battery that costs least when everything is known beforehand, as a linear programme: in hour `t`
/// the net without the battery is `n_t` and a kWh from the grid costs `w_t`; over charging `c_t` and discharging
/// `d_t`
///
///     minimise  sum w_t max(0, n_t + c_t - d_t) where     s_(t+1) = s_t + e c_t - d_t / e,  least <= s <= most,  0
/// <= c, d <= power
///
/// with `e` the efficiency one way, the same at every power. Solved exactly by dynamic programming, since the least
/// cost from `t` on is a convex function of the charge made of straight pieces, and one hour more is an infimal
/// convolution: the pieces of both, sorted by slope (Rockafellar, *Convex Analysis*, 1970, §16). A general solver of
/// linear programmes finds the same value (`StorageOptimumTest`) but not a year in a second.
///
/// @param limits     of charge and power
/// @param efficiency one way, in (0, 1]
record StorageOptimum(StorageLimits limits, double efficiency) {

    private static final double TINY = 1e-12;

    /// A piece of a convex function: for so much of its argument it rises so steeply.
    private record Piece(double slope, double length) {}

    /// A convex function of the charge, from where it begins.
    private record Convex(double begin, double value, List<Piece> pieces) {

        double at(double x) {
            double from = begin;
            double sum = value;
            for (Piece piece : pieces) {
                double part = Math.min(piece.length, x - from);
                if (part <= 0) {
                    break;
                }
                sum += part * piece.slope;
                from += part;
            }
            return sum;
        }
    }

    /// The schedule: what is drawn in each hour, in kWh, below 0 what is delivered.
    ///
    /// @param net    of each hour without the battery, in kWh
    /// @param weight of a kWh from the grid in each hour, at least 0
    /// @param start  charge, within the limits
    double[] schedule(double[] net, double[] weight, double start) {
        int hours = net.length;
        List<Convex> left = new ArrayList<>(hours + 1);
        left.add(new Convex(limits.least(), 0, List.of(new Piece(0, limits.most() - limits.least()))));
        for (int hour = hours - 1; hour >= 0; hour--) {
            left.add(sooner(left.getLast(), net[hour], weight[hour]));
        }
        double[] drawn = new double[hours];
        double charge = start;
        for (int hour = 0; hour < hours; hour++) {
            double next = best(left.get(hours - 1 - hour), charge, net[hour], weight[hour]);
            drawn[hour] = drawn(next - charge);
            charge = next;
        }
        return drawn;
    }

    /// What a schedule costs.
    static double cost(double[] net, double[] weight, double[] drawn) {
        double sum = 0;
        for (int hour = 0; hour < net.length; hour++) {
            sum += weight[hour] * Math.max(0, net[hour] + drawn[hour]);
        }
        return sum;
    }

    private double drawn(double stored) {
        return stored >= 0 ? stored / efficiency : stored * efficiency;
    }

    private double cost(double stored, double net, double weight) {
        return weight * Math.max(0, net + drawn(stored));
    }

    /// The charges stored at which an hour's cost may bend, increasing, the limits among them.
    private List<Double> bends(double net) {
        double low = -limits.power() / efficiency;
        double high = limits.power() * efficiency;
        double level = net <= 0 ? -net * efficiency : -net / efficiency;
        List<Double> bends = new ArrayList<>(List.of(low, Math.min(0, Math.max(low, level))));
        bends.add(Math.max(0, Math.min(high, level)));
        bends.add(high);
        return bends;
    }

    /// The least cost from an hour on, of that from the next hour on.
    private Convex sooner(Convex later, double net, double weight) {
        List<Double> bends = bends(net);
        List<Piece> pieces = new ArrayList<>(later.pieces);
        // As a function of what is taken out, so from the greatest to the least that is stored.
        for (int i = bends.size() - 1; i > 0; i--) {
            double length = bends.get(i) - bends.get(i - 1);
            if (length > TINY) {
                double rise = cost(bends.get(i - 1), net, weight) - cost(bends.get(i), net, weight);
                pieces.add(new Piece(rise / length, length));
            }
        }
        pieces.sort((a, b) -> Double.compare(a.slope, b.slope));
        double begin = later.begin - bends.getLast();
        return within(new Convex(begin, later.value + cost(bends.getLast(), net, weight), pieces));
    }

    /// The part between the limits of the charge.
    private Convex within(Convex whole) {
        double value = whole.at(limits.least());
        double skipped = limits.least() - whole.begin;
        double wanted = limits.most() - limits.least();
        List<Piece> pieces = new ArrayList<>();
        for (Piece piece : whole.pieces) {
            double kept = Math.min(piece.length - Math.max(0, skipped), wanted);
            skipped -= piece.length;
            if (kept > TINY) {
                pieces.add(new Piece(piece.slope, kept));
                wanted -= kept;
            }
        }
        return new Convex(limits.least(), value, pieces);
    }

    /// The next charge: the least of a convex function lies where it bends.
    private double best(Convex later, double charge, double net, double weight) {
        List<Double> candidates = new ArrayList<>();
        bends(net).forEach(bend -> candidates.add(charge + bend));
        double at = later.begin;
        candidates.add(at);
        for (Piece piece : later.pieces) {
            at += piece.length;
            candidates.add(at);
        }
        double low = Math.max(limits.least(), charge - limits.power() / efficiency);
        double high = Math.min(limits.most(), charge + limits.power() * efficiency);
        double best = charge;
        double least = Double.POSITIVE_INFINITY;
        for (double candidate : candidates) {
            double next = Math.clamp(candidate, low, high);
            double total = later.at(next) + cost(next - charge, net, weight);
            if (total < least - TINY || (total < least + TINY && Math.abs(next - charge) < Math.abs(best - charge))) {
                best = next;
                least = Math.min(least, total);
            }
        }
        return best;
    }
}
