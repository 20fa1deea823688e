package io.github.jepa4j.pretrained;

import java.util.List;

/// Weights that do not fit a network: some are missing, have other shapes, or are not known.
public final class WeightNamesException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int MOST_LISTED = 5;

    private final List<String> missing;
    private final List<String> unknown;
    private final List<String> misshapen;

    WeightNamesException(String what, List<String> missing, List<String> unknown, List<String> misshapen) {
        super(
                "The weights do not fit %s: missing are %s; unknown are %s; of another shape are %s.\nMaybe they are of another family or size, or under another prefix."
                        .formatted(what, listed(missing), listed(unknown), listed(misshapen)));
        this.missing = List.copyOf(missing);
        this.unknown = List.copyOf(unknown);
        this.misshapen = List.copyOf(misshapen);
    }

    /// The names of weights that there should be.
    public List<String> missing() {
        return missing;
    }

    /// The names of weights that there should not be.
    public List<String> unknown() {
        return unknown;
    }

    /// What is of another shape, and of which.
    public List<String> misshapen() {
        return misshapen;
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())));
        return names.size() <= MOST_LISTED ? first : first + " and " + (names.size() - MOST_LISTED) + " more";
    }
}
