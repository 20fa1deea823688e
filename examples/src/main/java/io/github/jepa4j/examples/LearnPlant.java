package io.github.jepa4j.examples;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.plant.LogFile;
import io.github.jepa4j.plant.PlantLog;
import io.github.jepa4j.plant.PlantSchema;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.JepaModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// From a plant's log to decisions, in a process of one's own: reads `tank.csv`, learns, and heats the tank to 60 °C
/// without ever passing 80 °C.
final class LearnPlant {

    private static final PlantSchema TANK = PlantSchema.parse("""
            name: heated tank
            time: {column: time, format: seconds}
            step: 10s
            signals:
              - {name: temperature, unit: °C, low: 0, high: 120}
              - {name: level, unit: m, low: 0, high: 2}
            actions:
              - {name: heater, unit: kW, low: 0, high: 10}
            """);

    static void main(String... settings) throws Exception {
        PlantLog log = PlantLog.read(TANK, LogFile.find(Path.of("."), List.of("tank.csv")));
        log.report().lines().forEach(System.out::println);
        JepaModel model = learn(log, settings);

        var signals = ((SignalsEncoder) model.encoder()).spec();
        var temperature =
                LinearReadout.exact("temperature", "°C", signals.weights("temperature"), signals.bias("temperature"));
        var agent = Agent.builder()
                .model(model)
                .actionSpace(TANK.actionSpace())
                .planner(new ImprovedCem(ImprovedCem.Config.defaults()))
                .fallback((seen, intended, reason) -> new Action(new float[] {0})) // the heater off
                .config(new Agent.Config(12, 1, true, Duration.ofMillis(200)))
                .clock(System::nanoTime)
                .build();
        agent.begin(
                Task.of("warm", new Reach(temperature, 60, 1, Times.all())).within(new SignalLimit(temperature, 0, 80)),
                1000,
                new Seed(1));
        System.out.println(agent.decide(new Signals(new float[] {30, 1})).action());
        System.out.println(agent.decide(new Signals(new float[] {Float.NaN, 1})).explain());
    }

    private static JepaModel learn(PlantLog log, String... settings) throws Exception {
        Path folder = Path.of("runs/tank-episodes");
        var first = StoreDescription.of(log.episodes().getFirst().episode());
        try (var writer = EpisodeWriter.open(folder, first)) {
            for (int i = writer.episodes(); i < log.episodes().size(); i++) {
                writer.append(log.episodes().get(i).episode());
            }
        }
        try (var episodes = EpisodeStore.open(folder)) {
            var layout = SignalLayout.of(TANK.signalSpace());
            return JepaTrainer.ofSignals(
                            episodes,
                            layout,
                            JepaConfig.signals().with(settings),
                            new Seed(1),
                            JepaTrainer.Clock.system())
                    .train(Path.of("runs/tank"));
        }
    }
}
