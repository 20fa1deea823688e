package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.MaskedPredictor;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// The baseline that reconstructs the pixels of patches it does not see: most patches are left out, the
/// encoder looks at the rest, and a narrow transformer tells the pixels of those left out, normalised patch
/// by patch; mean squared error.
///
/// Source: He et al., *Masked Autoencoders Are Scalable Vision Learners*, 2022, section 3, with a rate of
/// 0.75 and normalised pixels (its table 1d). Differs from it: a smaller decoder for two cores. Of clips the
/// same places are left out at all times (Tong et al., *VideoMAE*, 2022, section 3.2: tubes).
///
/// @param hiding what is left out
/// @param hidden how many of the patches, or at most of the times, in (0, 1)
/// @param width  of the decoder
/// @param layers of the decoder
/// @param heads  of the decoder
public record MaskedAutoencoder(Hiding hiding, double hidden, int width, int layers, int heads) {

    private static final double EPSILON = 1e-6;

    /// What is left out.
    public enum Hiding {
        /// Random places; of clips at all times.
        PLACES,
        /// The end of a clip, everywhere: the pixels to come are predicted, by a function of what was (Mathieu, Couprie
        /// and LeCun, *Deep multi-scale video prediction beyond mean square error*, 2016, equation 1). What
        /// is seen ends sooner or later, drawn for each batch: an encoder that is judged on whole clips
        /// has seen nearly whole ones.
        FUTURE
    }

    public MaskedAutoencoder {
        if (!(hidden > 0 && hidden < 1)) {
            throw new IllegalArgumentException(
                    "The part of the patches that is hidden is %s; it must be above 0 and below 1.\nMaybe it was given in percent."
                            .formatted(hidden));
        }
    }

    /// The published rate; a decoder for two cores.
    public static MaskedAutoencoder defaults() {
        return new MaskedAutoencoder(Hiding.PLACES, 0.75, 64, 4, 4);
    }

    /// The deterministic prediction of pixels: the end of a clip, at most its half, from its beginning.
    public static MaskedAutoencoder prediction() {
        return new MaskedAutoencoder(Hiding.FUTURE, 0.5, 64, 1, 4);
    }

    /// @param method which it is called in messages: two of them are this one
    Learner learner(Method method, Networks networks, ViewSettings views) {
        return new Filling(networks.transformer(method), networks, this, views);
    }

    /// @throws IllegalArgumentException where there are too few places or times to hide any
    static void requireFits(PatchGrid grid, Hiding hiding) {
        int parts = hiding == Hiding.FUTURE ? grid.times() : grid.tokenRows() * grid.tokenColumns();
        if (parts < 2) {
            throw new IllegalArgumentException(
                    "Of %d times of %d by %d patches nothing can be left out as %s says; at least two are needed, one to see and one to tell.\nMaybe these are images, or the patches as large as they."
                            .formatted(grid.times(), grid.tokenRows(), grid.tokenColumns(), hiding));
        }
    }

    /// The pixels of each patch, in the order of the tokens, less their mean and over their deviation.
    ///
    /// @param images `[B, C, Y, X]`, or clips `[B, T, C, Y, X]`
    /// @return `[B, N, P]`
    static Tensor patches(Tensor images, PatchGrid grid) {
        long side = grid.patch();
        Tensor patches = images.reshape(
                        images.size(0),
                        grid.times(),
                        grid.tubelet(),
                        grid.channels(),
                        grid.tokenRows(),
                        side,
                        grid.tokenColumns(),
                        side)
                .permute(0, 1, 4, 6, 2, 5, 7, 3)
                .reshape(images.size(0), grid.tokens(), grid.patchValues());
        Tensor centred = patches.sub(patches.mean(-1).unsqueeze(-1));
        Tensor variance = centred.square().sum(-1).mul(new Scalar(1.0 / (grid.patchValues() - 1)));
        return centred.div(variance.unsqueeze(-1).add(new Scalar(EPSILON)).sqrt());
    }

    /// What is seen, and what is left out.
    ///
    /// @param seen `[B][N - M]`
    /// @param left `[B][M]`
    record Mask(long[][] seen, long[][] left) {}

