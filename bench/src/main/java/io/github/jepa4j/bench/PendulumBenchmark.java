package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.ConstantVelocity;
import io.github.jepa4j.evaluation.Forecaster;
import io.github.jepa4j.evaluation.LinearForecaster;
import io.github.jepa4j.evaluation.ModelForecaster;
import io.github.jepa4j.evaluation.OpenLoop;
import io.github.jepa4j.evaluation.Persistence;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.plant.LogColumn;
import io.github.jepa4j.plant.LogFile;
import io.github.jepa4j.plant.PlantLog;
import io.github.jepa4j.plant.PlantSchema;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How well models of a double pendulum, trained by `jepa4j train`, foresee its logs, beside a rigid-body fit.
@Command(
        name = "pendulum",
        description = "Open-loop error on logs of a double pendulum, beside persistence, constant velocity, a linear "
                + "model and a least-squares rigid-body fit.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PendulumBenchmark implements Callable<Integer> {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--model", split = ",", description = "Model files, such as one for each seed.", required = true)
    private List<Path> models = List.of();

    @Option(names = "--learn", split = ",", description = "The log to fit to, as in the plant's file.", required = true)
    private List<String> learn = List.of();

    @Option(names = "--held-out", split = ",", description = "The log to judge by.", required = true)
    private List<String> heldOut = List.of();

    @Option(
            names = "--horizons",
            split = ",",
            description = "In steps, increasing (${DEFAULT-VALUE}).",
            defaultValue = "5,25")
    private int[] horizons = {5, 25};

    @Override
    public Integer call() throws IOException {
        List<JepaModel> trained = new ArrayList<>();
        for (Path model : models) {
            trained.add(JepaModel.load(model));
        }
        String yaml = trained.getFirst().metadata().get("plant");
        if (yaml == null) {
            throw new IllegalArgumentException(
                    "The model %s does not say which plant it is of.\nMaybe it was not trained by 'jepa4j train plant.yaml'."
                            .formatted(models.getFirst()));
        }
        PlantSchema schema = PlantSchema.parse(yaml);
        List<Episode> learned = episodes(schema, learn);
        var layout =
                new SignalLayout(schema.signals().stream().map(LogColumn::name).toList(), schema.turns());
        RigidBodyFit rigidBody = RigidBodyFit.learn(learned, schema.stepSeconds());
        List<Forecaster> forecasters = new ArrayList<>(List.of(
                new Persistence(),
                new ConstantVelocity(schema.rates(), schema.stepSeconds()),
                LinearForecaster.learn(layout, learned),
                rigidBody));
        trained.forEach(model -> forecasters.add(new ModelForecaster(model)));
        var question = new OpenLoop.Question(
                layout, schema.signals().stream().map(LogColumn::unit).toList(), schema.stepSeconds(), horizons, 1);
        OpenLoop found = OpenLoop.judge(question, episodes(schema, heldOut), forecasters);
        Findings findings = options.findings("pendulum")
                .setting("models", models)
                .setting("learned from", learn)
                .setting("held out", heldOut)
                .setting("starts", found.starts())
                .setting("rigid body", Arrays.toString(rigidBody.parameters()));
        options.print(findings.add(table(found)));
        return 0;
    }

    private static List<Episode> episodes(PlantSchema schema, List<String> patterns) {
        return PlantLog.read(schema, LogFile.find(Path.of(""), patterns)).episodes().stream()
                .map(PlantLog.LoggedEpisode::episode)
                .toList();
    }

    private static Table table(OpenLoop found) {
        Table table = new Table("root mean squared error", "horizon s", "signal", "unit", "forecaster", "error");
        for (int h = 0; h < found.seconds().size(); h++) {
            for (int s = 0; s < found.signals().size(); s++) {
                for (OpenLoop.Errors errors : found.errors()) {
                    table.row(
                            found.seconds().get(h),
                            found.signals().get(s),
                            found.units().get(s),
                            errors.forecaster(),
                            errors.rmse()[h][s]);
                }
            }
        }
        return table;
    }
}
