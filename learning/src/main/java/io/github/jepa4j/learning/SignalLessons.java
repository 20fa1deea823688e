package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.Prefetcher;
import io.github.jepa4j.data.SignalBatch;
import io.github.jepa4j.data.SignalSampler;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionScale;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/// A training on signals. They and the actions are standardised by their statistics over the whole store.
final class SignalLessons implements Lessons<SignalBatch> {

    private static final int READERS = 1;
    private static final int PREFETCHED = 3;

    private final SignalSampler sampler;
    private final SignalsSpec spec;
    private final ActionScale scale;
    private final int[] encoded;
    private float[] inputs = new float[0];
    private float[] actions = new float[0];

    SignalLessons(EpisodeStore store, SignalLayout layout, JepaConfig config, Seed seed) {
        sampler = new SignalSampler(store, config.frames(), config.windows(), seed.split("windows"));
        SignalStatistics statistics = SignalStatistics.of(store, layout);
        spec = new SignalsSpec(
                layout.names(),
                layout.turns(),
                statistics.mean(),
                statistics.std(),
                config.model().widths(),
                config.model().latentDimension());
        scale = new ActionScale(statistics.actionMean(), statistics.actionStd());
        encoded = config.encodedFrames();
    }

    @Override
    public SignalsSpec encoder() {
        return spec;
    }

    @Override
    public ActionScale scale() {
        return scale;
    }

    @Override
    public Prefetcher<SignalBatch> batches(long firstStep) {
        return new Prefetcher<>(sampler, firstStep, READERS, PREFETCHED);
    }

    @Override
    public Tensor observations(SignalBatch batch) {
        int count = batch.windows() * encoded.length;
        if (inputs.length != count * spec.inputs()) {
            inputs = new float[count * spec.inputs()];
        }
        int signals = batch.signalDimension();
        for (int b = 0; b < batch.windows(); b++) {
            for (int m = 0; m < encoded.length; m++) {
                int from = (b * batch.frames() + encoded[m]) * signals;
                float[] frame = Arrays.copyOfRange(batch.signals(), from, from + signals);
                spec.normalise(frame, inputs, (b * encoded.length + m) * spec.inputs());
            }
        }
        return Natives.of(inputs, count, spec.inputs());
    }

    @Override
    public Tensor actions(SignalBatch batch) {
        int dimension = scale.dimension();
        if (actions.length != batch.actions().length) {
            actions = new float[batch.actions().length];
        }
        for (int i = 0; i < actions.length; i++) {
            int axis = i % dimension;
            actions[i] = (batch.actions()[i] - scale.mean()[axis]) / scale.std()[axis];
        }
        return Natives.of(actions, batch.windows(), batch.frames() - 1L, dimension);
    }
}
