package io.github.jepa4j.cli;

/// A setting's range.
final class Check {

    private Check() {}

    static void that(boolean isValid, String name, Object value, String expected) {
        if (!isValid) {
            throw new IllegalArgumentException(
                    "%s must be %s, but is %s.%nMaybe there is a typing error.".formatted(name, expected, value));
        }
    }
}
