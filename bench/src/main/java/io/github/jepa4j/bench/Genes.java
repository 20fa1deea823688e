package io.github.jepa4j.bench;

/// Reads a scenario off its numbers, one after the other.
final class Genes {

    private final double[] numbers;
    private int next;

    Genes(double[] numbers) {
        this.numbers = numbers;
    }

    /// In [low, high].
    double between(double low, double high) {
        return low + numbers[next++] * (high - low);
    }

    /// In 0 .. count - 1.
    int index(int count) {
        return Math.min(count - 1, (int) (numbers[next++] * count));
    }
}
