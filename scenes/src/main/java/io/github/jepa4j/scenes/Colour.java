package io.github.jepa4j.scenes;

/// The colours of things, well apart in hue.
public enum Colour {
    /// Hue 4 degrees.
    RED(0xD8352A),
    /// Hue 46 degrees.
    YELLOW(0xF0BE1E),
    /// Hue 130 degrees.
    GREEN(0x2F9E44),
    /// Hue 213 degrees.
    BLUE(0x2566C8),
    /// Hue 25 degrees.
    ORANGE(0xF07818),
    /// Hue 182 degrees.
    CYAN(0x18AEB4),
    /// Hue 272 degrees.
    PURPLE(0x7B3FB5),
    /// Hue 330 degrees.
    PINK(0xE64E97);

    private final int rgb;

    Colour(int rgb) {
        this.rgb = rgb;
    }

    /// Red, green and blue, 8 bits each, from the highest.
    public int rgb() {
        return rgb;
    }
}
