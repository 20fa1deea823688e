package io.github.jepa4j.probe;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.AttentivePooler;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/// A classifier that asks frozen features by attention where to look: learned queries over all places, then a linear
/// map, by cross-entropy. The engine must be open.
///
/// Source: the attentive probe of V-JEPA (Bardes et al., arXiv 2404.08471, section 5) and V-JEPA 2. Differs from it:
/// one learning rate instead of the best of a grid, which would be chosen on what judges.
public final class AttentiveProbe {

    private static final double WARMUP = 0.1;

    private final AttentivePooler.Spec spec;
    private final int classes;
    private final Map<String, Tensor> weights;

    /// How it learns.
    ///
    /// @param blocks       self-attention blocks before the query, at least 0; 3 as published
    /// @param heads        of an attention; the features' dimension is a multiple
    /// @param epochs       passes over the examples, at least 1
    /// @param batch        at least 1
    /// @param learningRate the highest, above 0 and finite
    public record Settings(int blocks, int heads, int epochs, int batch, double learningRate) {

        public Settings {
            if (blocks < 0
                    || heads < 1
                    || epochs < 1
                    || batch < 1
                    || !(learningRate > 0)
                    || Double.isInfinite(learningRate)) {
                throw new IllegalArgumentException(
                        "An attentive probe of %d blocks and %d heads cannot learn in %d epochs of batches of %d at a rate of %s; blocks must be at least 0, the rate above 0 and finite, all others at least 1.\nMaybe one was left out."
                                .formatted(blocks, heads, epochs, batch, learningRate));
            }
        }

        /// How many updates it takes to learn from so many examples, at least one.
        public long steps(int examples) {
            return (long) (examples / Math.min(batch, examples)) * epochs;
        }

        /// Without self-attention, for two cores.
        public static Settings small() {
            return new Settings(0, 4, 5, 64, 1e-3);
        }
    }

    private AttentiveProbe(AttentivePooler.Spec spec, int classes, Map<String, Tensor> weights) {
        this.spec = spec;
        this.classes = classes;
        this.weights = weights;
    }

    /// The networks while they are open.
    private record Open(Parameters parameters, AttentivePooler pooler, Projector linear) {

        static Open begin(AttentivePooler.Spec spec, int classes, Seed seed) {
            Parameters parameters = new Parameters(seed);
            return new Open(
                    parameters,
                    new AttentivePooler(parameters, "pooler", spec),
                    new Projector(parameters, new Buffers(), "linear", spec.width(), classes));
        }

        org.bytedeco.pytorch.Tensor scores(TokenSource source, int[] which) {
            var tokens = Natives.of(source.tokens(which), which.length, source.places(), source.dimension());
            return linear.forward(pooler.forward(tokens).select(1, 0), Mode.TRAINING);
        }
    }

    /// Learns from examples.
    ///
    /// @param labels a class for each example, from 0
    /// @throws IllegalArgumentException where there are not as many labels as examples, or one is
    ///     negative, or where it diverges
    public static AttentiveProbe learn(TokenSource source, int[] labels, Settings settings, Seed seed) {
        check(source, labels);
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        int width = source.dimension();
        var spec = new AttentivePooler.Spec(width, settings.heads(), 4 * width, settings.blocks(), 1);
        try (Scope scope = Scope.open()) {
            Open open = Open.begin(spec, classes, seed.split("weights"));
            int batch = Math.min(settings.batch(), labels.length);
            long perEpoch = labels.length / batch;
            long steps = settings.steps(labels.length);
            AdamW optimizer = new AdamW(open.parameters(), new AdamW.Config(0.9, 0.999, 1e-8, 1e-2));
            var schedule = new WarmupCosine(
                    settings.learningRate(), 0, Math.min(steps - 1, Math.round(WARMUP * steps)), steps);
            int[] order = new int[0];
            for (long step = 0; step < steps; step++) {
                if (step % perEpoch == 0) {
                    order = seed.split("order").split(step / perEpoch).permutation(labels.length);
                }
                int begin = (int) (step % perEpoch) * batch;
                int[] which = Arrays.copyOfRange(order, begin, begin + batch);
                try (Scope inner = Scope.open()) {
                    long[] wanted =
                            Arrays.stream(which).mapToLong(i -> labels[i]).toArray();
                    var loss = torch.cross_entropy_loss(open.scores(source, which), Natives.of(wanted, wanted.length));
                    requireFinite(loss, "loss of its update %d of %d".formatted(step + 1, steps));
                    optimizer.step(open.parameters().gradients(loss), schedule.rate(step));
                }
            }
            return new AttentiveProbe(spec, classes, open.parameters().copy());
        }
    }

    private static void requireFinite(org.bytedeco.pytorch.Tensor values, String what) {
        for (float value : Natives.values(values)) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "The attentive probe has %s among the %s; numbers were expected.\nMaybe its learning rate is too high, or the model has diverged."
                                .formatted(value, what));
            }
        }
    }

    private static void check(TokenSource source, int[] labels) {
        int least = Arrays.stream(labels).min().orElse(0);
        if (labels.length != source.size() || labels.length == 0) {
            throw new IllegalArgumentException(
                    "There are %d labels for %d examples; there must be as many, and at least one.\nMaybe they are of two folders."
                            .formatted(labels.length, source.size()));
        }
        if (least < 0) {
            throw new IllegalArgumentException(
                    "There is an example of class %d; classes count from 0.\nMaybe unlabelled examples were left in."
                            .formatted(least));
        }
    }

    /// The most probable class of each example.
    ///
    /// @param batch how many are looked at together, at least 1
    /// @throws IllegalArgumentException where they have another number of features than those it learned from
    public int[] classify(TokenSource source, int batch) {
        if (source.dimension() != spec.width()) {
            throw new IllegalArgumentException(
                    "The examples have %d features at a place, but the probe has learned from %d.\nMaybe they are of another model."
                            .formatted(source.dimension(), spec.width()));
        }
        int[] chosen = new int[source.size()];
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Open open = Open.begin(spec, classes, new Seed(0));
            open.parameters().load(weights);
            for (int begin = 0; begin < chosen.length; begin += batch) {
                int end = Math.min(chosen.length, begin + batch);
                try (Scope inner = Scope.open()) {
                    var scores = open.scores(source, IntStream.range(begin, end).toArray());
                    requireFinite(scores, "scores of examples from %d on".formatted(begin));
                    float[] best =
                            Natives.values(torch.argmax(scores, new org.bytedeco.pytorch.LongOptional(1), false));
                    for (int i = begin; i < end; i++) {
                        chosen[i] = (int) best[i - begin];
                    }
                }
            }
        }
        return chosen;
    }

    /// The part of examples that is classified rightly, in [0, 1].
    public double accuracy(TokenSource source, int[] labels, int batch) {
        check(source, labels);
        return Accuracy.of(classify(source, batch), labels);
    }
}
