package io.github.jepa4j.scenes;

/// The colours of things, well apart in hue or in brightness.
public enum Colour {
    /// Hue 4 degrees.
    RED(0xD8352A),
    /// Hue 46 degrees.
    YELLOW(0xF0BE1E),
    /// Hue 130 degrees.
    GREEN(0x2F9E44),
    /// Hue 213 degrees.
    BLUE(0x2566C8),
    /// Hue 82 degrees.
    LIME(0x93CE2F),
    /// Hue 236 degrees, dark.
    INDIGO(0x33399A),
    /// Hue 302 degrees.
    MAGENTA(0xC436BF),
    /// Hue 0 degrees, dark.
    MAROON(0x7E1F1F),
    /// Hue 60 degrees, dark.
    OLIVE(0x77771C),
    /// Hue 207 degrees, light.
    SKY(0x79B9EA),
    /// Hue 152 degrees, light.
    MINT(0x6CD3A2),
    /// Hue 158 degrees, dark.
    PINE(0x185C43),
    /// Hue 22 degrees, dark.
    BROWN(0x7A4A2C),
    /// Hue 8 degrees, light.
    SALMON(0xF19C90),
    /// Hue 248 degrees, light.
    LILAC(0xA79FE6),
    /// Hue 190 degrees, dark.
    PETROL(0x175A68),
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
