package io.github.jepa4j.cli;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.pretraining.Optimisation;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import java.io.IOException;
import java.nio.file.Path;

/// What `train` does with a file of images or videos.
///
/// @param <S> the settings themselves
interface SeeingSettings<S extends Record & SeeingSettings<S>> {

    /// Everything random is split from it.
    long seed();

    /// The same with the source's path resolved against a folder.
    S from(Path base);

    /// The same without the path, which may change while a run is under way: what is learned from is known by its
    /// hash.
    S withoutPlace();

    /// The section of the training, before the dot of a setting.
    String section();

    Optimisation optimisation();

    /// In words, such as `vicreg`.
    String method();

    /// Reads or draws what is learned from.
    ///
    /// @param limits of files that are read
    Material material(MediaLimits limits, Console console) throws IOException;

    /// Makes ready to learn.
    ///
    /// @throws IllegalArgumentException where that cannot be learned from
    Learning learning(Material material, Clock clock) throws IOException;

    /// A training that is ready to begin, or to go on.
    @FunctionalInterface
    interface Learning {

        /// Trains to the end and writes the model.
        void train(RunFolder run, TrainingLoop.Listener listener) throws IOException;
    }
}
