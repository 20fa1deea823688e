package io.github.jepa4j.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Binds the letters of axes to sizes across the arguments of one call, and explains any disagreement:
///
/// ```java
/// var axes = Axes.bind("D", "now", now.dimension()).and("K H A", "actions", 64, 12, 2);
/// int horizon = axes.size("H");
/// ```
///
/// Letters mean the same in the whole project: `B` batch, `K` candidates, `T` recorded and `H` imagined
/// time, `D` latent, `A` action, `C Y X` channels, rows, columns. A number in place of a letter asks for
/// that very size.
public final class Axes {

    private record Binding(int size, String argument) {}

    private final Map<String, Binding> bound = new TreeMap<>();

    private Axes() {}

    /// Binds the axes of the first argument.
    ///
    /// @param letters  the axes, separated by blanks: `"K H A"`
    /// @param argument what the caller calls it
    /// @param shape    its sizes
    /// @throws IllegalArgumentException when the shape does not fit the letters
    public static Axes bind(String letters, String argument, int... shape) {
        return new Axes().and(letters, argument, shape);
    }

    /// Binds the axes of one more argument.
    ///
    /// @throws IllegalArgumentException when the shape does not fit the letters, or an earlier argument
    public Axes and(String letters, String argument, int... shape) {
        String[] axes = letters.isBlank() ? new String[0] : letters.strip().split(" +");
        if (axes.length != shape.length) {
            throw new IllegalArgumentException(
                    "The %s must have shape [%s], of %d axes, but has shape %s, of %d.\nMaybe the batch axis was left out or doubled."
                            .formatted(
                                    argument,
                                    String.join(", ", axes),
                                    axes.length,
                                    Arrays.toString(shape),
                                    shape.length));
        }
        for (int i = 0; i < axes.length; i++) {
            bindOne(axes, i, argument, shape);
        }
        return this;
    }

    /// The size bound to a letter.
    ///
    /// @throws IllegalArgumentException when no argument had it
    public int size(String letter) {
        Binding binding = bound.get(letter);
        if (binding == null) {
            throw new IllegalArgumentException(
                    "No argument bound the axis %s; bound are %s.\nMaybe it is spelt differently."
                            .formatted(letter, bound.keySet()));
        }
        return binding.size();
    }

    private void bindOne(String[] axes, int i, String argument, int[] shape) {
        String axis = axes[i];
        boolean literal = Character.isDigit(axis.charAt(0));
        Binding binding = literal ? new Binding(Integer.parseInt(axis), "the call") : bound.get(axis);
        if (binding == null) {
            bound.put(axis, new Binding(shape[i], argument));
        } else if (binding.size() != shape[i]) {
            throw new IllegalArgumentException(
                    "The %s must have shape [%s] with %s=%d (bound by %s), but has shape %s.\nMaybe a batch was not expanded, or two models of different sizes met."
                            .formatted(
                                    argument,
                                    String.join(", ", axes),
                                    axis,
                                    binding.size(),
                                    binding.argument(),
                                    Arrays.toString(shape)));
        }
    }
}
