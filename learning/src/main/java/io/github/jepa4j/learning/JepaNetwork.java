package io.github.jepa4j.learning;

import io.github.jepa4j.network.EncoderNetwork;
import io.github.jepa4j.network.InverseDynamics;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// The three networks that are trained together, their parameters, and the loss they share.
final class JepaNetwork {

    private final Parameters parameters;
    private final EncoderNetwork encoder;
    private final RolloutPredictionLoss prediction;
    private final SequencedMap<Regularizer, Double> ofAll = new LinkedHashMap<>();
    private final SequencedMap<Regularizer, Double> ofSteps = new LinkedHashMap<>();
    private final JepaConfig config;
    private final EncodedFrames encoded;

    /// The loss of a batch and its parts, before their coefficients.
    record Loss(Tensor total, SequencedMap<String, Tensor> parts, Tensor latents) {}

    JepaNetwork(EncoderSpec encoderSpec, PredictorSpec predictorSpec, JepaConfig config, Seed seed) {
        this.config = config;
        encoded = new EncodedFrames(config.encodedFrames());
        parameters = new Parameters(seed.split("parameters"));
        encoder = EncoderNetwork.of(parameters, encoderSpec);
        Predictor predictor = Predictor.of(parameters, predictorSpec, encoder.norm());
        InverseDynamics head =
                new InverseDynamics(parameters, predictorSpec.latentDimension(), predictorSpec.actionDimension());
        prediction = new RolloutPredictionLoss(predictor, config.encodedFrames(), config.unrolled());
        ofAll.put(new VarianceLoss(), config.coefficients().variance());
        ofAll.put(new CovarianceLoss(), config.coefficients().covariance());
        if (config.coefficients().motion() > 0) {
            ofAll.put(new MotionLoss(), config.coefficients().motion());
        }
        ofSteps.put(new TemporalSimilarityLoss(), config.coefficients().similarity());
        ofSteps.put(new InverseDynamicsLoss(head), config.coefficients().inverseDynamics());
    }

    Parameters parameters() {
        return parameters;
    }

    /// @param frames  `[B * M, ...]`, the observations that are encoded, normalised (pixels with channels last in
    /// memory)
    /// @param actions `[B, T - 1, A]`, of the whole windows, in the model's units
    Loss loss(Tensor frames, Tensor actions) {
        Tensor all = encoder.forward(frames);
        Tensor latents = all.view(actions.size(0), encoded.count(), all.size(1));
        SequencedMap<String, Tensor> parts = new LinkedHashMap<>();
        Tensor predicted = prediction.loss(latents, actions);
        parts.put("prediction", predicted);
        Tensor total = predicted.mul(new Scalar(config.coefficients().prediction()));
        total = add(total, ofAll, latents, actions, parts);
        total = add(total, ofSteps, encoded.pairs(latents), encoded.actionsOfPairs(actions), parts);
        return new Loss(total, parts, all);
    }

    private static Tensor add(
            Tensor total, Map<Regularizer, Double> terms, Tensor latents, Tensor actions, Map<String, Tensor> parts) {
        Tensor sum = total;
        for (Map.Entry<Regularizer, Double> term : terms.entrySet()) {
            Tensor part = term.getKey().loss(latents, actions);
            parts.put(term.getKey().name(), part);
            sum = sum.add(part, new Scalar(term.getValue()));
        }
        return sum;
    }

    /// The indices of the parameters whose gradients are measured together: the encoder's, the predictor's, the
    /// inverse-dynamics head's. The shared normalisation is in the first two, as in the peer.
    List<List<Integer>> groups() {
        List<String> names = parameters.names();
        return List.of(
                indices(names, name -> name.startsWith("encoder.")),
                indices(names, name -> name.startsWith("predictor.") || name.startsWith("encoder.norm.")),
                indices(names, name -> name.startsWith("inverse_dynamics.")));
    }

    private static List<Integer> indices(List<String> names, java.util.function.Predicate<String> chosen) {
        return java.util.stream.IntStream.range(0, names.size())
                .filter(i -> chosen.test(names.get(i)))
                .boxed()
                .toList();
    }
}
