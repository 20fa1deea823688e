package io.github.jepa4j.learning;

import io.github.jepa4j.network.GruPredictor;
import io.github.jepa4j.network.ImpalaNetwork;
import io.github.jepa4j.network.InverseDynamics;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.GruSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/// The three networks that are trained together, their parameters, and the loss they share.
final class JepaNetwork {

    private final Parameters parameters;
    private final ImpalaNetwork encoder;
    private final RolloutPredictionLoss prediction;
    private final SequencedMap<Regularizer, Double> regularizers = new LinkedHashMap<>();
    private final JepaConfig config;

    /// The loss of a batch and its parts, before their coefficients.
    record Loss(Tensor total, SequencedMap<String, Tensor> parts, Tensor latents) {}

    JepaNetwork(ImpalaSpec encoderSpec, GruSpec predictorSpec, JepaConfig config, Seed seed) {
        this.config = config;
        parameters = new Parameters(seed.split("parameters"));
        encoder = new ImpalaNetwork(parameters, encoderSpec);
        GruPredictor predictor = new GruPredictor(parameters, predictorSpec, encoder.norm());
        InverseDynamics head =
                new InverseDynamics(parameters, predictorSpec.latentDimension(), predictorSpec.actionDimension());
        prediction = new RolloutPredictionLoss(predictor, config.unrolled(), config.firstOnly());
        regularizers.put(new VarianceLoss(), config.coefficients().variance());
        regularizers.put(new CovarianceLoss(), config.coefficients().covariance());
        regularizers.put(new TemporalSimilarityLoss(), config.coefficients().similarity());
        regularizers.put(new InverseDynamicsLoss(head), config.coefficients().inverseDynamics());
    }

    Parameters parameters() {
        return parameters;
    }

    /// @param frames  `[B * T, C, Y, X]`, normalised, channels last in memory
    /// @param actions `[B, T - 1, A]`, in the model's units
    Loss loss(Tensor frames, Tensor actions) {
        Tensor encoded = encoder.forward(frames);
        Tensor latents = encoded.view(actions.size(0), actions.size(1) + 1, encoded.size(1));
        SequencedMap<String, Tensor> parts = new LinkedHashMap<>();
        Tensor predicted = prediction.loss(latents, actions);
        parts.put("prediction", predicted);
        Tensor total = predicted.mul(
                new org.bytedeco.pytorch.Scalar(config.coefficients().prediction()));
        for (Map.Entry<Regularizer, Double> term : regularizers.entrySet()) {
            Tensor part = term.getKey().loss(latents, actions);
            parts.put(term.getKey().name(), part);
            total = total.add(part, new org.bytedeco.pytorch.Scalar(term.getValue()));
        }
        return new Loss(total, parts, encoded);
    }

    /// The indices of the parameters that one limit on the gradient's length goes over: the encoder's, then
    /// the predictor's. The shared normalisation is in both, as in the peer; the inverse-dynamics head is
    /// in neither.
    List<List<Integer>> clippedGroups() {
        List<String> names = parameters.names();
        return List.of(
                indices(names, name -> name.startsWith("encoder.")),
                indices(names, name -> name.startsWith("predictor.") || name.startsWith("encoder.norm.")));
    }

    private static List<Integer> indices(List<String> names, java.util.function.Predicate<String> chosen) {
        return java.util.stream.IntStream.range(0, names.size())
                .filter(i -> chosen.test(names.get(i)))
                .boxed()
                .toList();
    }
}
