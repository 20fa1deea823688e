package io.github.jepa4j.cli;

import io.github.jepa4j.probe.AttentiveProbe;

/// How an attentive probe learns.
///
/// @param probe its sizes, how long and how fast
/// @param seed  of its first weights and of the order
record AttentiveSettings(AttentiveProbe.Settings probe, long seed) {

    /// The same for features of this dimension, which the heads of the attention must share.
    AttentiveSettings on(int dimension) {
        int heads = probe.heads();
        while (dimension % heads != 0) {
            heads--;
        }
        var fitting =
                new AttentiveProbe.Settings(probe.blocks(), heads, probe.epochs(), probe.batch(), probe.learningRate());
        return new AttentiveSettings(fitting, seed);
    }

    String words() {
        return "%d epochs at rate %s, seed %d".formatted(probe.epochs(), Words.significant(probe.learningRate()), seed);
    }
}
