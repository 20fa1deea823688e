package io.github.jepa4j.objective;

import java.util.Arrays;
import java.util.Locale;

/// What counts of several futures that are equally likely: the mean of those that lie between two quantiles, counted
/// from the best (0) to the worst (1).
///
/// | risk          | from          | to  |
/// |---------------|---------------|-----|
/// | mean          | 0             | 1   |
/// | quantile `q`  | `q`           | `q` |
/// | worst case    | 1             | 1   |
/// | CVaR of `a`   | `1 - a`       | 1   |
///
/// Source: spectral measures of risk, Acerbi (2002), of which these are those of constant weight; conditional value at
/// risk, Rockafellar and Uryasev (2000), with equally likely scenarios (§3).
///
/// @param from 0 to 1
/// @param to   `from` to 1
public record Risk(double from, double to) {

    /// All of them alike.
    public static final Risk MEAN = new Risk(0, 1);

    /// The worst alone.
    public static final Risk WORST = new Risk(1, 1);

    public Risk {
        if (!(0 <= from && from <= to && to <= 1)) {
            throw new IllegalArgumentException(
                    "The risk is that of the futures between the quantiles %s and %s; they must lie between 0 and 1, the first not above the second.\nMaybe they are percentages, or were swapped."
                            .formatted(from, to));
        }
    }

    /// A quantile: as bad as or better than it are so many.
    ///
    /// @param share 0 to 1
    public static Risk quantile(double share) {
        return new Risk(share, share);
    }

    /// Conditional value at risk: the mean of the worst so many.
    ///
    /// @param share above 0, to 1
    public static Risk cvar(double share) {
        if (!(share > 0)) {
            throw new IllegalArgumentException(
                    "The conditional value at risk is of the worst %s of the futures; it must be above 0 and at most 1.\nMaybe the worst case is meant."
                            .formatted(share));
        }
        return new Risk(1 - share, 1);
    }

    /// As it is written in a file of settings: `mean`, `worst`, `quantile 0.9`, `cvar 0.2`.
    ///
    /// @throws IllegalArgumentException when it is written otherwise, or its number is out of range
    public static Risk parse(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("[ :=]+");
        try {
            if (words.length == 1 && words[0].equals("mean")) {
                return MEAN;
            }
            if (words.length == 1 && words[0].equals("worst")) {
                return WORST;
            }
            if (words.length == 2 && words[0].equals("quantile")) {
                return quantile(Double.parseDouble(words[1]));
            }
            if (words.length == 2 && words[0].equals("cvar")) {
                return cvar(Double.parseDouble(words[1]));
            }
        } catch (NumberFormatException _) {
            // told below, as all else that cannot be read
        }
        throw new IllegalArgumentException(
                "The risk is '%s'; it must be mean, worst, quantile Q or cvar A, such as 'cvar 0.2'.\nMaybe the number is missing."
                        .formatted(text));
    }

    /// What each future counts, adding up to 1.
    ///
    /// @param badness of each, at least one; NaN is worse than all
    public double[] weights(float[] badness) {
        int count = badness.length;
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Float.compare(badness[one], badness[other]));
        double[] weights = new double[count];
        if (to - from < 1e-9) {
            int place = (int) Math.ceil(to * count - 1e-9) - 1;
            weights[order[Math.clamp(place, 0, count - 1)]] = 1;
            return weights;
        }
        for (int place = 0; place < count; place++) {
            double overlap = Math.min(to, (place + 1.0) / count) - Math.max(from, (double) place / count);
            weights[order[place]] = Math.max(0, overlap) / (to - from);
        }
        return weights;
    }

    /// What each future counts where they are not equally likely, adding up to 1.
    ///
    /// @param badness of each, at least one; NaN is worse than all
    /// @param chances of each, at least 0, adding up to more than 0
    public double[] weights(float[] badness, float[] chances) {
        Integer[] order = new Integer[badness.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Float.compare(badness[one], badness[other]));
        double total = 0;
        for (float chance : chances) {
            total += chance;
        }
        double[] weights = new double[badness.length];
        double below = 0;
        boolean isPoint = to - from < 1e-9;
        int last = -1; // of those that can happen
        for (int future : order) {
            double above = below + chances[future] / total;
            last = chances[future] > 0 ? future : last;
            if (isPoint && chances[future] > 0 && above >= to - 1e-6) {
                weights[future] = 1;
                return weights;
            }
            weights[future] = isPoint ? 0 : Math.max(0, Math.min(to, above) - Math.max(from, below)) / (to - from);
            below = above;
        }
        if (isPoint) {
            weights[last] = 1;
        }
        return weights;
    }

    /// In a few words, such as `worst case`.
    public String words() {
        if (from == 0 && to == 1) {
            return "mean";
        }
        if (to - from < 1e-9) {
            return to == 1 ? "worst case" : "quantile %s".formatted(to);
        }
        return to == 1
                ? "mean of the worst %s".formatted((float) (1 - from))
                : "mean from %s to %s".formatted(from, to);
    }
}
