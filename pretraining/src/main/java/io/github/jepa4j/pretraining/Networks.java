package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.ResNet;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.SymbolImageSpec;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a method's networks are made from and of.
///
/// @param spec       the backbone's sizes
/// @param parameters what is trained
/// @param buffers    what is kept beside it
record Networks(VisionSpec spec, Parameters parameters, Buffers buffers) {

    /// Before the names of the backbone's parameters: they stay when the rest is thrown away.
    static final String BACKBONE = "backbone";

    /// Before the names of projectors' parameters.
    private static final String HEAD = "head.";

    /// Before those of all that is trained behind features: projectors, a classifier, the expander of pairs.
    private static final List<String> HEADS = List.of(HEAD, TunedNetworks.CLASSIFIER, "expander.");

    static Networks begin(VisionSpec spec, Seed seed) {
        return new Networks(spec, new Parameters(seed), new Buffers());
    }

    /// Networks whose values are not drawn, since nobody will look at them.
    static Networks ofZeros(VisionSpec spec) {
        return new Networks(spec, Parameters.toBeLoaded(), new Buffers());
    }

    /// Networks that begin with the same values, to follow these.
    Networks twin() {
        return new Networks(spec, parameters.again(), new Buffers());
    }

    Backbone backbone() {
        return switch (spec) {
            case ResNetSpec resNet -> new ResNetBackbone(parameters, buffers, resNet);
            case VitSpec vit -> new VitBackbone(parameters, vit);
            case SymbolImageSpec symbols -> new SymbolBackbone(parameters, symbols);
        };
    }

    /// The backbone of a method that reads symbols.
    ///
    /// @throws IllegalArgumentException where it reads none
    SymbolBackbone symbols(Method method) {
        if (spec instanceof SymbolImageSpec symbols) {
            return new SymbolBackbone(parameters, symbols);
        }
        throw readsSymbols(method);
    }

    /// The backbone of a method that needs maps.
    ///
    /// @throws IllegalArgumentException where it is no residual network
    ResNet convolutional(Method method) {
        if (spec instanceof ResNetSpec resNet) {
            return new ResNetBackbone(parameters, buffers, resNet).network();
        }
        throw forResidualNetworks(method);
    }

    /// The backbone of a method that needs tokens which can be left out.
    ///
    /// @throws IllegalArgumentException where it is no transformer, or sees clips and the method is for
    ///     images
    VisionTransformer transformer(Method method) {
        refuseClips(method, spec.frames());
        if (spec instanceof VitSpec vit) {
            return new VitBackbone(parameters, vit).network();
        }
        throw leavesTokensOut(method);
    }

    /// Refuses clips where the method is for images.
    ///
    /// @param frames of each; 1 where they are images
    /// @throws IllegalArgumentException where it is
    static void refuseClips(Method method, int frames) {
        Optional<Method> instead = switch (method) {
            case I_JEPA -> Optional.of(Method.V_JEPA);
            case DENOISING_AUTOENCODER, MASKED_CONVOLUTIONAL_AUTOENCODER -> Optional.of(Method.MASKED_AUTOENCODER);
            default -> Optional.empty();
        };
        if (frames > 1 && instead.isPresent()) {
            throw new IllegalArgumentException(
                    "The method %s is for images, but these are clips of %d frames.\nMaybe take %s."
                            .formatted(method.label(), frames, instead.get().label()));
        }
    }

    /// Refuses a backbone of symbols where the method is not the one that foretells them: of a transformer that knows
    /// what is next half is thrown away, which would have no gradient.
    ///
    /// @throws IllegalArgumentException where it does not read symbols
    static void refuseSymbols(Method method, VisionSpec spec) {
        if (spec instanceof SymbolImageSpec && method != Method.NEXT_TOKEN) {
            throw new IllegalArgumentException(
                    "The method %s does not read images or clips as symbols, as this backbone does; %s does.\nMaybe set backbone.kind to vit."
                            .formatted(method.label(), Method.NEXT_TOKEN.label()));
        }
    }

    private static IllegalArgumentException readsSymbols(Method method) {
        return new IllegalArgumentException(
                "The method %s reads images or clips as symbols, which this backbone does not.\nMaybe set backbone.kind to symbols."
                        .formatted(method.label()));
    }

    private static IllegalArgumentException forResidualNetworks(Method method) {
        return new IllegalArgumentException(
                "The method %s is for residual networks, but the backbone is none.\nMaybe set backbone.kind to resnet."
                        .formatted(method.label()));
    }

    private static IllegalArgumentException leavesTokensOut(Method method) {
        return new IllegalArgumentException(
                "The method %s leaves tokens out, which this backbone cannot.\nMaybe set backbone.kind to vit."
                        .formatted(method.label()));
    }

    /// A projector from a dimension through these widths.
    Projector projector(String name, int from, int... widths) {
        int[] all = IntStream.concat(IntStream.of(from), IntStream.of(widths)).toArray();
        return new Projector(parameters, buffers, HEAD + name, all);
    }

    /// Whether a parameter is of what is trained behind features.
    static boolean isHead(String parameter) {
        return HEADS.stream().anyMatch(parameter::startsWith);
    }
}
