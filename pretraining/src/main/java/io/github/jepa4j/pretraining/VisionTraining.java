package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Collapse;
import io.github.jepa4j.learning.TrainingDivergedException;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.Optimiser;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.run.Checkpoint;
import io.github.jepa4j.run.TrainingLoop.Standing;
import io.github.jepa4j.run.TrainingLoop.Training;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The updates of networks that learn to see; every batch is a function of seed and step.
final class VisionTraining implements Training {

    private static final String FILE = "state.safetensors";
    private static final String FOLLOWER = "follower.";

    private final Lessons lessons;
    private final Optimisation config;
    private final Parameters parameters;
    private final Buffers buffers;
    private final Learner learner;
    private final Optimiser optimizer;
    private final WarmupCosine schedule;

    /// What is learned from.
    ///
    /// @param clips      images or clips
    /// @param statistics that they are normalised by
    /// @param seed       of order and views
    record Lessons(LabelledClips clips, ChannelStatistics statistics, Seed seed) {

        Lesson of(long step, int batch) {
            int[] drawn = clips.drawn(step, batch, seed.split("order"));
            return new Lesson(clips, drawn, statistics, seed.split("views").split(step));
        }
    }

    VisionTraining(Lessons lessons, Optimisation config, Parameters parameters, Buffers buffers, Learner learner) {
        this.lessons = lessons;
        this.config = config;
        this.parameters = parameters;
        this.buffers = buffers;
        this.learner = learner;
        optimizer = config.optimiser(parameters);
        schedule = new WarmupCosine(config.learningRate(), config.lastRate(), config.warmupSteps(), config.steps());
    }

    @Override
    public Map<String, Double> update(long step, boolean logged) {
        try (Scope scope = Scope.open()) {
            return Natives.named("train on a batch of %d".formatted(config.batch()), () -> {
                Learner.Outcome outcome = learner.look(lessons.of(step, config.batch()));
                Map<String, Double> metrics = new LinkedHashMap<>();
                descend(step, outcome, metrics);
                learner.updated(step);
                if (logged) {
                    measure(step, outcome, metrics);
                }
                return metrics;
            });
        }
    }

    private void descend(long step, Learner.Outcome outcome, Map<String, Double> metrics) {
        double total = outcome.loss().total().item_float();
        if (!Double.isFinite(total)) {
            throw TrainingDivergedException.ofLoss(step, total);
        }
        List<org.bytedeco.pytorch.Tensor> gradients =
                parameters.gradients(outcome.loss().total());
        double norm = clip(gradients, false);
        double aside = clip(gradients, true);
        if (!Double.isFinite(norm) || !Double.isFinite(aside)) {
            throw TrainingDivergedException.ofGradient(step, "network", norm + aside);
        }
        optimizer.step(gradients, schedule.rate(step));
        metrics.put("loss.total", total);
        metrics.put("gradient_norm.network", norm);
    }

    /// Each kind by a norm of its own, so that what learns aside does not shorten what the rest learns.
    private double clip(List<org.bytedeco.pytorch.Tensor> gradients, boolean aside) {
        List<String> names = parameters.names();
        List<org.bytedeco.pytorch.Tensor> some = IntStream.range(0, names.size())
                .filter(i -> learner.isAside(names.get(i)) == aside)
                .mapToObj(gradients::get)
                .toList();
        return some.isEmpty() ? 0 : GradientClip.clip(some, config.clip());
    }

    private void measure(long step, Learner.Outcome outcome, Map<String, Double> metrics) {
        outcome.loss().parts().forEach((name, part) -> metrics.put("loss." + name, (double) part.item_float()));
        if (learner.isWatchedForCollapse()) {
            Collapse collapse = Collapse.of(outcome.features());
            metrics.put("collapse.std_min", collapse.leastStd());
            metrics.put("collapse.std_mean", collapse.meanStd());
            metrics.put("collapse.effective_rank", collapse.effectiveRank());
        }
        metrics.put("learning_rate", schedule.rate(step));
    }

    @Override
    public void save(Path directory, Standing standing) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.copy(learner::isKept));
        tensors.putAll(buffers.copy());
        tensors.putAll(optimizer.copy());
        learner.followers().forEach((name, tensor) -> tensors.put(FOLLOWER + name, tensor));
        Map<String, String> metadata = Map.of(
                "format", "jepa4j-pretraining/1",
                "step", Long.toString(standing.step()),
                "optimizer_steps", Long.toString(optimizer.steps()),
                "seconds", Double.toString(standing.seconds()));
        new SafeTensors(tensors, metadata).write(directory.resolve(FILE));
    }

    @Override
    public Standing restore(Checkpoint checkpoint) throws IOException {
        SafeTensors file = SafeTensors.read(checkpoint.file(FILE));
        parameters.load(file.tensors(), learner::isKept);
        buffers.load(file.tensors());
        optimizer.load(file.tensors(), Long.parseLong(required(file, "optimizer_steps")));
        Map<String, Tensor> followers = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(FOLLOWER)) {
                followers.put(name.substring(FOLLOWER.length()), tensor);
            }
        });
        learner.restore(followers);
        return new Standing(Long.parseLong(required(file, "step")), Double.parseDouble(required(file, "seconds")));
    }

    private static String required(SafeTensors file, String key) throws IOException {
        String value = file.metadata().get(key);
        if (value == null) {
            throw new IOException(
                    "The checkpoint has no entry '%s' in its metadata.\nMaybe it is of another kind of training."
                            .formatted(key));
        }
        return value;
    }
}
