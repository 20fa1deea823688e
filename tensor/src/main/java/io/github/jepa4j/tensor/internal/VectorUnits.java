package io.github.jepa4j.tensor.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Rectified units that get an action, and their gradient, one vector of units at a time.
final class VectorUnits {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorUnits() {}

    static void forward(HiddenUnits units, Rows hidden, Rows actions) {
        for (int row = 0; row < hidden.count(); row++) {
            int at = hidden.begin(row);
            int bound = S.loopBound(units.units());
            for (int i = 0; i < bound; i += L) {
                FloatVector sums = FloatVector.fromArray(S, hidden.values(), at + i);
                for (int axis = 0; axis < units.actions(); axis++) {
                    sums = FloatVector.fromArray(S, units.input(), axis * units.units() + i)
                            .fma(FloatVector.broadcast(S, actions.values()[actions.begin(row) + axis]), sums);
                }
                sums.add(FloatVector.fromArray(S, units.bias(), i)).max(0).intoArray(hidden.values(), at + i);
            }
            forwardLast(units, hidden.values(), at, actions.values(), actions.begin(row), bound);
        }
    }

    private static void forwardLast(HiddenUnits units, float[] hidden, int at, float[] actions, int offset, int bound) {
        for (int i = bound; i < units.units(); i++) {
            float sum = hidden[at + i];
            for (int axis = 0; axis < units.actions(); axis++) {
                sum += actions[offset + axis] * units.input()[axis * units.units() + i];
            }
            hidden[at + i] = Math.max(0, sum + units.bias()[i]);
        }
    }

    static void back(HiddenUnits units, Rows hidden, Rows gradient, Rows actions) {
        int count = units.units();
        for (int row = 0; row < hidden.count(); row++) {
            int at = gradient.begin(row);
            silenceRow(count, hidden.values(), hidden.begin(row), gradient.values(), at);
            for (int axis = 0; axis < units.actions(); axis++) {
                actions.values()[actions.begin(row) + axis] =
                        VectorGates.dot(gradient.values(), at, units.input(), axis * count, count);
            }
        }
    }

    /// No gradient passes a unit that was silent.
    private static void silenceRow(int count, float[] hidden, int from, float[] gradient, int to) {
        int bound = S.loopBound(count);
        FloatVector zero = FloatVector.zero(S);
        for (int i = 0; i < bound; i += L) {
            var silent = FloatVector.fromArray(S, hidden, from + i).compare(VectorOperators.LE, 0);
            FloatVector.fromArray(S, gradient, to + i).blend(zero, silent).intoArray(gradient, to + i);
        }
        for (int i = bound; i < count; i++) {
            if (hidden[from + i] <= 0) {
                gradient[to + i] = 0;
            }
        }
    }
}
