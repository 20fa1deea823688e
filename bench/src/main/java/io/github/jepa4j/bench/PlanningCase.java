package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.GruWorldModel;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import io.github.jepa4j.worldmodel.ResidualWorldModel;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// One planner step's work: imagine `K` candidates over `H` steps and pull a gradient on every latent back
/// to the actions. The same weights, actions and gradients for every way of doing it.
///
/// @param predictor its parameters, in the engine
/// @param network   the predictor as the engine runs it
/// @param model     the predictor in pure Java
/// @param now       `[D]`
/// @param actions   `[K, H, A]`
/// @param pull      `[K, H + 1, D]`, 0 at index 0
record PlanningCase(
        Parameters predictor, Predictor network, LatentPredictor model, Latent now, ActionBatch actions, float[] pull) {

    /// A case of random weights and numbers; the same seed gives the same.
    static PlanningCase of(PredictorSpec spec, int candidates, int horizon, Seed seed) {
        int dimension = spec.latentDimension();
        Parameters parameters = new Parameters(seed.split("parameters"));
        LayerNorm norm = new LayerNorm(parameters, "encoder.norm", dimension);
        Predictor network = Predictor.of(parameters, spec, norm);
        for (Tensor tensor : parameters.tensors()) {
            tensor.set_requires_grad(false); // a plan differentiates by the actions only
        }
        LatentPredictor model = pure(spec, new SafeTensors(parameters.copy(), Map.of()));
        float[] pull = RandomModel.gaussian(seed.split("pull"), candidates * (horizon + 1) * dimension);
        for (int k = 0; k < candidates; k++) {
            Arrays.fill(pull, k * (horizon + 1) * dimension, (k * (horizon + 1) + 1) * dimension, 0);
        }
        float[] actions = RandomModel.gaussian(seed.split("actions"), candidates * horizon * Rooms.ACTIONS);
        return new PlanningCase(
                parameters,
                network,
                model,
                new Latent(RandomModel.gaussian(seed.split("now"), dimension)),
                new ActionBatch(candidates, horizon, Rooms.ACTIONS, actions),
                pull);
    }

    private static LatentPredictor pure(PredictorSpec spec, SafeTensors weights) {
        return switch (spec) {
            case GruSpec gru -> GruWorldModel.of(gru, weights);
            case ResidualSpec residual -> ResidualWorldModel.of(residual, weights);
        };
    }

    int dimension() {
        return now.dimension();
    }

    /// FLOP of imagining; the pullback of a rollout that was imagined for it takes as many.
    double flopForward() {
        double step = Cost.of(model.spec(), Double.NaN).flopPerImaginedStep();
        return step * actions.candidates() * actions.horizon();
    }
}
