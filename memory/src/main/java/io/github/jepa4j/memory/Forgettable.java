package io.github.jepa4j.memory;

import java.util.Comparator;

/// The number of a moment, and how useful it is.
record Forgettable(long number, double usefulness) {

    static Forgettable of(Numbered numbered) {
        return new Forgettable(
                numbered.number(), Forgetting.usefulness(numbered.moment().success()));
    }

    static Comparator<Forgettable> order(Forgetting first) {
        return switch (first) {
            case OLDEST -> Comparator.comparingLong(Forgettable::number);
            case LEAST_USEFUL ->
                Comparator.comparingDouble(Forgettable::usefulness).thenComparingLong(Forgettable::number);
        };
    }
}
