package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `jepa4j distil`: learns a policy from plans, by which is acted without search.
@Command(
        name = "distil",
        header = "Distil plans into a policy, to act without search.",
        description =
                "Plans from moments of recorded episodes to others of the same, and distils the plans into a policy, which"
                        + " tells from what is perceived and the goal what planning would come to. Tells, on episodes held"
                        + " out, how near it comes to search, and adds it to the model's file. The model itself stays as it"
                        + " is. Started again after it was cut off, the command goes on where it was. 'plan' and 'evaluate'"
                        + " then act by it: --set planning.policy=alone, or begin their search there:"
                        + " --set planning.policy=proposal.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j distil --run runs/first --data runs/fresh-data",
            "  jepa4j distil --model model.safetensors --data runs/fresh-data --out fast.safetensors --set plans=20000"
        })
final class DistilCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final LearningAfterwards learning = new LearningAfterwards();

    @Override
    public Integer call() throws IOException {
        return learning.runBy(
                main.console(),
                DistilSettings::from,
                EpisodeStore::open,
                (model, store, chosen, console) -> new Distilling(model, store, chosen, console)::into,
                DistilFigures::print);
    }
}
