package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.Axes;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How many steps it takes at least from one latent to another, as far as was seen: learned, and a
/// quasimetric by how it is built, so that no way is longer than one with a stop on it, and the way
/// back may be longer than the way there.
///
/// Each latent is encoded as `C` times some numbers; between `x` and `y` each component is the length of the union of
/// the intervals from `x_i` to `y_i` where that is greater, and the distance is `scale (a max + (1 - a) mean)` of
/// the components.
///
/// | in a model file, after `quasimetric.` | what                                              |
/// |---------------------------------------|---------------------------------------------------|
/// | metadata `spec`                       | a [QuasimetricSpec] as JSON                       |
/// | `encoder.…`                           | the first `S` numbers of a latent, and the sines and cosines of waves of
/// them, to `C` times as many numbers as intervals |
/// | `waves`                               | `[F, S]`, where there are any                     |
/// | `share`                               | `[1]`, `a = sigmoid(share)`                       |
///
/// Source: interval quasimetric embeddings, Wang and Isola (arXiv 2211.15120), with maximum and mean. How it is learned
/// stands at `QuasimetricTrainer` in module `learning`. Immutable, and safe to use from many threads.
public final class Quasimetric {

    private static final String PREFIX = "quasimetric.";
    private static final String SPEC = PREFIX + "spec";
    private static final String WAVES = "waves";

    private final QuasimetricSpec spec;
    private final Map<String, Tensor> weights;
    private final Feedforward encoder;
    private final double share;
    private final float[] waves;

    private Quasimetric(QuasimetricSpec spec, Map<String, Tensor> weights) {
        this.spec = spec;
        Map<String, Tensor> own = new TreeMap<>(weights);
        own.keySet().removeIf(name -> !name.startsWith("encoder.") && !name.equals("share") && !name.equals(WAVES));
        this.weights = own;
        SafeTensors all = new SafeTensors(weights, Map.of());
        waves = spec.frequencies() == 0 ? new float[0] : Weights.finite(all, WAVES, spec.frequencies(), spec.seen());
        encoder = Feedforward.of("encoder.", spec.encoder(), all, Kernels.best());
        share = 1 / (1 + Math.exp(-Weights.finite(all, "share", 1)[0]));
    }

    /// A quasimetric of these weights.
    ///
    /// @param weights named as in the table; others are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite
    public static Quasimetric of(QuasimetricSpec spec, Map<String, Tensor> weights) {
        return new Quasimetric(spec, weights);
    }

    /// Whether a model file in memory holds one.
    public static boolean in(SafeTensors file) {
        return file.metadata().containsKey(SPEC);
    }

    /// The one that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or it cannot be used
    public static Quasimetric of(SafeTensors file) {
        if (!in(file)) {
            throw new IllegalArgumentException(
                    "The file's metadata lack %s: it holds no quasimetric.\nMaybe learn one first, by QuasimetricTrainer."
                            .formatted(SPEC));
        }
        return of(
                JepaModel.parse(file.metadata(), SPEC, QuasimetricSpec.class),
                FilePart.tensors(file.tensors(), PREFIX));
    }

    /// A model file with this one in place of the one it had; all else stays.
    ///
    /// @param provenance written beside it
    public SafeTensors in(SafeTensors file, Map<String, String> provenance) {
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put("spec", JepaModel.JSON.writeValueAsString(spec));
        return FilePart.replaced(file, PREFIX, weights, metadata);
    }

    /// Its sizes.
    public QuasimetricSpec spec() {
        return spec;
    }

    /// Steps from each of many latents to one, at least 0; NaN from what is no number.
    ///
    /// @param from `[N, D]`
    /// @param to   `[D]`
    /// @return `[N]`
    public float[] distances(float[] from, float[] to) {
        return measured(from, to, null, new float[0]);
    }

    /// The derivative of a scalar by the latents that a distance is from, from that by the distances.
    ///
    /// @param from      `[N, D]`
    /// @param to        `[D]`
    /// @param gradients `[N]`
    /// @return `[N, D]`
    public float[] pullback(float[] from, float[] to, float[] gradients) {
        int width = spec.components() * spec.intervals();
        float[] byCodes = new float[gradients.length * width];
        measured(from, to, gradients, byCodes);
        return back(
                from,
                encoder.pullback(features(from), Rows.dense(byCodes, width)).values());
    }

    /// What the encoder sees: the first numbers of each latent, and the sines and the cosines of waves of them.
    private Rows features(float[] latents) {
        int d = spec.latentDimension();
        int seen = spec.seen();
        int waved = spec.frequencies();
        if (latents.length % d != 0) {
            throw new IllegalArgumentException(
                    "%d numbers are no rows of latents of %d dimensions.\nMaybe they are of another model."
                            .formatted(latents.length, d));
        }
        int width = seen + 2 * waved;
        float[] features = new float[latents.length / d * width];
        for (int row = 0; row < latents.length / d; row++) {
            System.arraycopy(latents, row * d, features, row * width, seen);
            for (int wave = 0; wave < waved; wave++) {
                float phase = phase(latents, row, wave);
                features[row * width + seen + wave] = (float) Math.sin(phase);
                features[row * width + seen + waved + wave] = (float) Math.cos(phase);
            }
        }
        return Rows.dense(features, width);
    }

