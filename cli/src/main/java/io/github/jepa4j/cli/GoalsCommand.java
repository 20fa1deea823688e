package io.github.jepa4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `jepa4j goals`: teaches a trained model to turn places into goals.
@Command(
        name = "goals",
        header = "Teach a trained model to turn places into goals.",
        description =
                "Learns from recorded episodes what would be perceived if the dot were elsewhere, so that a place is a goal"
                        + " like a picture of it; and how many steps it takes there, around walls and through doors. Judges both on"
                        + " episodes held out, and adds them to the model's file. The model itself stays as it is.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j goals --run runs/first --data runs/fresh-data",
            "  jepa4j goals --model model.safetensors --data runs/fresh-data --out aiming.safetensors --json"
        })
final class GoalsCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final LearningAfterwards learning = new LearningAfterwards();

    @Override
    public Integer call() throws IOException {
        return learning.run(
                main.console(),
                GoalsSettings.DEFAULTS,
                RoomsStore::open,
                (model, store, chosen, console) -> new GoalLearning(model, store, chosen, console)::into,
                GoalFigures::print);
    }
}
