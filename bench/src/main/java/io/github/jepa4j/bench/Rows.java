package io.github.jepa4j.bench;

import java.util.List;

/// Which rows of a table are asked for by `--only`.
final class Rows {

    private Rows() {}

    /// @param only  names that were given; all rows where there are none
    /// @param known names of all rows
    /// @throws IllegalArgumentException where a name is not a row's: a long run would leave it out
    static void requireKnown(List<String> only, List<String> known) {
        for (String name : only) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no row '%s'; there are %s.\nMaybe it was misspelled: names may have spaces."
                                .formatted(name, String.join(", ", known)));
            }
        }
    }
}
