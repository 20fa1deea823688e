package io.github.jepa4j.pretraining;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.VisionSpec;
import java.util.Arrays;
import java.util.List;

/// How a backbone learns to see from images or clips.
///
/// @param method       by what
/// @param backbone     the network's sizes
/// @param projector    widths of the projector's layers; empty for those of the method; 0 for no projector at
///     all (of methods that compare embeddings of two views)
/// @param methods      the method's coefficients
/// @param optimisation how long and how fast
public record PretrainingConfig(
        Method method, BackboneConfig backbone, int[] projector, MethodSettings methods, Optimisation optimisation) {

    public PretrainingConfig {
        boolean isNone = projector.length == 1 && projector[0] == 0;
        check(
                "projector",
                Arrays.toString(projector),
                isNone || Arrays.stream(projector).allMatch(width -> width >= 1),
                "widths of at least 1, or 0 alone for none");
    }

    /// What kind of network a backbone is.
    public enum Kind {
        /// [io.github.jepa4j.network.ResNet].
        RESNET,
        /// [io.github.jepa4j.network.VisionTransformer].
        VIT,
        /// [io.github.jepa4j.network.SymbolTransformer], in 4 levels of each channel.
        SYMBOLS
    }

    /// The sizes of a backbone.
    ///
    /// @param kind   what it is
    /// @param widths of each stage of a residual network; of a transformer one number, the width of its tokens
    /// @param blocks of each stage; of a transformer in all
    /// @param patch  the side of the patches that the image is cut into: 1, 2 or 4 in a residual network
    /// @param heads  of a transformer's attention; without effect on a residual network
    public record BackboneConfig(Kind kind, int[] widths, int blocks, int patch, int heads) {

        public BackboneConfig {
            check(
                    "backbone.widths",
                    Arrays.toString(widths),
                    kind == Kind.RESNET || widths.length == 1,
                    "one number for a transformer");
        }

        /// A residual network for images of 32 pixels on two cores.
        public static BackboneConfig smallResNet() {
            return new BackboneConfig(Kind.RESNET, new int[] {32, 64, 128, 256}, 1, 2, 1);
        }

        /// A transformer for images of 32 pixels on two cores.
        public static BackboneConfig smallVit() {
            return new BackboneConfig(Kind.VIT, new int[] {128}, 6, 4, 4);
        }

        /// A transformer that reads images of 32 pixels as 256 symbols.
        public static BackboneConfig smallSymbols() {
            return new BackboneConfig(Kind.SYMBOLS, new int[] {128}, 6, 2, 4);
        }

        /// A transformer that reads clips of 32 pixels as 16 symbols a frame.
        public static BackboneConfig smallVideoSymbols() {
            return new BackboneConfig(Kind.SYMBOLS, new int[] {128}, 6, 8, 4);
        }

        /// A transformer for clips of 32 pixels on two cores: patches of 8 pixels and two frames.
        public static BackboneConfig smallVideoVit() {
            return new BackboneConfig(Kind.VIT, new int[] {64}, 4, 8, 4);
        }

        /// The sizes of the network for images or clips of one shape.
        VisionSpec spec(LabelledClips clips) {
            check(
                    "backbone.kind",
                    kind,
                    kind != Kind.RESNET || clips.frames() == 1,
                    "vit (or symbols, for next-token) for clips of %d frames".formatted(clips.frames()));
            int[] shape = {clips.frames(), clips.channels(), clips.rows(), clips.columns()};
            return switch (kind) {
                case RESNET -> new ResNetSpec(clips.channels(), clips.rows(), clips.columns(), widths, blocks, patch);
                case SYMBOLS -> VisionMetadata.symbols(shape, this);
                case VIT -> VisionMetadata.vit(shape, this);
            };
        }
    }

    /// For images of 32 pixels on two cores: a transformer where the method needs one, else a residual network.
    /// [Method#V_JEPA] is for clips. Settings of methods are as published, scaled down as each says, but for the
    /// moving averages of I-JEPA and V-JEPA: 0.95, which follows within tens of updates.
    public static PretrainingConfig small(Method method) {
        BackboneConfig backbone = switch (method) {
            case V_JEPA, PIXEL_PREDICTION -> BackboneConfig.smallVideoVit();
            case NEXT_TOKEN -> BackboneConfig.smallSymbols();
            case I_JEPA, MASKED_AUTOENCODER -> BackboneConfig.smallVit();
            default -> BackboneConfig.smallResNet();
        };
        Optimisation optimisation =
                backbone.kind() == Kind.VIT ? Optimisation.ofTransformers() : Optimisation.ofImages();
        return new PretrainingConfig(method, backbone, new int[0], MethodSettings.small(), optimisation);
    }

    /// For clips of 20 frames of 32 pixels on two cores: a transformer. The method is one for clips.
    public static PretrainingConfig ofClips(Method method) {
        BackboneConfig backbone =
                method == Method.NEXT_TOKEN ? BackboneConfig.smallVideoSymbols() : BackboneConfig.smallVideoVit();
        Optimisation optimisation =
                method == Method.W_MSE ? Optimisation.ofClips(Wmse.defaults().part()) : Optimisation.ofClips();
        return new PretrainingConfig(method, backbone, new int[0], MethodSettings.small(), optimisation);
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record
    /// @throws io.github.jepa4j.configuration.ConfigurationException when a key is not known or a value cannot
    ///     be used
    public PretrainingConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }

    /// The projector's widths.
    int[] projectorOr(int[] published) {
        if (projector.length == 0) {
            return published;
        }
        return projector[0] == 0 ? new int[0] : projector.clone();
    }

    private static void check(String name, Object value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The pretraining's %s is %s; it must be %s.\nMaybe a digit was lost."
                    .formatted(name, value, expected));
        }
    }
}
