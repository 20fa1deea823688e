package io.github.jepa4j.cli;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.Optimisation;
import io.github.jepa4j.pretraining.Pretrainer;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.tensor.Seed;

/// What `train` does with a file that has a section `pretraining`, of images or of videos.
///
/// @param <S> the settings themselves
interface PretrainingSettings<S extends Record & SeeingSettings<S>> extends SeeingSettings<S> {

    /// How is learned from them.
    PretrainingConfig pretraining();

    @Override
    default String section() {
        return "pretraining";
    }

    @Override
    default Optimisation optimisation() {
        return pretraining().optimisation();
    }

    @Override
    default String method() {
        return pretraining().method().label();
    }

    @Override
    default Learning learning(Material material, Clock clock) {
        return new Pretrainer(material.clips(), material.hash(), pretraining(), new Seed(seed()), clock)::train;
    }
}
