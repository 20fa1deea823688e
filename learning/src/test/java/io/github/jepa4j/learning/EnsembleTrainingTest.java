package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.WorstCase;
import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Ensemble;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sledge on a line: the latent is its place and its speed, and a push of `a` in [-1, 1] changes the
/// speed by `0.4 sin(2 a)`. What longer pushes do is not in the data.
class EnsembleTrainingTest {

    private static final int LENGTH = 30;
    private static final int STEPS = 5;
    private static final SignalsSpec SIGNALS =
            new SignalsSpec(List.of("place"), new float[1], new float[1], new float[] {1}, new int[] {3}, 1);
    private static final ImpalaSpec PIXELS =
            new ImpalaSpec(1, 9, 9, new int[] {3}, 0, 2, 2, new float[] {0}, new float[] {1});
    private static final ResidualSpec RESIDUAL = new ResidualSpec(2, 1, 32, 2);

    private static LatentEpisode slide(Seed seed) {
        RandomGenerator random = seed.generator();
        float[] latents = new float[2 * (LENGTH + 1)];
        float[] actions = new float[LENGTH];
        latents[0] = 2 * random.nextFloat() - 1;
        for (int time = 0; time < LENGTH; time++) {
            actions[time] = 2 * random.nextFloat() - 1;
            latents[2 * time + 2] = latents[2 * time] + 0.3f * latents[2 * time + 1];
            latents[2 * time + 3] = 0.8f * latents[2 * time + 1] + 0.4f * (float) Math.sin(2 * actions[time]);
        }
        return new LatentEpisode(latents, actions);
    }

