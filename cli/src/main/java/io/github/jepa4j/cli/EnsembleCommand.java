package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `jepa4j ensemble`: learns further predictors of a trained model, which part where it has not learned
/// enough.
@Command(
        name = "ensemble",
        header = "Learn further predictors of a trained model, by which it knows what it does not know.",
        description =
                "Learns predictors like the model's own from recorded episodes, each from another seed and other episodes."
                        + " Where they part, the model has not learned enough: a task with 'ensemble: true' keeps its"
                        + " guardrails in the worst of them. Judges them on episodes held out, and adds them to the model's"
                        + " file. The model itself stays as it is.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j ensemble --run runs/first --data runs/fresh-data",
            "  jepa4j ensemble --run runs/acrobot --data runs/acrobot-data --set fit=8 --set test=2",
            "  jepa4j ensemble --model model.safetensors --data runs/fresh-data --out wary.safetensors --set members=3"
        })
final class EnsembleCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final LearningAfterwards learning = new LearningAfterwards();

    @Override
    public Integer call() throws IOException {
        return learning.run(
                main.console(),
                EnsembleSettings.DEFAULTS,
                EpisodeStore::open,
                (model, store, chosen, console) -> new EnsembleLearning(model, store, chosen, console)::into,
                EnsembleFigures::print);
    }
}
