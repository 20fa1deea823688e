package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.Seed;
import java.util.List;

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

    /// Several ways in which chance may fall, equally likely. They are drawn together: at each step what has a
    /// probability of one in `count` or more happens in about as many of them, so that no plan finds a moment
    /// at which all are lucky. The same seed is the same chance for every candidate and every call: candidates
    /// are compared under the same luck, and what differs is what was done.
    ///
    /// Source: Latin hypercube sampling, McKay, Beckman and Conover (1979), each step being a dimension.
    ///
    /// @param count at least 1
    List<WorldModel> futures(int count, Seed seed);

    /// One way, drawn as likely as the model says.
    default WorldModel future(Seed seed) {
        return futures(1, seed).getFirst();
    }
}
