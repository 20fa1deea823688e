package io.github.jepa4j.network;

import io.github.jepa4j.network.FeedforwardNetwork.Sizes;
import io.github.jepa4j.worldmodel.LevelSpec;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The networks of a level of abstraction. `Level` in module `worldmodel`, which says what they are, is the same
/// functions without the engine.
public final class LevelNetwork {

    private final int moving;
    private final int context;
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
        moving = spec.movingDimension();
        context = spec.contextDimension();
        encoder = new FeedforwardNetwork(
                parameters, "encoder.", new Sizes(spec.lowerDimension(), 0, hidden, 1, spec.latentDimension()));
        decoder = new FeedforwardNetwork(
                parameters, "decoder.", new Sizes(spec.latentDimension(), 0, hidden, 1, spec.lowerDimension()));
        affordances = new FeedforwardNetwork(parameters, "affordances.", ofPlaces(spec, spec.codes()));
        support = new FeedforwardNetwork(parameters, "support.", ofPlaces(spec, 1));
        predictor = Predictor.of(parameters, spec.predictor(), null);
        waves = Waves.drawn(parameters, "waves", waveScale, spec.frequencies(), spec.latentDimension());
        try (NoGradGuard guard = new NoGradGuard()) {
            waves.frequencies().narrow(1, moving, context).zero_();
        }
    }

    private static Sizes ofPlaces(LevelSpec spec, int outputs) {
        return new Sizes(2 * spec.frequencies(), spec.contextDimension(), spec.hidden(), spec.placeLayers(), outputs);
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
        return torch.log_softmax(affordances.forward(waves.of(latents), context(latents)), 1);
    }

    /// The logarithm of the odds that a latent is one that was perceived rather than one beside, `[N, D]` to `[N]`.
    public Tensor support(Tensor latents) {
        return support.forward(waves.of(latents), context(latents)).squeeze(1);
    }

    /// `[N, D]` and `[N, M]` to `[N, D]`, the context staying as it is.
    public Tensor predict(Tensor latents, Tensor macros) {
        Tensor next = predictor.forward(latents, macros);
        return context == 0 ? next : torch.cat(new TensorVector(moving(next), context(latents)), 1);
    }

    /// What changes within an episode, `[N, D]` to `[N, D - C]`.
    public Tensor moving(Tensor latents) {
        return context == 0 ? latents : latents.narrow(1, 0, moving);
    }

    /// What does not, `[N, D]` to `[N, C]`.
    public Tensor context(Tensor latents) {
        return latents.narrow(1, moving, context);
    }
}
