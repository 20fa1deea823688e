package io.github.jepa4j.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// The valid key that was probably meant: least edit distance (Levenshtein, 1966), letter case, dashes and
/// underscores not counted.
final class NearestKey {

    private NearestKey() {}

    /// A sentence for the end of a message, after "Maybe".
    static String hint(String written, Collection<String> valid) {
        if (valid.isEmpty()) {
            return "remove it: nothing can be set here.";
        }
        String nearest = valid.stream()
                .min(Comparator.comparingInt((String key) -> distance(plain(written), plain(key))))
                .orElseThrow();
        return "you mean '%s'. Valid are: %s.".formatted(nearest, String.join(", ", valid));
    }

    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
