package io.github.jepa4j.probe;

import io.github.jepa4j.tensor.Seed;

/// Examples for tests: a cloud of normal features around the middle of each class.
final class Clouds {

    private Clouds() {}

    /// @param apart how far the middles are from each other, in deviations, along an axis each
    static Examples of(int size, int dimension, int classes, double apart, Seed seed) {
        var random = seed.generator();
        float[] features = new float[size * dimension];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % classes; // they come in turns
            for (int d = 0; d < dimension; d++) {
                double middle = d == labels[i] ? apart : 0;
                features[i * dimension + d] = (float) (middle + random.nextGaussian());
            }
        }
        return new Examples(features, labels);
    }

    /// The same features with labels that have nothing to do with them.
    static Examples mixedUp(Examples examples, Seed seed) {
        var random = seed.generator();
        int[] labels = new int[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(examples.classes());
        }
        return new Examples(examples.features(), labels);
    }
}
