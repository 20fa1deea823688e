package io.github.jepa4j.scenes;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes up what things look like, unlike everything by name that a style does not have: by that others may be
/// judged.
final class Inventions {

    /// Two figures of so much shared area are alike.
    private static final double ALIKE = 0.9;

    /// Two that are to be told from each other share no more.
    private static final double APART = 0.8;

    /// What reaches further to any side would not fit where others do.
    private static final double WIDEST = 1.5;

    /// How far apart colours are, of 8 bits each of red, green and blue.
    private static final double COLOURS_APART = 50;

    /// What has less between its strongest and its weakest channel has no hue.
    private static final int LEAST_HUE = 70;

    private static final Map<Shape, Silhouette> SHAPES = silhouettes();

    private final List<Silhouette> shapes;
    private final List<Integer> colours;

    private Inventions(List<Silhouette> shapes, List<Integer> colours) {
        this.shapes = shapes;
        this.colours = colours;
    }

    private static Map<Shape, Silhouette> silhouettes() {
        Map<Shape, Silhouette> all = new EnumMap<>(Shape.class);
        for (Shape shape : Shape.values()) {
            all.put(shape, Silhouette.of(shape));
        }
        return all;
    }

    static Inventions of(SceneStyle style) {
        return new Inventions(
                SHAPES.entrySet().stream()
                        .filter(entry -> !style.shapes().contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList(),
                Stream.of(Colour.values())
                        .filter(colour -> !style.colours().contains(colour))
                        .map(Colour::rgb)
                        .toList());
    }

    Figure shard(RandomGenerator random) {
        return unlike(() -> MadeUp.shard(random));
    }

    Figure vehicle(RandomGenerator random) {
        return unlike(() -> MadeUp.vehicle(random));
    }

    /// One that can be told from this.
    Figure other(Figure figure, RandomGenerator random) {
        while (true) {
            Figure other = shard(random);
            if (areApart(other, figure)) {
                return other;
            }
        }
    }

    static boolean areApart(Figure one, Figure other) {
        return silhouette(one).alike(silhouette(other)) < APART;
    }

    private static Silhouette silhouette(Figure figure) {
        return figure instanceof Shape shape ? Objects.requireNonNull(SHAPES.get(shape)) : Silhouette.of(figure);
    }

    private Figure unlike(Supplier<MadeUp> draw) {
        while (true) {
            MadeUp figure = draw.get();
            if (figure.halfWidth() > WIDEST || Math.max(figure.above(), figure.below()) > WIDEST) {
                continue;
            }
            Silhouette silhouette = Silhouette.of(figure);
            if (shapes.stream().noneMatch(known -> known.alike(silhouette) > ALIKE)) {
                return figure;
            }
        }
    }

    /// A colour with a hue.
    int colour(RandomGenerator random) {
        while (true) {
            int rgb = random.nextInt(1 << 24);
            if (hue(rgb) >= LEAST_HUE && colours.stream().noneMatch(known -> apart(rgb, known) < COLOURS_APART)) {
                return rgb;
            }
        }
    }

    /// A colour that can be told from this.
    int otherColour(int than, RandomGenerator random) {
        while (true) {
            int rgb = colour(random);
            if (areApart(rgb, than)) {
                return rgb;
            }
        }
    }

    static boolean areApart(int one, int other) {
        return apart(one, other) > 2 * COLOURS_APART;
    }

    private static int hue(int rgb) {
        int red = channel(rgb, 16);
        int green = channel(rgb, 8);
        int blue = channel(rgb, 0);
        return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    }

    static double apart(int one, int other) {
        double red = channel(one, 16) - channel(other, 16);
        double green = channel(one, 8) - channel(other, 8);
        double blue = channel(one, 0) - channel(other, 0);
        return Math.sqrt(red * red + green * green + blue * blue);
    }

    private static int channel(int rgb, int shift) {
        return rgb >> shift & 0xFF;
    }
}
