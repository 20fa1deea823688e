package io.github.jepa4j.bench;

import java.util.Arrays;

/// A forecast of one signal of the hours to come, from past hours alone: what it was at the same hour of the day, and
/// what is left of the last error.
///
///     forecast_(t+k) = basis_(t+k) + memory^k (x_t - basis_t), never below 0
///
/// @param basis  of the same hour
/// @param memory share of an error that is left after an hour, 0 to 1
record HourForecast(Basis basis, double memory) {

    private static final int DAY = 24;
    private static final int WEEK = 7;

    /// The hours that a forecast looks back.
    static final int LOOKS_BACK = DAY * WEEK;

    /// What the same hour was.
    enum Basis {
        /// Yesterday.
        YESTERDAY("yesterday") {
            @Override
            double at(double[] past, int hour) {
                return past[hour - DAY];
            }
        },
        /// A week ago.
        LAST_WEEK("a week ago") {
            @Override
            double at(double[] past, int hour) {
                return past[hour - LOOKS_BACK];
            }
        },
        /// On the mean of seven days.
        MEAN_OF_WEEK("mean of seven days") {
            @Override
            double at(double[] past, int hour) {
                double sum = 0;
                for (int day = 1; day <= WEEK; day++) {
                    sum += past[hour - day * DAY];
                }
                return sum / WEEK;
            }
        };

        private final String words;

        Basis(String words) {
            this.words = words;
        }

        abstract double at(double[] past, int hour);
    }

    /// The basis that errs least, on the mean, over past hours, and the memory that its errors have.
    ///
    /// @param past the signal; what comes at or after `end` is not looked at
    /// @param end  of the hours that are known, above `LOOKS_BACK + 1`
    static HourForecast learn(double[] past, int end) {
        if (end <= LOOKS_BACK + 1 || end > past.length) {
            throw new IllegalArgumentException(
                    "A forecast is to be learned from %d hours of %d; it needs more than %d.\nMaybe the exploring is too short."
                            .formatted(end, past.length, LOOKS_BACK + 1));
        }
        Basis best = Basis.YESTERDAY;
        double least = Double.POSITIVE_INFINITY;
        for (Basis basis : Basis.values()) {
            double sum = 0;
            for (int hour = LOOKS_BACK; hour < end; hour++) {
                sum += Math.abs(past[hour] - basis.at(past, hour));
            }
            if (sum < least) {
                best = basis;
                least = sum;
            }
        }
        return new HourForecast(best, memory(best, past, end));
    }

    private static double memory(Basis basis, double[] past, int end) {
        double products = 0;
        double squares = 0;
        for (int hour = LOOKS_BACK + 1; hour < end; hour++) {
            double before = past[hour - 1] - basis.at(past, hour - 1);
            products += before * (past[hour] - basis.at(past, hour));
            squares += before * before;
        }
        return squares == 0 ? 0 : Math.clamp(products / squares, 0, 1);
    }

    /// The hours to come.
    ///
    /// @param past the signal; what comes after `now` is not looked at
    /// @param now  the last hour that is known, at least [#LOOKS_BACK]
    /// @param count how many, at most a day
    double[] of(double[] past, int now, int count) {
        double[] hours = new double[count];
        double left = past[now] - basis.at(past, now);
        for (int i = 0; i < count; i++) {
            left *= memory;
            hours[i] = Math.max(0, basis.at(past, now + 1 + i) + left);
        }
        return hours;
    }

    /// How far it is off, on the mean, an hour and a day ahead: for looking at.
    double[] errors(double[] signal, int from) {
        double[] sums = new double[2];
        int count = signal.length - DAY - from;
        for (int now = from; now < from + count; now++) {
            double[] hours = of(Arrays.copyOf(signal, now + 1), now, DAY);
            sums[0] += Math.abs(hours[0] - signal[now + 1]) / count;
            sums[1] += Math.abs(hours[DAY - 1] - signal[now + DAY]) / count;
        }
        return sums;
    }

    @Override
    public String toString() {
        return "%s, memory %s".formatted(basis.words, Spread.number(memory));
    }
}
