package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.SymbolTransformer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The autoregressive baseline: which symbol comes next, by cross-entropy, in images read as symbols row by row,
/// and in clips frame after frame: what the next frame will be like is told from all before it. The first symbol, which
/// nothing comes before, is not asked for.
///
/// Source: Chen et al., *Generative Pretraining from Pixels*, 2020, equations 1 and 2. Differs from it: symbols are
/// levels of a patch's mean colour, not clusters of pixels; and there are clips.
final class NextToken implements Learner {

    private final SymbolBackbone backbone;
    private final ViewSettings views;

    NextToken(Networks networks, ViewSettings views) {
        backbone = networks.symbols(Method.NEXT_TOKEN);
        this.views = views;
    }

    @Override
    public Outcome look(Lesson lesson) {
        Tensor view = lesson.view(views, "only");
        return new Outcome(Terms.of("cross_entropy", loss(backbone.network(), backbone.symbols(view))), features(view));
    }

    /// Those of a model that is kept, from halfway through the blocks: only looked at.
    private Tensor features(Tensor view) {
        try (NoGradGuard guard = new NoGradGuard()) {
            return backbone.features(view, Mode.TRAINING);
        }
    }

    /// The mean cross-entropy of each symbol but the first, given those before it.
    ///
    /// @param symbols `[B, N]`, int64
    static Tensor loss(SymbolTransformer network, Tensor symbols) {
        long before = symbols.size(1) - 1;
        Tensor scores = network.next(symbols.narrow(1, 0, before));
        return torch.cross_entropy_loss(
                scores.flatten(0, 1), symbols.narrow(1, 1, before).flatten());
    }
}
