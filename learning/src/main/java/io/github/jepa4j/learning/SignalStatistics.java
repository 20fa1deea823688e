package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import java.util.Arrays;

/// The mean and the standard deviation of each input (an angle's sine and cosine are one each) and of each action's
/// axis, over all that is stored; missing readings are passed over.
///
/// @param mean       `[I]`
/// @param std        `[I]`; 1 for an input that never varies
/// @param actionMean `[A]`
/// @param actionStd  `[A]`, likewise
record SignalStatistics(float[] mean, float[] std, float[] actionMean, float[] actionStd) {

    static SignalStatistics of(EpisodeStore store, SignalLayout layout) {
        int inputs = layout.names().size();
        for (float turn : layout.turns()) {
            inputs += turn > 0 ? 1 : 0;
        }
        // Only its expansion is used here, which needs no statistics.
        float[] ones = new float[inputs];
        Arrays.fill(ones, 1);
        var expansion = new SignalsSpec(layout.names(), layout.turns(), new float[inputs], ones, new int[] {1}, 1);
        RunningMoments signals = new RunningMoments(inputs);
        RunningMoments actions = new RunningMoments(store.description().actionDimension());
        float[] expanded = new float[inputs];
        for (int i = 0; i < store.episodes(); i++) {
            Episode episode = store.episode(i);
            for (Observation seen : episode.observations()) {
                expansion.expand(((Signals) seen).values(), expanded, 0);
                signals.add(expanded);
            }
            for (Action done : episode.actions()) {
                actions.add(done.values());
            }
        }
        return new SignalStatistics(signals.mean(), signals.std(), actions.mean(), actions.std());
    }
}
