package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.tensor.Seed;
import java.util.stream.IntStream;

/// What a method's networks are made from and of.
///
/// @param spec       the backbone's sizes
/// @param parameters what is trained
/// @param buffers    what is kept beside it
/// @param seed       of the first values
record Networks(ResNetSpec spec, Parameters parameters, Buffers buffers, Seed seed) {

    /// Before the names of the backbone's parameters: they stay when the rest is thrown away.
    static final String BACKBONE = "backbone";

    static Networks begin(ResNetSpec spec, Seed seed) {
        return new Networks(spec, new Parameters(seed), new Buffers(), seed);
    }

    /// Networks that begin with the same values, to follow these.
    Networks twin() {
        return begin(spec, seed);
    }

    Backbone backbone() {
        return new ResNetBackbone(parameters, buffers, spec);
    }

    /// A projector from a dimension through these widths.
    Projector projector(String name, int from, int[] widths) {
        int[] all = IntStream.concat(IntStream.of(from), IntStream.of(widths)).toArray();
        return new Projector(parameters, buffers, name, all);
    }
}
