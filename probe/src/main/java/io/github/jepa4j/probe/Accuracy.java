package io.github.jepa4j.probe;

/// How often an answer is right.
final class Accuracy {

    private Accuracy() {}

    static double of(int[] answers, int[] labels) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += answers[i] == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }
}
