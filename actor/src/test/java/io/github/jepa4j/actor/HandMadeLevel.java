package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import java.util.Map;
import java.util.TreeMap;

/// A level above a world in which a latent of two numbers moves by each action: its latents are the same two numbers,
/// a step of it takes several of the world's, and a macro-action is the sum of theirs. It proposes eight ways to go,
/// all alike everywhere, and nothing about the origin has any support: it was never there.
final class HandMadeLevel {

    private static final float WAVE = 0.25f;

    private HandMadeLevel() {}

    /// @param span   how many steps it takes in one
    /// @param length how far each of the eight ways goes
    static Level of(int span, float length) {
        return of(span, length, new TreeMap<>());
    }

    /// One whose latents are all the same in the level below.
    static Level thatTellsNothing(int span, float length) {
        Map<String, Tensor> changed = new TreeMap<>();
        changed.put("decoder.output.weight", Tensor.zeros(2, 4));
        return of(span, length, changed);
    }

    /// One above a world in which nearly always the first of the eight ways was gone.
    static Level ofOneWay(int span, float length) {
        Map<String, Tensor> changed = new TreeMap<>();
        float[] rare = {0, -6, -6, -6, -6, -6, -6, -6};
        changed.put("affordances.output.bias", new Tensor(new int[] {8}, rare));
        return of(span, length, changed);
    }

    private static Level of(int span, float length, Map<String, Tensor> changed) {
        var spec = new LevelSpec(2, 2, span, 2, 0, 2, 8, 2, 4);
        Map<String, Tensor> weights = new TreeMap<>();
        identity(weights, "encoder.", 1);
        identity(weights, "decoder.", 1);
        identity(weights, "macro.", span);
        weights.put("predictor.hidden.0.weight", Tensor.zeros(4, 2));
        weights.put("predictor.hidden.0.bias", Tensor.zeros(4));
        weights.put("predictor.action.weight", both(1));
        weights.put(
                "predictor.hidden.1.weight",
                new Tensor(new int[] {4, 4}, new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}));
        weights.put("predictor.hidden.1.bias", Tensor.zeros(4));
        weights.put("predictor.output.weight", difference());
        weights.put("predictor.output.bias", Tensor.zeros(2));
        weights.put("waves", new Tensor(new int[] {2, 2}, new float[] {WAVE, 0, 0, WAVE}));
        weights.put("affordances.hidden.0.weight", Tensor.zeros(4, 4));
        weights.put("affordances.hidden.0.bias", Tensor.zeros(4));
        weights.put("affordances.output.weight", Tensor.zeros(8, 4));
        weights.put("affordances.output.bias", Tensor.zeros(8));
        putSupport(weights);
        weights.put("codes", codes(length));
        weights.put("step", new Tensor(new int[] {1}, new float[] {length}));
        weights.putAll(changed);
        return Level.of(spec, weights);
    }

    /// What is above 0 less what is below, of sums of as many pairs.
    private static void identity(Map<String, Tensor> weights, String prefix, int pairs) {
        weights.put(prefix + "hidden.0.weight", both(pairs));
        weights.put(prefix + "hidden.0.bias", Tensor.zeros(4));
        weights.put(prefix + "output.weight", difference());
        weights.put(prefix + "output.bias", Tensor.zeros(2));
    }

    private static Tensor both(int pairs) {
        float[] values = new float[4 * 2 * pairs];
        for (int unit = 0; unit < 4; unit++) {
            for (int pair = 0; pair < pairs; pair++) {
                values[unit * 2 * pairs + 2 * pair + unit / 2] = unit % 2 == 0 ? 1 : -1;
            }
        }
        return new Tensor(new int[] {4, 2 * pairs}, values);
    }

    private static Tensor difference() {
        return new Tensor(new int[] {2, 4}, new float[] {1, -1, 0, 0, 0, 0, 1, -1});
    }

    /// Odds of e^5, but where `cos(x / 4) + cos(y / 4) > 1.7`, which is a disc of radius 3.1 about the
    /// origin (and about places some 25 away), far less.
    private static void putSupport(Map<String, Tensor> weights) {
        float[] first = new float[16];
        first[2] = 100;
        first[3] = 100; // features are both sines, then both cosines
        weights.put("support.hidden.0.weight", new Tensor(new int[] {4, 4}, first));
        weights.put("support.hidden.0.bias", new Tensor(new int[] {4}, new float[] {-170, 0, 0, 0}));
        weights.put("support.output.weight", new Tensor(new int[] {1, 4}, new float[] {-100, 0, 0, 0}));
        weights.put("support.output.bias", new Tensor(new int[] {1}, new float[] {5}));
    }

    /// Eight ways to go, each as far.
    static Tensor codes(float length) {
        float[] codes = new float[16];
        for (int way = 0; way < 8; way++) {
            codes[2 * way] = (float) (length * Math.cos(way * Math.PI / 4));
            codes[2 * way + 1] = (float) (length * Math.sin(way * Math.PI / 4));
        }
        return new Tensor(new int[] {8, 2}, codes);
    }
}
