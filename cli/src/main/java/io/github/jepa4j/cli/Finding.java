package io.github.jepa4j.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// One thing the doctor looked at.
///
/// @param name    what was looked at
/// @param verdict how it is
/// @param found   what was found
/// @param hint    what to do, starting with "Maybe"; empty where nothing is to be done
record Finding(String name, Verdict verdict, String found, String hint) {

    enum Verdict {
        OK,
        WARN,
        FAIL;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String name, String found) {
        return new Finding(name, Verdict.OK, found, "");
    }

    static Finding warn(String name, String found, String hint) {
        return new Finding(name, Verdict.WARN, found, hint);
    }

    static Finding fail(String name, String found, String hint) {
        return new Finding(name, Verdict.FAIL, found, hint);
    }
}
