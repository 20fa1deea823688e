package io.github.jepa4j.pretraining;

/// How views of an image are drawn: a crop of random area and shape, brought back to the image's size;
/// mirrored; colours changed. Colours are left alone where there are not three channels.
///
/// The kinds are those of Chen et al., *SimCLR*, 2020, appendix A, and of Grill et al., *BYOL*, 2020, appendix B.
/// Differs from them: ranges are our own for images of 32 pixels (SimCLR's for CIFAR-10, its appendix B.9, has crops
/// from 0.08, stronger changes of saturation and no solarising), nothing is blurred, the four colour changes come in
/// one order, and hue is turned in YIQ.
///
/// @param leastArea  of a crop, as a part of the image's, in (0, 1]
/// @param mirrored   how often, in [0, 1]; clips never where a label or another view would tell of it
/// @param recoloured how often, in [0, 1]
/// @param brightness factors reach this far from 1, in [0, 1)
/// @param contrast   likewise
/// @param saturation likewise
/// @param hue        how far it is turned at most, in turns, in [0, 0.5]
/// @param grey       how often without colour, in [0, 1]
/// @param solarised  how often with the bright half inverted, in [0, 1]
public record ViewSettings(
        double leastArea,
        double mirrored,
        double recoloured,
        double brightness,
        double contrast,
        double saturation,
        double hue,
        double grey,
        double solarised) {

    public ViewSettings {
        check("leastArea", leastArea, leastArea > 0 && leastArea <= 1, "above 0 and at most 1");
        share("mirrored", mirrored);
        share("recoloured", recoloured);
        check("brightness", brightness, brightness >= 0 && brightness < 1, "at least 0 and below 1");
        check("contrast", contrast, contrast >= 0 && contrast < 1, "at least 0 and below 1");
        check("saturation", saturation, saturation >= 0 && saturation < 1, "at least 0 and below 1");
        check("hue", hue, hue >= 0 && hue <= 0.5, "from 0 to 0.5 turns");
        share("grey", grey);
        share("solarised", solarised);
    }

    private static void share(String name, double value) {
        check(name, value, value >= 0 && value <= 1, "from 0 to 1");
    }

    private static void check(String name, double value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The views' %s is %s; it must be %s.\nMaybe it was given in percent."
                    .formatted(name, value, expected));
        }
    }

    /// For methods that compare two views.
    public static ViewSettings twoViews() {
        return new ViewSettings(0.2, 0.5, 0.8, 0.4, 0.4, 0.2, 0.1, 0.2, 0.1);
    }

    /// For methods that look at one view: crops of 0.3 to 1, as I-JEPA's, and mirrored.
    public static ViewSettings oneView() {
        return new ViewSettings(0.3, 0.5, 0, 0, 0, 0, 0, 0, 0);
    }

    /// The same, never mirrored.
    ViewSettings unmirrored() {
        return new ViewSettings(leastArea, 0, recoloured, brightness, contrast, saturation, hue, grey, solarised);
    }

    /// The image as it is.
    public static ViewSettings none() {
        return new ViewSettings(1, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
