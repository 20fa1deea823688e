package io.github.jepa4j.network;

import io.github.jepa4j.network.FeedforwardNetwork.Sizes;
import io.github.jepa4j.worldmodel.LevelSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The networks of a level of abstraction. `Level` in module `worldmodel`, which says what they are, is the same
/// functions without the engine.
public final class LevelNetwork {

    private final FeedforwardNetwork encoder;
    private final FeedforwardNetwork decoder;
    private final FeedforwardNetwork affordances;
    private final FeedforwardNetwork support;
    private final Predictor predictor;
    private final Waves waves;

    /// Makes the networks' parameters, named as in a model file; the waves are drawn, and stay.
    ///
    /// @param waveScale deviation of the waves' frequencies, per unit of latent
    public LevelNetwork(Parameters parameters, LevelSpec spec, double waveScale) {
        int hidden = spec.hidden();
        encoder = new FeedforwardNetwork(
                parameters, "encoder.", new Sizes(spec.lowerDimension(), 0, hidden, 1, spec.latentDimension()));
        decoder = new FeedforwardNetwork(
                parameters, "decoder.", new Sizes(spec.latentDimension(), 0, hidden, 1, spec.lowerDimension()));
        affordances = new FeedforwardNetwork(
                parameters, "affordances.", new Sizes(2 * spec.frequencies(), 0, hidden, 1, spec.codes()));
        support = new FeedforwardNetwork(parameters, "support.", new Sizes(2 * spec.frequencies(), 0, hidden, 1, 1));
        predictor = Predictor.of(parameters, spec.predictor(), null);
        waves = Waves.drawn(parameters, "waves", waveScale, spec.frequencies(), spec.latentDimension());
    }

    /// The network that makes macro-actions, `[N, S * lower A]` to `[N, M]`; it is learned before the others.
    public static FeedforwardNetwork macros(Parameters parameters, LevelSpec spec) {
        return new FeedforwardNetwork(
                parameters,
                "macro.",
                new Sizes(spec.span() * spec.lowerActions(), 0, spec.hidden(), 1, spec.macroDimension()));
    }

    /// `[N, lower D]` to `[N, D]`.
    public Tensor encode(Tensor lower) {
        return encoder.forward(lower);
    }

    /// `[N, D]` to `[N, lower D]`.
    public Tensor decode(Tensor latents) {
        return decoder.forward(latents);
    }

    /// The logarithms of how likely each code is, `[N, D]` to `[N, C]`.
    public Tensor affordances(Tensor latents) {
        return torch.log_softmax(affordances.forward(waves.of(latents)), 1);
    }

    /// The logarithm of the odds that a latent is one that was perceived rather than one beside, `[N, D]` to `[N]`.
    public Tensor support(Tensor latents) {
        return support.forward(waves.of(latents)).squeeze(1);
    }

    /// `[N, D]` and `[N, M]` to `[N, D]`.
    public Tensor predict(Tensor latents, Tensor macros) {
        return predictor.forward(latents, macros);
    }
}
