package io.github.jepa4j.probe;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Classifies by the nearest neighbours: each of the `k` examples with the highest cosine votes for its
/// class with the weight `exp(cosine / temperature)`. Nothing is learned. The engine must be open.
///
/// Source: Wu et al., *Unsupervised Feature Learning via Non-Parametric Instance Discrimination*, 2018,
/// section 3.4, with its temperature 0.07; 20 neighbours as DINO (Caron et al., 2021, section 4.1).
///
/// @param examples    that vote
/// @param neighbours  `k`, at least 1, at most all
/// @param temperature above 0
public record NearestNeighbours(Examples examples, int neighbours, double temperature) {

    private static final int AT_ONCE = 500;

    public NearestNeighbours {
        if (neighbours < 1 || neighbours > examples.size() || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "%d neighbours of %d examples cannot vote at temperature %s; from 1 to all of them, and above 0, are needed.\nMaybe take 20 and 0.07."
                            .formatted(neighbours, examples.size(), temperature));
        }
    }

    /// The published numbers.
    public static NearestNeighbours of(Examples examples) {
        return new NearestNeighbours(examples, Math.min(20, examples.size()), 0.07);
    }

    /// The class of each row of features `[N, D]`.
    ///
    /// @throws IllegalArgumentException where they are no such rows
    public int[] classify(float[] features) {
        int dimension = examples.dimension();
        int size = Examples.rows(features, dimension);
        int[] chosen = new int[size];
        try (Scope scope = Scope.open()) {
            Tensor known = unit(Natives.of(examples.features(), examples.size(), dimension))
                    .t();
            for (int begin = 0; begin < size; begin += AT_ONCE) {
                int count = Math.min(AT_ONCE, size - begin);
                float[] part = java.util.Arrays.copyOfRange(features, begin * dimension, (begin + count) * dimension);
                System.arraycopy(vote(known, part, count), 0, chosen, begin, count);
            }
        }
        return chosen;
    }

    private int[] vote(Tensor known, float[] part, int count) {
        try (Scope scope = Scope.open()) {
            Tensor cosines = torch.mm(unit(Natives.of(part, count, examples.dimension())), known);
            var nearest = torch.topk(cosines, neighbours, 1, true, true);
            float[] values = Natives.values(nearest.get0());
            float[] which = Natives.values(nearest.get1());
            int[] chosen = new int[count];
            int classes = examples.classes();
            for (int i = 0; i < count; i++) {
                // less the nearest's, so that no vote overflows; which is highest does not change
                double[] votes = new double[classes];
                for (int k = i * neighbours; k < (i + 1) * neighbours; k++) {
                    votes[examples.labels()[(int) which[k]]] +=
                            Math.exp((values[k] - values[i * neighbours]) / temperature);
                }
                chosen[i] = highest(votes);
            }
            return chosen;
        }
    }

    private static int highest(double[] votes) {
        int best = 0;
        for (int c = 1; c < votes.length; c++) {
            best = votes[c] > votes[best] ? c : best;
        }
        return best;
    }

    private static Tensor unit(Tensor rows) {
        Tensor length = rows.square().sum(-1).unsqueeze(-1).sqrt();
        return rows.div(length.clamp_min(new org.bytedeco.pytorch.Scalar(1e-12)));
    }

    /// The part of examples that is classified rightly, in [0, 1].
    ///
    /// @throws IllegalArgumentException where they have another number of features
    public double accuracy(Examples judged) {
        judged.requireDimension(examples.dimension());
        return Accuracy.of(classify(judged.features()), judged.labels());
    }
}
