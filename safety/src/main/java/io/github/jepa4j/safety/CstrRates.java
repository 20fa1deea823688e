package io.github.jepa4j.safety;

import java.util.Arrays;

/// Bounds of how fast the reactor's states change, over boxes of states `Ca, Cb, TR, TK, W`, of
/// parameters `alpha, beta` and of actions `F, Q`. See [CstrPlant].
final class CstrRates {

    private static final double KELVIN = 273.15;
    private static final double AB = 1.287e12; // 1/h
    private static final double AB_KELVIN = 9758.3;
    private static final double AD = 9.043e9; // l/(mol h)
    private static final double AD_KELVIN = 8560;
    /// A in the feed, in mol/l.
    static final double FEED = 5.1;

    private static final double FEED_TEMPERATURE = 130;
    private static final double CAPACITY = 0.9342 * 3.01; // kJ/(l K)
    private static final double TRANSFER = 4032 * 0.215; // kJ/(h K)
    private static final double INTO_REACTOR = TRANSFER / (CAPACITY * 10.01); // 1/h
    private static final double JACKET = 5.0 * 2.0; // kJ/K
    private static final double HEAT_AB = 4.2;
    private static final double HEAT_BC = 11;
    private static final double HEAT_AD = 41.85;

    /// What a mol/l of A heats the reactor by when it becomes D, in K l/mol.
    static final double RISE = HEAT_AD / CAPACITY;

    private static final double HOURS = 0.005 / 10;
    private static final int PIECES = 4;
    private static final int STATES = 5;

    private final Interval alpha;
    private final Interval beta;
    private final Interval feed;
    private final Interval heat;

    CstrRates(Interval[] parameters, Interval[] action) {
        this.alpha = parameters[0];
        this.beta = parameters[1];
        this.feed = action[0];
        this.heat = action[1];
    }

    private static double toB(double celsius) {
        return AB * Math.exp(-AB_KELVIN / (celsius + KELVIN));
    }

    private static double toD(double factor, double celsius) {
        return AD * Math.exp(-factor * AD_KELVIN / (celsius + KELVIN));
    }

    /// Cut to what `W = TR + c Ca` leaves; no state that keeps it is lost. Where rounding leaves
    /// nothing, it stays.
    static Interval[] contracted(Interval[] box) {
        Interval[] cut = box.clone();
        for (int round = 0; round < 2; round++) {
            cut[0] = meet(cut[0], cut[4].minus(cut[2]).times(1 / RISE).widened(1e-12));
            cut[2] = meet(cut[2], cut[4].minus(cut[0].times(RISE)));
            cut[4] = meet(cut[4], cut[2].plus(cut[0].times(RISE)));
        }
        return cut;
    }

    private static Interval meet(Interval one, Interval other) {
        return one.meets(other) ? one.meet(other) : one;
    }

    /// A box in which the plant stays for a substep, whatever of the box it begins in: what Picard's
    /// iteration maps into itself.
    Interval[] enclosure(Interval[] now) {
        Interval[] guess = now;
        double grow = 1.2;
        for (int round = 0; round < 24; round++) {
            Interval[] next = new Interval[STATES];
            boolean inside = true;
            for (int i = 0; i < STATES; i++) {
                double up = Math.max(0, HOURS * most(i, guess));
                double down = Math.min(0, HOURS * least(i, guess));
                next[i] = new Interval(now[i].low() + down, now[i].high() + up);
                inside &= guess[i].contains(next[i]);
            }
            if (inside) {
                return guess;
            }
            guess = new Interval[STATES];
            for (int i = 0; i < STATES; i++) {
                double up = (next[i].high() - now[i].high()) * grow + 1e-6;
                double down = (next[i].low() - now[i].low()) * grow - 1e-6;
                double least = i < 2 ? 0 : Double.NEGATIVE_INFINITY; // A concentration cannot fall below 0.
                guess[i] = new Interval(Math.max(least, now[i].low() + down), now[i].high() + up);
            }
            grow *= 1.3;
        }
        Interval[] lost = new Interval[STATES];
        Arrays.fill(lost, Interval.ALL);
        return lost;
    }

    /// The box after a substep, from the slopes on each state's own faces.
    Interval[] after(Interval[] now, Interval[] enclosure, double[] widening) {
        Interval[] next = new Interval[STATES];
        for (int i = 0; i < STATES; i++) {
            double reach = HOURS * Math.max(Math.abs(most(i, enclosure)), Math.abs(least(i, enclosure)));
            double low = now[i].low() + HOURS * least(i, face(enclosure, i, Interval.around(now[i].low(), reach)));
            double high = now[i].high() + HOURS * most(i, face(enclosure, i, Interval.around(now[i].high(), reach)));
            low -= widening[i];
            high += widening[i];
            // The two bounds cannot cross but by rounding.
            next[i] = new Interval(Math.min(i < 2 ? Math.max(0, low) : low, high), high);
        }
        return contracted(next);
    }

    private static Interval[] face(Interval[] box, int axis, Interval values) {
        Interval[] face = box.clone();
        face[axis] = axis < 2 ? new Interval(Math.max(0, values.low()), Math.max(0, values.high())) : values;
        return face;
    }

    /// On the face at a value.
    double most(int axis, Interval[] box, double value) {
        return most(axis, face(box, axis, Interval.of(value)));
    }

