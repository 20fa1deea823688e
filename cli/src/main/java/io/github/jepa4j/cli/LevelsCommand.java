package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `jepa4j levels`: learns levels of abstraction above a trained model, on which is planned further ahead.
@Command(
        name = "levels",
        header = "Learn levels of abstraction above a trained model, to plan further ahead.",
        description =
                "Learns levels above a trained model from recorded episodes, one above the other: latents of their own, of which"
                        + " one step takes many steps of the level below, and macro-actions that stand for what is done in"
                        + " them. Tells how well each foresees episodes held out, and adds them to the model's file. The model"
                        + " itself stays as it is. Started again after it was cut off, the command goes on where it was. 'plan' and 'evaluate' then plan from the top down: --set"
                        + " planning.levels=2.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j levels --run runs/first --data runs/fresh-data",
            "  jepa4j levels --run runs/first --data runs/fresh-data --set levels=3 --set second.span=8",
            "  jepa4j levels --model model.safetensors --data runs/fresh-data --out far.safetensors --set chance=true"
        })
final class LevelsCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final LearningAfterwards learning = new LearningAfterwards();

    @Override
    public Integer call() throws IOException {
        return learning.run(
                main.console(),
                LevelsSettings.DEFAULTS,
                EpisodeStore::open,
                (model, store, chosen, console) -> new LevelsLearning(model, store, chosen, console)::into,
                LevelsFigures::print);
    }
}
