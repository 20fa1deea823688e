package io.github.jepa4j.safety;

import static io.github.jepa4j.safety.QuadrotorHover.ASIDE;
import static io.github.jepa4j.safety.QuadrotorHover.GRAVITY;
import static io.github.jepa4j.safety.QuadrotorHover.SECONDS;
import static io.github.jepa4j.safety.QuadrotorHover.UP;

import java.util.Arrays;

/// How far a quadrotor ever gets under the feedback of [QuadrotorHover], from a box of states.
///
/// What differs from two chains of integrators is a disturbance: that lift and turning are not quite
/// those believed, that the sine is not the angle, that the lift is not gravity, that the belief errs.
/// Its bound depends on how far the plant gets, and how far it gets on the bound; in each stretch of
/// the future a bound that explains itself is found by iteration. By induction over the steps it then
/// holds for ever: as long as the disturbances keep it, so do the states, and so do the next
/// disturbances.
///
/// The belief errs by no more than the declared noise and what one step adds in which signals were not
/// trusted. Of a quadrotor that misses signals at two steps running nothing is promised.
final class QuadrotorTube {

    private static final double SQUARE = SECONDS * SECONDS / 2;

    /// While an action is held, what it drives leaves the straight line by less than this times its
    /// second derivative.
    private static final double SAG = SECONDS * SECONDS / 8;

    /// Less than this is not explained: rounding, and what is left when the tubes end.
    private static final double ROUNDING = 1e-6;

    /// Enlarges what is tried next, so that the iteration passes the bound that explains itself.
    private static final double PASSING = 1.02;

    private static final int ROUNDS = 40;

    /// Beyond this angle, in rad, and these accelerations, in m/s^2 and rad/s^2, no bound is looked
    /// for.
    private static final double MOST_LEAN = 0.5;

    private static final double MOST_LIFT = 5;
    private static final double MOST_TURN = 200;

    /// Outputs `z, vz, a`; disturbed by any acceleration within a step, then by a constant one.
    private static final FeedbackTube VERTICAL = vertical();

    /// Outputs `x, vx, theta, rate, u`; disturbed by any acceleration sideways within a step, then by
    /// u.
    private static final FeedbackTube LATERAL = lateral();

    private final Known known;
    private final double[] place;
    private final double[] spread = new double[6];
    private final FeedbackTube.Reach up;
    private final FeedbackTube.Reach aside;
    private final double[][] climbing = new double[2][FeedbackTube.STRETCHES];
    private final double[][] swaying = new double[2][FeedbackTube.STRETCHES];
    private double[] errors = new double[6];
    private final double[] lowest = new double[6];
    private final double[] highest = new double[6];
    private double mostThrust = Double.NEGATIVE_INFINITY;
    private double leastThrust = Double.POSITIVE_INFINITY;
    private boolean explained = true;

    /// How much is known.
    ///
    /// @param lift  thrust to acceleration, in 1/kg
    /// @param turn  difference of thrusts to angular acceleration, in 1/(kg m)
    /// @param noise of each signal
    record Known(Interval lift, Interval turn, double[] noise) {

        double liftError() {
            return lift.width() / 2 / lift.middle();
        }

        double turnError() {
            return turn.width() / 2 / turn.middle();
        }
    }

    /// @param box    where the plant is
    /// @param place  where it is to hover
    /// @param limits of each state: where one is left, nothing later is looked at
    QuadrotorTube(Interval[] box, double[] place, Known known, Interval[] limits) {
        this.known = known;
        this.place = place;
        for (int i = 0; i < spread.length; i++) {
            spread[i] = box[i].width() / 2;
        }
        this.up = VERTICAL.new Reach(box[2].plus(-place[1]), box[3]);
        this.aside = LATERAL.new Reach(box[0].plus(-place[0]), box[1], box[4], box[5]);
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        double[] before = spread;
        for (int stretch = 0; stretch < FeedbackTube.STRETCHES && explained; stretch++) {
            before = explain(stretch, before);
            grow(stretch);
            if (left(limits)) {
                break;
            }
        }
    }

