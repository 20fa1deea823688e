package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `jepa4j futures`: learns a latent variable of a trained model, by which it imagines that the same action can
/// lead to several futures.
@Command(
        name = "futures",
        header = "Learn which several futures the same action can lead to, and how likely each is.",
        description =
                "Learns a latent variable for a trained model, from recorded episodes: what was neither seen nor done, and"
                        + " decides what comes. It takes one of a few values, or is a few numbers (--set kind=continuous)."
                        + " It is inferred from what happened, and information has a price. Tells, on episodes held out,"
                        + " whether chances are the frequencies of what then happens, or the spread that of it, and"
                        + " adds the variable to the model's file. The model itself stays as it is. Started again after it"
                        + " was cut off, the command goes on where it was. 'plan' and 'evaluate'"
                        + " then imagine several futures of each plan: --set planning.futures=10 --set planning.risk=worst.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j futures --run runs/first --data runs/fresh-data",
            "  jepa4j futures --model model.safetensors --data runs/fresh-data --out unsure.safetensors --set variable.values=6"
        })
final class FuturesCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final LearningAfterwards learning = new LearningAfterwards();

    @Override
    public Integer call() throws IOException {
        return learning.run(
                main.console(),
                FuturesSettings.DEFAULTS,
                EpisodeStore::open,
                (model, store, chosen, console) -> new FuturesLearning(model, store, chosen, console)::into,
                FuturesFigures::print);
    }
}
