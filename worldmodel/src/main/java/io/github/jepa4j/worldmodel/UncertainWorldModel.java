package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;

/// A model of a world in which the same action can lead to several futures. What decides between them, and
/// neither was seen nor is done, is a latent variable `z`; with it given, the model is a [WorldModel] as any other,
/// so that planners, objectives and guardrails need not know. Immutable, and safe to use from many threads.
///
/// Source: LeCun, *A path towards autonomous machine intelligence* (2022), §4.5: the latent variable of a
/// joint-embedding predictive architecture, by sweeping or drawing which the model imagines several futures.
public interface UncertainWorldModel {

    /// The number of latent dimensions, `D`.
    int latentDimension();

    /// The number of action axes, `A`: what the agent decides, `z` not among them.
    int actionDimension();

    /// What is likeliest at each step.
    WorldModel likeliest();

    /// One way in which chance may fall, drawn as likely as the model says. The same seed is the same chance for
    /// every candidate and every call: candidates are compared under the same luck, and what differs is what was
    /// done.
    WorldModel future(Seed seed);

    /// Several, each by a seed of its own.
    ///
    /// @param count at least 1
    default List<WorldModel> futures(int count, Seed seed) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "%d futures were asked for; there must be at least 1.\nMaybe the number was left unset."
                            .formatted(count));
        }
        return IntStream.range(0, count)
                .mapToObj(i -> future(seed.split("future").split(i)))
                .toList();
    }
}