    private float phase(float[] latents, int row, int wave) {
        float phase = 0;
        for (int i = 0; i < spec.seen(); i++) {
            phase += waves[wave * spec.seen() + i] * latents[row * spec.latentDimension() + i];
        }
        return phase;
    }

    /// From derivatives by features to those by latents.
    private float[] back(float[] latents, float[] byFeatures) {
        int d = spec.latentDimension();
        int seen = spec.seen();
        int waved = spec.frequencies();
        int width = seen + 2 * waved;
        float[] back = new float[latents.length];
        for (int row = 0; row < latents.length / d; row++) {
            System.arraycopy(byFeatures, row * width, back, row * d, seen);
            for (int wave = 0; wave < waved; wave++) {
                float phase = phase(latents, row, wave);
                double slope = byFeatures[row * width + seen + wave] * Math.cos(phase)
                        - byFeatures[row * width + seen + waved + wave] * Math.sin(phase);
                for (int i = 0; i < seen; i++) {
                    back[row * d + i] += (float) (slope * waves[wave * seen + i]);
                }
            }
        }
        return back;
    }

    /// @param gradients null where only distances are asked for
    /// @param byCodes   filled where there are gradients: the derivative by the codes of `from`
    private float[] measured(float[] from, float[] to, float @Nullable [] gradients, float[] byCodes) {
        Axes.bind("D", "latents of the quasimetric", spec.latentDimension()).and("D", "latent to go to", to.length);
        if (gradients != null) {
            Axes.bind("N", "latents", from.length / spec.latentDimension()).and("N", "gradients", gradients.length);
        }
        float[] codes = encoder.apply(features(from)).values();
        float[] goal = encoder.apply(features(to)).values();
        int c = spec.components();
        int width = c * spec.intervals();
        float[] distances = new float[codes.length / width];
        Union union = new Union(spec.intervals());
        double[] lengths = new double[c];
        for (int row = 0; row < distances.length; row++) {
            int most = 0;
            double sum = 0;
            boolean isKnown = isKnown(codes, row, width) && isKnown(goal, 0, width);
            for (int i = 0; i < c; i++) {
                lengths[i] = union.length(codes, row * width + i * spec.intervals(), goal, i * spec.intervals());
                most = lengths[i] > lengths[most] ? i : most;
                sum += isKnown ? lengths[i] : Double.NaN; // no interval begins at what is no number
            }
            float steps = (float) (spec.scale() * (share * lengths[most] + (1 - share) * sum / c));
            distances[row] = isKnown(from, row, spec.latentDimension()) ? steps : Float.NaN;
            for (int i = 0; gradients != null && i < c; i++) {
                double slope = spec.scale() * gradients[row] * ((i == most ? share : 0) + (1 - share) / c);
                int at = row * width + i * spec.intervals();
                union.pullback(
                        codes,
                        at,
                        Arrays.copyOfRange(goal, i * spec.intervals(), (i + 1) * spec.intervals()),
                        slope,
                        byCodes);
            }
        }
        return distances;
    }

    private static boolean isKnown(float[] values, int row, int width) {
        boolean known = true;
        for (int i = row * width; i < (row + 1) * width; i++) {
            known &= Float.isFinite(values[i]);
        }
        return known;
    }

    /// The union of intervals from `x_i` to `y_i`, of those where `x_i` is less.
    private static final class Union {

        private final Integer[] order;

        Union(int count) {
            order = new Integer[count];
        }

        double length(float[] x, int atX, float[] y, int atY) {
            sort(x, atX);
            double length = 0;
            double covered = Double.NEGATIVE_INFINITY;
            for (int i : order) {
                float begin = x[atX + i];
                float end = y[atY + i];
                if (end > begin && end > covered) {
                    length += end - Math.max(begin, covered);
                    covered = end;
                }
            }
            return length;
        }

        /// Adds what moving where intervals begin does: only beginnings that no earlier interval covers count.
        void pullback(float[] x, int atX, float[] ends, double slope, float[] into) {
            sort(x, atX);
            double covered = Double.NEGATIVE_INFINITY;
            for (int i : order) {
                float begin = x[atX + i];
                float end = ends[i];
                if (end > begin && end > covered) {
                    into[atX + i] -= begin > covered ? (float) slope : 0;
                    covered = end;
                }
            }
        }

        private void sort(float[] x, int atX) {
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (one, other) -> Float.compare(x[atX + one], x[atX + other]));
        }
    }

    @Override
    public String toString() {
        return "Quasimetric[%s]".formatted(spec);
    }
}