    private static List<LatentEpisode> slides(long seed, int count) {
        List<LatentEpisode> episodes = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            episodes.add(slide(new Seed(seed).split(e)));
        }
        return episodes;
    }

    /// A file of a model that has learned nothing yet.
    private static SafeTensors model(EncoderSpec encoder, PredictorSpec predictor) {
        Engine.open(1);
        var parameters = new Parameters(new Seed(5));
        boolean isNormalised = encoder instanceof ImpalaSpec;
        Predictor.of(parameters, predictor, isNormalised ? new LayerNorm(parameters, "encoder.norm", 2) : null);
        Map<String, Tensor> tensors = new TreeMap<>(parameters.copy());
        if (isNormalised) { // as a trained encoder's
            tensors.put("encoder.norm.weight", new Tensor(new int[] {2}, new float[] {0.5f, 1.5f}));
            tensors.put("encoder.norm.bias", new Tensor(new int[] {2}, new float[] {0.1f, -0.2f}));
        }
        tensors.put("encoder.hidden.0.weight", Tensor.zeros(3, 1));
        tensors.put("encoder.hidden.0.bias", Tensor.zeros(3));
        tensors.put("encoder.output.weight", Tensor.zeros(1, 3));
        tensors.put("encoder.output.bias", new Tensor(new int[] {1}, new float[] {0.25f}));
        var scale = new ActionScale(new float[] {1}, new float[] {2});
        return new SafeTensors(tensors, JepaModel.metadata(encoder, predictor, scale));
    }

    private static Ensemble learned(int members, int updates) {
        var config = new EnsembleConfig(members, STEPS, updates, 64, 3e-3);
        return new EnsembleTrainer(config, 1).train(model(SIGNALS, RESIDUAL), slides(1, 60), new Seed(1), (_, _) -> {});
    }

    private static Rollout imagined(WorldModel model, LatentEpisode episode, float stretch) {
        float[] actions = Arrays.copyOf(episode.actions(), STEPS);
        for (int i = 0; i < STEPS; i++) {
            actions[i] *= stretch;
        }
        return model.imagine(new Latent(Arrays.copyOf(episode.latents(), 2)), new ActionBatch(1, STEPS, 1, actions));
    }

    private static double squaredError(Rollout rollout, LatentEpisode episode) {
        double sum = 0;
        for (int i = 2; i < rollout.latents().length; i++) {
            sum += Math.pow(rollout.latents()[i] - episode.latents()[i], 2);
        }
        return sum / (2 * STEPS);
    }

    private static double squaredGap(Rollout one, Rollout other) {
        double sum = 0;
        for (int i = 2; i < one.latents().length; i++) {
            sum += Math.pow(one.latents()[i] - other.latents()[i], 2);
        }
        return sum / (2 * STEPS);
    }

    @Test
    void membersAgreeOnWhatTheyLearnedAndPartWhereNobodyDid() {
        List<WorldModel> members = learned(2, 600).members();

        double persistence = 0;
        double[] errors = new double[2];
        double within = 0;
        double outside = 0;
        for (LatentEpisode unseen : slides(2, 50)) {
            var still = new Rollout(ActionBatch.zeros(1, STEPS, 1), 2, new float[2 * (STEPS + 1)], null);
            for (int i = 0; i < still.latents().length; i++) {
                still.latents()[i] = unseen.latents()[i % 2];
            }
            persistence += squaredError(still, unseen);
            for (int m = 0; m < 2; m++) {
                errors[m] += squaredError(imagined(members.get(m), unseen, 1), unseen);
            }
            within += squaredGap(imagined(members.get(0), unseen, 1), imagined(members.get(1), unseen, 1));
            outside += squaredGap(imagined(members.get(0), unseen, 3), imagined(members.get(1), unseen, 3));
        }
        assertThat(errors[0]).isLessThan(0.02 * persistence).isNotEqualTo(errors[1]);
        assertThat(errors[1]).isLessThan(0.02 * persistence);
        assertThat(within).isPositive().isLessThan(errors[0] + errors[1]); // what independent errors would come to
        assertThat(outside).isGreaterThan(10 * within);
    }

    @Test
    void theWorstMarginIsNeverAboveThePlainOneAndFartherBelowItOutsideTheData() {
        List<WorldModel> members = learned(3, 300).members();
        var limit = new SignalLimit(LinearReadout.exact("place", "m", new float[] {1, 0}, 0), -2, 2);
        var worst = new WorstCase(limit, members.subList(1, 3));

        double[] shrunk = new double[2];
        for (LatentEpisode unseen : slides(2, 50)) {
            for (int outside = 0; outside < 2; outside++) {
                Rollout rollout = imagined(members.getFirst(), unseen, outside == 0 ? 1 : 3);
                float[] plain = limit.margins(rollout);
                float[] tightened = worst.margins(rollout);
                for (int time = 0; time < STEPS; time++) {
                    assertThat(tightened[time]).isLessThanOrEqualTo(plain[time]);
                    shrunk[outside] += plain[time] - tightened[time];
                }
            }
        }
        assertThat(shrunk[0]).isPositive();
        assertThat(shrunk[1]).isGreaterThan(2 * shrunk[0]);
    }

    @Test
    void learnedAgainAMemberIsTheSameWhateverTheNumberOfMembers() {
        SafeTensors model = model(SIGNALS, RESIDUAL);

        Map<String, Tensor> two = learned(2, 20).in(model, Map.of()).tensors();
        Map<String, Tensor> three = learned(3, 20).in(model, Map.of()).tensors();

        assertThat(three).containsAllEntriesOf(two).hasSizeGreaterThan(two.size());
        assertThat(two.get("ensemble.0.predictor.output.bias"))
                .isNotEqualTo(two.get("ensemble.1.predictor.output.bias"));
    }

    /// All windows are one and the same, and the parameters do not move: the loss is the pure model's
    /// error.
    @ParameterizedTest
    @ValueSource(strings = {"signals, residual", "pixels, residual", "pixels, gru"})
    void theLossIsTheErrorOfTheModelThatPlans(String kind) {
        PredictorSpec predictor = kind.endsWith("gru") ? new GruSpec(2, 1) : RESIDUAL;
        SafeTensors model = model(kind.startsWith("signals") ? SIGNALS : PIXELS, predictor);
        LatentEpisode slide = slide(new Seed(3));
        var window = new LatentEpisode(
                Arrays.copyOf(slide.latents(), 2 * (STEPS + 1)), Arrays.copyOf(slide.actions(), STEPS));
        List<Double> losses = new ArrayList<>();

        Ensemble ensemble = new EnsembleTrainer(new EnsembleConfig(1, STEPS, 1, 3, 1e-12), 1)
                .train(model, List.of(window), new Seed(1), (_, loss) -> losses.add(loss));

        double error = squaredError(imagined(ensemble.members().getFirst(), window, 1), window);
        assertThat(losses).hasSize(1);
        assertThat(losses.getFirst()).isCloseTo(error, within(1e-4 * error));
    }

    @Test
    void theListenerIsToldOfTheUpdatesOfAllMembers() {
        List<Integer> told = new ArrayList<>();

        new EnsembleTrainer(new EnsembleConfig(2, STEPS, 3, 4, 1e-3), 1)
                .train(model(SIGNALS, RESIDUAL), slides(1, 2), new Seed(1), (updates, loss) -> {
                    told.add(updates);
                    assertThat(loss).isFinite().isPositive();
                });

        assertThat(told).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void anEpisodeIsPerceivedByTheModelAndItsActionsAreInTheModelsUnits() {
        JepaModel model = JepaModel.of(model(SIGNALS, RESIDUAL));
        var seen = List.of(new Signals(new float[] {3}), new Signals(new float[] {4}));

        LatentEpisode perceived = LatentEpisode.of(model, new Episode(seen, List.of(new Action(5))));

        assertThat(perceived.latents()).containsExactly(3, 0.25f, 4, 0.25f);
        assertThat(perceived.actions()).containsExactly(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatentEpisode.of(model, new Episode(seen, List.of(new Action(5, 6)))))
                .withMessageContainingAll("action", "\nMaybe");
    }

    @Test
    void whatIsMissingIsNotLearnedFromAndEpisodesThatCannotTeachAreRefused() {
        LatentEpisode broken = slide(new Seed(1));
        broken.latents()[2 * 10] = Float.NaN;
        var trainer = new EnsembleTrainer(new EnsembleConfig(1, STEPS, 20, 16, 1e-3), 1);
        SafeTensors model = model(SIGNALS, RESIDUAL);

        assertThat(trainer.train(
                                model,
                                List.of(broken),
                                new Seed(1),
                                (_, loss) -> assertThat(loss).isFinite())
                        .members())
                .hasSize(1);

        var tooShort = new LatentEpisode(new float[2 * STEPS], new float[STEPS - 1]);
        var foreign = new LatentEpisode(new float[3 * LENGTH + 3], new float[LENGTH]);
        for (List<LatentEpisode> episodes :
                List.of(List.<LatentEpisode>of(), List.of(tooShort), List.of(broken, foreign))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.train(model, episodes, new Seed(1), (_, _) -> {}))
                    .withMessageContaining("\nMaybe");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnsembleConfig(0, STEPS, 1, 1, 1e-3))
                .withMessageContainingAll("0 members", "\nMaybe");
    }
}
