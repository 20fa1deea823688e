package io.github.jepa4j.scenes;

import java.util.List;

/// What scenes may look like, and how fast things move in them. Grounds, walls and screens look the same in
/// all styles but for the tint: what is to be understood of them must be learned somewhere.
///
/// @param shapes  of things; one at least with wheels, two at least without
/// @param colours of things, two at least
/// @param speeds  in units of which the picture is 48 wide, per frame of a clip of 20 frames; slowest
///     first, the last one holding the speeds of what has far to go
/// @param radii   of the disc of equal area, in the same units; smallest first
/// @param tints   of what is behind everything: red, green and blue, 8 bits each, from the highest
/// @param inventive whether half of the shapes and colours are made up, unlike all by name that the style does not have
public record SceneStyle(
        List<Shape> shapes,
        List<Colour> colours,
        List<Span> speeds,
        List<Span> radii,
        List<Integer> tints,
        boolean inventive) {

    public SceneStyle {
        shapes = List.copyOf(shapes);
        colours = List.copyOf(colours);
        speeds = List.copyOf(speeds);
        radii = List.copyOf(radii);
        tints = List.copyOf(tints);
        long vehicles = shapes.stream().filter(Shape::isVehicle).count();
        if (vehicles < 1 || shapes.size() - vehicles < 2 || colours.size() < 2) {
            throw new IllegalArgumentException(
                    "A style of shapes %s and colours %s is too small: a shape with wheels, two without and two colours are needed.\nMaybe some were left out."
                            .formatted(shapes, colours));
        }
        if (speeds.isEmpty() || radii.isEmpty() || tints.isEmpty()) {
            throw new IllegalArgumentException(
                    "A style needs speeds, radii and tints, but has %s, %s and %s.\nMaybe a list was left empty."
                            .formatted(speeds, radii, tints));
        }
    }

    /// What is learned from: of much variety, so that what is learned is to carry a look along, and not to know a few.
    public static SceneStyle training() {
        return new SceneStyle(
                List.of(
                        Shape.DISC,
                        Shape.SQUARE,
                        Shape.TRIANGLE,
                        Shape.CROSS,
                        Shape.PENTAGON,
                        Shape.COLUMN,
                        Shape.PLANK,
                        Shape.ARROW,
                        Shape.ELBOW,
                        Shape.TEE,
                        Shape.CUP,
                        Shape.CHEVRON,
                        Shape.STEP,
                        Shape.CAR,
                        Shape.VAN,
                        Shape.WAGGON),
                List.of(
                        Colour.RED,
                        Colour.YELLOW,
                        Colour.GREEN,
                        Colour.BLUE,
                        Colour.LIME,
                        Colour.INDIGO,
                        Colour.MAGENTA,
                        Colour.MAROON,
                        Colour.OLIVE,
                        Colour.SKY,
                        Colour.MINT,
                        Colour.PINE),
                List.of(new Span(1.5, 2.2), new Span(2.8, 3.5)),
                List.of(new Span(3.2, 3.6), new Span(4.1, 4.5)),
                List.of(0xE9F1F7, 0xF7F0E4, 0xEAF4E6, 0xF7E9E6, 0xECECEC, 0xFAFAFA),
                true);
    }

    /// What settings may be chosen by: neither of training nor held out.
    public static SceneStyle validation() {
        return new SceneStyle(
                List.of(Shape.HOUSE, Shape.HOURGLASS, Shape.GATE, Shape.TRACTOR),
                List.of(Colour.BROWN, Colour.SALMON, Colour.LILAC, Colour.PETROL),
                List.of(new Span(2.21, 2.29), new Span(3.51, 3.59)),
                List.of(new Span(3.61, 3.64), new Span(4.06, 4.09)),
                List.of(0xEDE6F7, 0xF7EEF2, 0xE4EEEE),
                false);
    }

    /// What is never seen in training: other shapes and colours, tints, and sizes and speeds that lie
    /// between and beyond those of training.
    public static SceneStyle heldOut() {
        return new SceneStyle(
                List.of(Shape.DIAMOND, Shape.STAR, Shape.RING, Shape.DOME, Shape.LORRY),
                List.of(Colour.ORANGE, Colour.CYAN, Colour.PURPLE, Colour.PINK),
                List.of(new Span(2.3, 2.7), new Span(3.6, 3.9)),
                List.of(new Span(3.65, 3.8), new Span(3.85, 4.05)),
                List.of(0xF3EBF5, 0xE6F4F3, 0xF4F4E4),
                false);
    }
}