    private static FeedbackTube vertical() {
        double[] input = {SQUARE, SECONDS};
        double[][] open = {{1, SECONDS}, {0, 1}};
        return new FeedbackTube(
                closed(open, input, UP),
                new double[][] {{1, 0}, {0, 1}, {-UP[0], -UP[1]}},
                new FeedbackTube.Channel(input, false),
                new FeedbackTube.Channel(input, true));
    }

    private static FeedbackTube lateral() {
        double cube = SECONDS * SECONDS * SECONDS / 6;
        double[] input = {GRAVITY * cube * SECONDS / 4, GRAVITY * cube, SQUARE, SECONDS};
        double[][] open = {
            {1, SECONDS, GRAVITY * SQUARE, GRAVITY * cube},
            {0, 1, GRAVITY * SECONDS, GRAVITY * SQUARE},
            {0, 0, 1, SECONDS},
            {0, 0, 0, 1}
        };
        double[][] outputs = {
            {1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {-ASIDE[0], -ASIDE[1], -ASIDE[2], -ASIDE[3]}
        };
        return new FeedbackTube(
                closed(open, input, ASIDE),
                outputs,
                new FeedbackTube.Channel(new double[] {SQUARE, SECONDS, 0, 0}, false),
                new FeedbackTube.Channel(input, true));
    }

    private static double[][] closed(double[][] open, double[] input, double[] gains) {
        double[][] closed = new double[input.length][input.length];
        for (int i = 0; i < input.length; i++) {
            for (int j = 0; j < input.length; j++) {
                closed[i][j] = open[i][j] - input[i] * gains[j];
            }
        }
        return closed;
    }

    private boolean left(Interval[] limits) {
        Interval[] now = states();
        for (int i = 0; i < now.length; i++) {
            if (!limits[i].contains(now[i])) {
                return true;
            }
        }
        return false;
    }

    /// Whether bounds were found. Where not, nothing else is to be asked.
    boolean explained() {
        return explained;
    }

    /// Where it ever is, or until it leaves the limits.
    Interval[] states() {
        Interval[] states = new Interval[lowest.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = new Interval(lowest[i], highest[i]);
        }
        states[0] = states[0].plus(place[0]);
        states[2] = states[2].plus(place[1]);
        return states;
    }

    /// What the feedback ever asks of a pair of rotors, in N.
    Interval thrust() {
        return new Interval(leastThrust, mostThrust);
    }

    /// What disturbances and errors come to, if they keep the bounds so far.
    ///
    /// @param climb   of the acceleration upward, any within a step, in m/s^2
    /// @param climbed what the error of the belief adds to it, constant in a step
    /// @param sway    of the acceleration sideways, any within a step
    /// @param turn    of the angular acceleration, constant in a step, in rad/s^2
    /// @param errors  of the belief one step on, in the order of the signals
    private record Needs(double climb, double climbed, double sway, double turn, double[] errors) {

        boolean lost() {
            return !(climb + climbed < MOST_LIFT && sway < MOST_LIFT && turn < MOST_TURN);
        }
    }

    /// Finds the bounds of a stretch.
    ///
    /// @param before the errors of the belief that come of the stretch before
    /// @return those that come of this one
    private double[] explain(int stretch, double[] before) {
        errors = before.clone();
        for (int round = 0; round < ROUNDS; round++) {
            Needs needs = needs(stretch);
            if (needs.lost()) {
                break;
            }
            boolean enough = raise(climbing[0], stretch, needs.climb);
            enough &= raise(climbing[1], stretch, needs.climbed);
            enough &= raise(swaying[0], stretch, needs.sway);
            enough &= raise(swaying[1], stretch, needs.turn);
            for (int i = 0; i < errors.length; i++) {
                enough &= raise(errors, i, needs.errors[i]);
            }
            if (enough) {
                return needs.errors;
            }
        }
        explained = false;
        return errors;
    }

    /// Whether the bound was enough; it is raised where not.
    private static boolean raise(double[] bounds, int at, double needed) {
        boolean enough = bounds[at] >= needed;
        bounds[at] = enough ? bounds[at] : needed * PASSING;
        return enough;
    }

    private double upward(int output, int stretch) {
        return up.in(stretch, output, climbing).magnitude() + ROUNDING;
    }

    private double sideways(int output, int stretch) {
        return aside.in(stretch, output, swaying).magnitude() + ROUNDING;
    }

    private Needs needs(int stretch) {
        double liftError = known.liftError();
        double turnError = known.turnError();
        double wanted = upward(2, stretch) + climbing[1][stretch];
        double u = sideways(4, stretch);
        double believed = product(ASIDE, errors[0], errors[1], errors[4], errors[5]);
        double lean = sideways(2, stretch) + SAG * (u + swaying[1][stretch]);
        if (!(lean + errors[4] < MOST_LEAN)) {
            return new Needs(0, 0, Double.POSITIVE_INFINITY, 0, errors);
        }
        double cosine = Math.cos(lean + errors[4]);
        // The angle at which the thrust acts, against that for which it was chosen.
        double tilt = (errors[4] + SECONDS * sideways(3, stretch)) * Math.sin(lean + errors[4]) / cosine;
        double most = (GRAVITY + wanted) * (1 + liftError) / cosine;
        double least = (GRAVITY - wanted) * (1 - liftError) * (1 - lean * lean / 6);
        return new Needs(
                (GRAVITY + wanted) * (liftError + (1 + liftError) * tilt) + ROUNDING,
                product(UP, errors[2], errors[3]) + ROUNDING,
                lean * Math.max(most - GRAVITY, GRAVITY - least) + ROUNDING,
                turnError * u + (1 + turnError) * believed + 100 * ROUNDING,
                blind(most, lean, liftError, turnError * (u + believed)));
    }

    private static double product(double[] gains, double... bounds) {
        double sum = 0;
        for (int i = 0; i < gains.length; i++) {
            sum += Math.abs(gains[i]) * bounds[i];
        }
        return sum;
    }

    /// The errors of a belief after one step in which nothing was seen.
    private double[] blind(double most, double lean, double liftError, double turning) {
        double[] noise = known.noise;
        double more = 1.1 * SECONDS;
        double angle = noise[4] + more * (noise[5] + SECONDS * turning);
        double vx = noise[1] + more * most * (liftError * lean + angle);
        double vz = noise[3] + more * most * (liftError + lean * angle);
        double[] blind = {noise[0] + more * vx, vx, noise[2] + more * vz, vz, angle, noise[5] + more * turning};
        for (int i = 0; i < blind.length; i++) {
            blind[i] += ROUNDING;
        }
        return blind;
    }

    /// Takes a stretch into where the plant ever is and what is ever asked of the rotors.
    private void grow(int stretch) {
        double u = sideways(4, stretch) + swaying[1][stretch];
        double lean = sideways(2, stretch) + SAG * u;
        double wanted = upward(2, stretch) + climbing[1][stretch];
        double climb = wanted + climbing[0][stretch];
        double pull = lean * GRAVITY + swaying[0][stretch];
        take(0, aside.in(stretch, 0, swaying), SAG * pull);
        take(1, aside.in(stretch, 1, swaying), SECONDS / 2 * pull);
        take(2, up.in(stretch, 0, climbing), SAG * climb);
        take(3, up.in(stretch, 1, climbing), SECONDS / 2 * climb);
        take(4, aside.in(stretch, 2, swaying), SAG * u);
        take(5, aside.in(stretch, 3, swaying), 0);
        double asked = sideways(4, stretch) + product(ASIDE, errors[0], errors[1], errors[4], errors[5]);
        double difference = asked / known.turn.middle();
        double lift = known.lift.middle();
        double both = (GRAVITY + wanted) / lift / Math.cos(lean + errors[4]);
        mostThrust = Math.max(mostThrust, (both + difference) / 2);
        leastThrust = Math.min(leastThrust, ((GRAVITY - wanted) / lift - difference) / 2);
    }

    private void take(int state, Interval reach, double added) {
        Interval here = reach.widened(added + ROUNDING);
        lowest[state] = Math.min(lowest[state], here.low());
        highest[state] = Math.max(highest[state], here.high());
    }
}
