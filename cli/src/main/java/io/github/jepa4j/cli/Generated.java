package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.scenes.MovingShapes;
import io.github.jepa4j.scenes.SceneStyle;
import io.github.jepa4j.scenes.Scenes;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// What can be drawn to learn from where there are no files.
enum Generated {
    /// Nothing: there are files.
    NONE,
    /// Possible scenes of everyday physics in the training's style.
    SCENES,
    /// Shapes and digits that move in some manner.
    MOVING_SHAPES;

    private static final int FEWEST_FRAMES = 12;

    /// What is drawn.
    ///
    /// @param frames `T`; 1 for images, each from the middle of a clip
    /// @param side   rows and columns
    /// @param count  how many
    record Wish(int frames, int side, int count) {}

    /// Clips that are drawn whenever they are looked at; none is kept.
    Material material(Wish wish, Seed seed) {
        int[] shape = {wish.frames(), 3, wish.side(), wish.side()};
        int drawn = wish.frames() == 1 ? FEWEST_FRAMES : wish.frames();
        Seed clips = seed.split("drawn");
        clip(drawn, wish.side(), clips.split(0)); // refuses what cannot be drawn
        LabelledClips all = LabelledClips.generated(shape, wish.count(), i -> {
            Clip clip = clip(drawn, wish.side(), clips.split(i));
            return wish.frames() == 1 ? clip.frame(drawn / 2).values() : clip.values();
        });
        String description = "%s, %d of [%d, 3, %d, %d], seed %d"
                .formatted(label(), wish.count(), wish.frames(), wish.side(), wish.side(), seed.value());
        return Material.drawn(all, hash(description), "%s drawn with seed %d".formatted(label(), seed.value()));
    }

    private Clip clip(int frames, int side, Seed seed) {
        return switch (this) {
            case SCENES ->
                new Scenes(SceneStyle.training(), frames, side).possible(seed).clip();
            case MOVING_SHAPES ->
                new MovingShapes(MovingShapes.Figures.SHAPES_AND_DIGITS, 2, 3, frames, side)
                        .clip(seed)
                        .clip();
            case NONE -> throw new IllegalStateException("Nothing is drawn.\nMaybe a path was overlooked.");
        };
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> labels() {
        return List.of(SCENES.label(), MOVING_SHAPES.label());
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.\nMaybe this one was stripped.", e);
        }
    }
}