    /// Leaves out the end of a clip, everywhere: from one time up to a part of them, and not all.
    static Mask future(int batch, PatchGrid grid, double hidden, Seed seed) {
        int places = grid.tokenRows() * grid.tokenColumns();
        int most = Math.clamp(Math.round(hidden * grid.times()), 1, Math.max(1, grid.times() - 1));
        int times = grid.times() - 1 - seed.generator().nextInt(most);
        Mask mask = new Mask(new long[batch][], new long[batch][]);
        for (int b = 0; b < batch; b++) {
            mask.seen[b] = LongStream.range(0, (long) times * places).toArray();
            mask.left[b] =
                    LongStream.range((long) times * places, grid.tokens()).toArray();
        }
        return mask;
    }

    /// Leaves out as many places of every image or clip, at all times.
    static Mask tubes(int batch, PatchGrid grid, double hidden, Seed seed) {
        Mask places = mask(batch, grid.tokenRows() * grid.tokenColumns(), hidden, seed);
        Mask mask = new Mask(new long[batch][], new long[batch][]);
        for (int b = 0; b < batch; b++) {
            mask.seen[b] = atAllTimes(places.seen[b], grid);
            mask.left[b] = atAllTimes(places.left[b], grid);
        }
        return mask;
    }

    /// The tokens of these places at all times.
    private static long[] atAllTimes(long[] chosen, PatchGrid grid) {
        long[] tokens = new long[chosen.length * grid.times()];
        for (int i = 0; i < tokens.length; i++) {
            long time = i / chosen.length;
            tokens[i] = time * grid.tokenRows() * grid.tokenColumns() + chosen[i % chosen.length];
        }
        return tokens;
    }

    /// Leaves out as many tokens of every image, at places of their own: at least one, and not all.
    static Mask mask(int batch, int tokens, double hidden, Seed seed) {
        int count = Math.clamp(Math.round(hidden * tokens), 1, tokens - 1);
        Mask mask = new Mask(new long[batch][], new long[batch][]);
        for (int b = 0; b < batch; b++) {
            long[] order = Arrays.stream(seed.split(b).permutation(tokens))
                    .asLongStream()
                    .toArray();
            mask.left[b] = Arrays.copyOf(order, count);
            mask.seen[b] = Arrays.copyOfRange(order, count, order.length);
        }
        return mask;
    }

    private static final class Filling implements Learner {

        private final VisionTransformer encoder;
        private final MaskedPredictor decoder;
        private final Projector pixels;
        private final double hidden;
        private final Hiding hiding;
        private final ViewSettings views;

        Filling(VisionTransformer encoder, Networks networks, MaskedAutoencoder config, ViewSettings views) {
            this.encoder = encoder;
            VitSpec spec = encoder.spec();
            requireFits(spec.grid(), config.hiding);
            Limits.check(
                    "The number of values of a patch",
                    spec.grid().patchValues(),
                    spec.grid().patchValues() > 1,
                    "at least 2, since they are told less their mean");
            decoder = new MaskedPredictor(
                    networks.parameters(),
                    "decoder",
                    MaskedPredictorSpec.of(spec, VitSpec.Size.of(config.width, config.layers, config.heads)));
            pixels = networks.projector("pixels", spec.dimension(), spec.grid().patchValues());
            hidden = config.hidden;
            hiding = config.hiding;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            PatchGrid grid = encoder.spec().grid();
            Mask mask = hiding == Hiding.FUTURE
                    ? future(lesson.size(), grid, hidden, lesson.seed().split("mask"))
                    : tubes(lesson.size(), grid, hidden, lesson.seed().split("mask"));
            Tensor images = lesson.view(views, "only");
            Tensor keep = TokenLists.of(mask.seen);
            Tensor asked = TokenLists.of(mask.left);
            Tensor tokens = encoder.forward(images, keep);
            Tensor told = pixels.forward(decoder.forward(tokens, keep, asked), Mode.TRAINING);
            Tensor loss = told.sub(TokenLists.pick(patches(images, grid), asked))
                    .square()
                    .mean();
            return new Outcome(Terms.of("reconstruction", loss), tokens.mean(1));
        }
    }
}