    /// On the face at a value.
    double least(int axis, Interval[] box, double value) {
        return least(axis, face(box, axis, Interval.of(value)));
    }

    /// At least the rate of a state anywhere in a box, in its unit per hour.
    private double most(int axis, Interval[] whole) {
        Interval[] box = contracted(whole);
        Interval a = box[0];
        Interval b = box[1];
        Interval reactor = box[2];
        Interval jacket = box[3];
        return switch (axis) {
            case 0 -> {
                double in = a.low() < FEED ? feed.high() : feed.low();
                double low = a.low();
                yield in * (FEED - low)
                        - beta.low() * toB(reactor.low()) * low
                        - toD(alpha.high(), reactor.low()) * low * low;
            }
            case 1 -> {
                double gain = beta.high() * a.high() - b.low();
                yield -feed.low() * b.low() + toB(gain > 0 ? reactor.high() : reactor.low()) * gain;
            }
            case 2 ->
                times(feed, FEED_TEMPERATURE - reactor.high(), FEED_TEMPERATURE - reactor.low())
                                .high()
                        + INTO_REACTOR * (jacket.high() - reactor.low())
                        + warmest(a, b, reactor) / CAPACITY;
            case 3 -> (heat.high() - TRANSFER * (jacket.low() - reactor.high())) / JACKET;
            default -> potential(box, true);
        };
    }

    /// At most the rate of a state anywhere in a box.
    private double least(int axis, Interval[] whole) {
        Interval[] box = contracted(whole);
        Interval a = box[0];
        Interval b = box[1];
        Interval reactor = box[2];
        Interval jacket = box[3];
        return switch (axis) {
            case 0 -> {
                double in = a.high() < FEED ? feed.low() : feed.high();
                double high = a.high();
                yield in * (FEED - high)
                        - beta.high() * toB(reactor.high()) * high
                        - toD(alpha.low(), reactor.high()) * high * high;
            }
            case 1 -> {
                double gain = beta.low() * a.low() - b.high();
                yield -feed.high() * b.high() + toB(gain < 0 ? reactor.high() : reactor.low()) * gain;
            }
            case 2 ->
                times(feed, FEED_TEMPERATURE - reactor.high(), FEED_TEMPERATURE - reactor.low())
                                .low()
                        + INTO_REACTOR * (jacket.low() - reactor.high())
                        + coolest(a, b, reactor) / CAPACITY;
            case 3 -> (heat.low() - TRANSFER * (jacket.high() - reactor.low())) / JACKET;
            default -> potential(box, false);
        };
    }

    private static Interval times(Interval factor, double low, double high) {
        return factor.times(new Interval(low, high));
    }

    /// The most heat of all reactions, in kJ/(l h). In A it is convex: the most is at an end.
    private double warmest(Interval a, Interval b, Interval reactor) {
        double slow = HEAT_AB * toB(reactor.low()) * beta.low();
        double fast = HEAT_AD * toD(alpha.low(), reactor.high());
        double atLow = fast * a.low() * a.low() - slow * a.low();
        double atHigh = fast * a.high() * a.high() - slow * a.high();
        return Math.max(atLow, atHigh) + HEAT_BC * toB(reactor.high()) * b.high();
    }

    /// The least: at the vertex, or at the end next to it.
    private double coolest(Interval a, Interval b, Interval reactor) {
        double slow = HEAT_AB * toB(reactor.high()) * beta.high();
        double fast = HEAT_AD * toD(alpha.high(), reactor.low());
        double at = Math.clamp(slow / (2 * fast), a.low(), a.high());
        return fast * at * at - slow * at + HEAT_BC * toB(reactor.low()) * b.low();
    }

    /// Of `W`: `F (Tin + c CA0 - W) + INTO_REACTOR (TK - TR) + k(TR) (HEAT_BC / CAPACITY Cb - (HEAT_AB /
    /// CAPACITY + c) beta Ca)`, over pieces of TR, in each of which A is what `W` leaves.
    private double potential(Interval[] box, boolean upper) {
        double worst = upper ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        double width = (box[2].high() - box[2].low()) / PIECES;
        for (int i = 0; i < PIECES; i++) {
            double low = box[2].low() + i * width;
            double high = i == PIECES - 1 ? box[2].high() : low + width;
            Interval leaves = new Interval((box[4].low() - high) / RISE - 1e-9, (box[4].high() - low) / RISE + 1e-9);
            Interval a = box[0].meets(leaves) ? box[0].meet(leaves) : box[0];
            double uses = HEAT_AB / CAPACITY + RISE;
            double gives = HEAT_BC / CAPACITY;
            double net = upper
                    ? gives * box[1].high() - uses * beta.low() * a.low()
                    : gives * box[1].low() - uses * beta.high() * a.high();
            boolean hotIsMore = net > 0;
            double reaction = net * toB(upper == hotIsMore ? high : low);
            double exchange = INTO_REACTOR * (upper ? box[3].high() - low : box[3].low() - high);
            worst = upper ? Math.max(worst, reaction + exchange) : Math.min(worst, reaction + exchange);
        }
        double top = FEED_TEMPERATURE + RISE * FEED;
        Interval fed = times(feed, top - box[4].high(), top - box[4].low());
        return worst + (upper ? fed.high() : fed.low());
    }
}
