package io.github.jepa4j.readout;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A point on a line that is pushed about, `x' = x + a + noise`, seen as it is; its model knows all but the
/// noise. So all that can be known of a readout of it is known: read at once it is exact, and `t` steps
/// ahead it is off by the sum of `t` noises.
///
/// @param episodes how many
/// @param length   actions of each
/// @param noise    standard deviation of what the model does not know
record KnownWorld(int episodes, int length, double noise) implements EpisodeSource {

    /// The latent is `(x, x^2)`.
    static final int DIMENSION = 2;

    private static final Seed SEED = new Seed(11);

    @Override
    public Episode episode(int number) {
        RandomGenerator random = SEED.split(number).generator();
        double x = random.nextGaussian();
        List<Observation> seen = new ArrayList<>(List.of(new Signals(new float[] {(float) x})));
        List<Action> done = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            float action = (float) random.nextGaussian();
            x += action + noise * random.nextGaussian();
            done.add(new Action(action));
            seen.add(new Signals(new float[] {(float) x}));
        }
        return new Episode(seen, done);
    }

    static JepaModel model() {
        return new JepaModel(new Seer(), new Pusher(), ActionScale.identity(1), Map.of());
    }

    /// Where the point is, in metres, or a function of it.
    static LabelledSignal signal(String name, Function of) {
        return new LabelledSignal(name, "m", (_, episode) -> {
            float[] values = new float[episode.observations().size()];
            for (int t = 0; t < values.length; t++) {
                values[t] = of.at(((Signals) episode.observations().get(t)).values()[0]);
            }
            return values;
        });
    }

    interface Function {
        float at(float x);
    }

    private record Seer() implements Encoder {
        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public Latent encode(Observation observation) {
            float x = ((Signals) observation).values()[0];
            return new Latent(new float[] {x, x * x});
        }
    }

    private record Pusher() implements WorldModel {
        @Override
        public int latentDimension() {
            return DIMENSION;
        }

        @Override
        public int actionDimension() {
            return 1;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * DIMENSION];
            int i = 0;
            for (int k = 0; k < actions.candidates(); k++) {
                float x = now.values()[0];
                for (int t = 0; t <= actions.horizon(); t++) {
                    latents[i++] = x;
                    latents[i++] = x * x;
                    x += t < actions.horizon() ? actions.values()[actions.index(k, t)] : 0;
                }
            }
            return new Rollout(actions, DIMENSION, latents, null);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            throw new UnsupportedOperationException("readouts are learned without it");
        }
    }
}
