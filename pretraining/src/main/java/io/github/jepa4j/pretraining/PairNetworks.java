package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.AutonomousPredictor;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PixelDecoder;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.ResNet;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The networks that foresee from two frames.
///
/// @param target    what they predict
/// @param encoder   of two frames stacked, `[B, 2C, Y, X]`, to a map
/// @param squeeze   of the map, flat, to `[B, D]`
/// @param predictor of the latent one interval later
/// @param expander  of latents that are kept from collapse; without effect on pixels
/// @param spread    of a latent to a map; without effect on other targets than pixels
/// @param decoder   of that map to the later frame; likewise
record PairNetworks(
        Target target,
        Parameters parameters,
        Buffers buffers,
        ResNet encoder,
        Projector squeeze,
        AutonomousPredictor predictor,
        Projector expander,
        Projector spread,
        PixelDecoder decoder) {

    static PairNetworks begin(PairJepaConfig config, ResNetSpec spec, Seed seed) {
        return begin(config, spec, new Parameters(seed));
    }

    /// @param parameters none yet
    static PairNetworks begin(PairJepaConfig config, ResNetSpec spec, Parameters parameters) {
        Buffers buffers = new Buffers();
        int latent = config.latent();
        int places = spec.dimension() * spec.lastRows() * spec.lastColumns();
        int doublings = Integer.numberOfTrailingZeros(spec.rows() / spec.lastRows());
        int expanded = config.expander();
        PairNetworks networks = new PairNetworks(
                config.target(),
                parameters,
                buffers,
                new ResNet(parameters, buffers, "encoder", spec),
                new Projector(parameters, buffers, "encoder.squeeze", places, latent),
                new AutonomousPredictor(parameters, "predictor", latent, config.hidden(), config.layers()),
                new Projector(parameters, buffers, "expander", latent, 2 * expanded, 2 * expanded, expanded),
                new Projector(parameters, buffers, "decoder.spread", latent, places),
                new PixelDecoder(parameters, "decoder", spec.dimension(), doublings, spec.channels() / 2));
        parameters.freeze(name -> networks.isFrozen(name));
        return networks;
    }

    private boolean isFrozen(String name) {
        return target != Target.PIXELS && name.startsWith("decoder.")
                || target != Target.LATENT && name.startsWith("expander.")
                || target == Target.RANDOM_LATENT && name.startsWith("encoder.");
    }

    /// @param pairs `[B, 2C, Y, X]`, normalised
    /// @return `[B, D]`
    Tensor encode(Tensor pairs, Mode mode) {
        boolean isFixed = target == Target.RANDOM_LATENT;
        Tensor map = encoder.map(pairs.contiguous(torch.MemoryFormat.ChannelsLast), isFixed ? Mode.INFERENCE : mode);
        return squeeze.forward(map.flatten(1, 3), mode);
    }

    /// @param latents `[B, D]`
    /// @return the later frames, `[B, C, Y, X]`, normalised
    Tensor decode(Tensor latents) {
        ResNetSpec spec = encoder.spec();
        long[] shape = {spec.dimension(), spec.lastRows(), spec.lastColumns()};
        Tensor map = spread.forward(latents, Mode.INFERENCE).relu().unflatten(1, shape);
        return decoder.forward(map.contiguous(torch.MemoryFormat.ChannelsLast));
    }
}
