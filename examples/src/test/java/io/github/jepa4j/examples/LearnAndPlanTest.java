package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's program as a reader would start it: a Java of its own, in an empty folder, with a training
/// made small by its arguments.
class LearnAndPlanTest {

    private static final List<String> SMALL = List.of(
            "steps=4",
            "windows=4",
            "frames=5",
            "unrolled=3",
            "encoded=[]",
            "threads=2",
            "model.widths=[4, 8]",
            "model.latentDimension=16");

    @TempDir
    Path folder;

    @Test
    void theReadmesProgramLearnsPlansAndPrintsItsDecisionAndPrintsItAgainFromWhatItKept() throws Exception {
        String decision = run();
        assertThat(decision).matches("Action\\[-?[0-9.E-]+, -?[0-9.E-]+]\\R");
        JepaModel model = JepaModel.load(folder.resolve("runs/first/model.safetensors"));
        assertThat(model.encoder().dimension()).isEqualTo(16);
        assertThat(run()).isEqualTo(decision);
    }

    private String run() throws IOException, InterruptedException {
        return ExampleProcess.run(LearnAndPlan.class, folder, SMALL);
    }
}
