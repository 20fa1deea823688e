package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.QuasimetricSpec;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The networks of a quasimetric. `Quasimetric` in module `worldmodel`, which says what it is, is the same function
/// without the engine.
public final class QuasimetricNetwork {

    private static final double HALF = 0.5;

    private final QuasimetricSpec spec;
    private final FeedforwardNetwork encoder;
    private final Tensor share;
    private final @Nullable Tensor waves;

    /// Makes the parameters, named as in a model file; the waves are drawn, and stay.
    ///
    /// @param waveScale deviation of the waves' frequencies, per unit of latent
    public QuasimetricNetwork(Parameters parameters, QuasimetricSpec spec, double waveScale) {
        this.spec = spec;
        encoder = new FeedforwardNetwork(
                parameters,
                "encoder.",
                new FeedforwardNetwork.Sizes(
                        spec.seen() + 2 * spec.frequencies(),
                        0,
                        spec.hidden(),
                        spec.layers(),
                        spec.components() * spec.intervals()));
        share = parameters.uniform("share", 0.01, 1);
        waves = spec.frequencies() == 0 ? null : parameters.normal("waves", waveScale, spec.frequencies(), spec.seen());
        parameters.freeze("waves"::equals);
    }

    /// `[B, D]` to what distances are measured between.
    public Tensor encode(Tensor latents) {
        Tensor seen = latents.narrow(1, 0, spec.seen());
        if (waves != null) {
            Tensor phases = torch.mm(seen, waves.t());
            seen = torch.cat(new TensorVector(seen, phases.sin(), phases.cos()), 1);
        }
        return encoder.forward(seen).view(latents.size(0), spec.components(), spec.intervals());
    }

    /// Steps from one to the other, `[B]`, each `[B, C, intervals]` as encoded.
    public Tensor distance(Tensor from, Tensor to) {
        Tensor lengths = unions(from, to); // [B, C]
        Tensor a = share.sigmoid();
        Tensor most = lengths.amax(new long[] {1}, false);
        Tensor mean = lengths.mean(1);
        return most.mul(a).add(mean.mul(a.neg().add(new Scalar(1)))).mul(new Scalar(spec.scale()));
    }

    /// The lengths of unions of intervals: sorted ends, of which those count at which something begins or ceases to be
    /// covered.
    private static Tensor unions(Tensor from, Tensor to) {
        Tensor valid = from.lt(to).to(torch.ScalarType.Float);
        Tensor ends = torch.cat(new TensorVector(from, to), 2);
        Tensor opened = torch.cat(new TensorVector(valid.neg(), valid), 2);
        Tensor order = ends.detach().argsort(2, false);
        Tensor sorted = ends.gather(2, order);
        Tensor covered = opened.gather(2, order)
                .cumsum(2)
                .lt(new Scalar(-HALF))
                .to(torch.ScalarType.Float)
                .neg();
        long last = covered.size(2) - 1;
        Tensor first = covered.narrow(2, 0, 1);
        Tensor changes = covered.narrow(2, 1, last).sub(covered.narrow(2, 0, last));
        return sorted.mul(torch.cat(new TensorVector(first, changes), 2)).sum(2);
    }
}
