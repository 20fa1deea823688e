package io.github.jepa4j.agent;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Why what is seen is not believed.
public sealed interface Doubt {

    /// In words, with the figures.
    String words();

    /// Several in words.
    static String words(List<Doubt> doubts) {
        return doubts.stream().map(Doubt::words).collect(Collectors.joining("; "));
    }

    /// There are more or fewer readings than signals, so that none can be told.
    record Miscounted(int readings, int expected) implements Doubt {

        @Override
        public String words() {
            return "there are %d readings, not %d".formatted(readings, expected);
        }
    }

    /// A reading is no number.
    record Missing(String signal) implements Doubt {

        @Override
        public String words() {
            return "%s is missing".formatted(signal);
        }
    }

    /// A reading is outside the range in which it can be believed.
    ///
    /// @param reading in `unit`
    /// @param low     the least that can be
    /// @param high    the greatest that can be
    record OutOfRange(String signal, float reading, float low, float high, String unit) implements Doubt {

        @Override
        public String words() {
            return "%s reads %s, outside [%s, %s] %s"
                    .formatted(signal, reading, low, high, unit)
                    .strip();
        }
    }

    /// A reading is farther from the last one that was believed than the plant can move in that time.
    ///
    /// @param change in `unit`
    /// @param most   that can be, over the steps since
    record Jumped(String signal, float change, float most, String unit) implements Doubt {

        @Override
        public String words() {
            return "%s jumped by %s, at most %s %s can be"
                    .formatted(signal, change, most, unit)
                    .strip();
        }
    }

    /// A sensor repeats itself, bit for bit.
    ///
    /// @param readings in a row that are alike
    record Frozen(String signal, float reading, int readings) implements Doubt {

        @Override
        public String words() {
            return "%s is frozen at %s for %d readings".formatted(signal, reading, readings);
        }
    }

    /// A reading is old.
    record Late(Duration age, Duration longest) implements Doubt {

        @Override
        public String words() {
            return "what is seen is %s old, at most %s is believed".formatted(age, longest);
        }
    }

    /// A reading is older than the one before it.
    record Disordered(Duration by) implements Doubt {

        @Override
        public String words() {
            return "what is seen is %s older than what was seen before".formatted(by);
        }
    }

    /// A reading is from a time to come: the clocks of sensor and agent differ.
    record Early(Duration by) implements Doubt {

        @Override
        public String words() {
            return "what is seen is from %s ahead of the clock".formatted(by);
        }
    }

    /// The clock went back since the last decision.
    record ClockBack(Duration by) implements Doubt {

        @Override
        public String words() {
            return "the clock went back by %s".formatted(by);
        }
    }

    /// More time passed since the last decision than is believed: the clock jumped, or the agent was
    /// asleep.
    record ClockAhead(Duration gap, Duration longest) implements Doubt {

        @Override
        public String words() {
            return "%s passed since the last decision, at most %s is believed".formatted(gap, longest);
        }
    }
}
