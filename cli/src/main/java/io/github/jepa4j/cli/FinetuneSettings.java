package io.github.jepa4j.cli;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.pretraining.FineTuner;
import io.github.jepa4j.pretraining.FineTuningConfig;
import io.github.jepa4j.pretraining.Optimisation;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;

/// What `finetune` does.
///
/// @param seed       everything random is split from it
/// @param weights    which are fine-tuned
/// @param files      what is learned from, and what judges
/// @param finetuning how
record FinetuneSettings(long seed, WeightsSource weights, TuningFiles files, FineTuningConfig finetuning)
        implements SeeingSettings<FinetuneSettings> {

    static FinetuneSettings of(FineTuningConfig finetuning) {
        return new FinetuneSettings(1, WeightsSource.none(), TuningFiles.none(), finetuning);
    }

    FinetuneSettings with(WeightsSource otherWeights) {
        return new FinetuneSettings(seed, otherWeights, files, finetuning);
    }

    FinetuneSettings with(TuningFiles otherFiles) {
        return new FinetuneSettings(seed, weights, otherFiles, finetuning);
    }

    @Override
    public FinetuneSettings from(Path base) {
        return with(weights.at(Sources.resolved(weights.path(), base)))
                .with(files.at(Sources.resolved(files.path(), base)));
    }

    @Override
    public FinetuneSettings withoutPlace() {
        return with(weights.at(null)).with(files.at(null));
    }

    @Override
    public String section() {
        return "finetuning";
    }

    @Override
    public Optimisation optimisation() {
        return finetuning.optimisation();
    }

    @Override
    public String method() {
        return finetuning.method();
    }

    @Override
    public Material material(MediaLimits limits, Console console) throws IOException {
        return split(limits, console).learned();
    }

    /// Reads what is learned from, and what judges.
    Split split(MediaLimits limits, Console console) throws IOException {
        return files.split(weights.open().recognised().spec(), weights.frames() == 1, limits, console);
    }

    @Override
    public Learning learning(Material material, Clock clock) throws IOException {
        return new FineTuner(material.clips(), weights.open(), finetuning, new Seed(seed), clock)::train;
    }
}
