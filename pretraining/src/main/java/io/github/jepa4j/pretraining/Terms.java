package io.github.jepa4j.pretraining;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A loss and what it is made of.
///
/// @param total a scalar, the weighted sum
/// @param parts scalars by name, each before its coefficient
public record Terms(Tensor total, SequencedMap<String, Tensor> parts) {

    /// A loss of a single part.
    public static Terms of(String name, Tensor loss) {
        return new Sum().plus(name, 1, loss).terms();
    }

    /// Adds up a loss.
    public static final class Sum {

        private final SequencedMap<String, Tensor> parts = new LinkedHashMap<>();
        private final SequencedMap<String, Double> weights = new LinkedHashMap<>();

        /// Another part. One whose weight is 0 is measured all the same.
        public Sum plus(String name, double weight, Tensor part) {
            parts.put(name, part);
            weights.put(name, weight);
            return this;
        }

        /// The sum. A part of weight 0 does not enter it: not even where it is infinite.
        public Terms terms() {
            Tensor total = torch.zeros_like(parts.firstEntry().getValue().detach());
            for (var part : parts.entrySet()) {
                double weight = weights.getOrDefault(part.getKey(), 0.0);
                if (weight != 0) {
                    total = total.add(part.getValue().mul(new Scalar(weight)));
                }
            }
            return new Terms(total, parts);
        }
    }
}
