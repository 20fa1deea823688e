package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.worldmodel.Ensemble;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `jepa4j train plant.yaml`, on a log of a cart that is pushed.
class PlantCommandTest {

    private static final String PLANT = """
            plant:
              name: cart
              time: {column: t, format: seconds}
              step: 100ms
              signals:
                - {name: place, unit: m, rate: speed}
                - {name: speed, unit: m/s}
              actions:
                - {name: push, unit: N, low: -1, high: 1}
            log:
              learn: [cart.csv]
            horizons: [100ms, 500ms]
            training:
              steps: 20
              windows: 8
              frames: 6
              unrolled: 5
              threads: 1
              checkpoint: 5
              model: {widths: [4], latentDimension: 2, hidden: 8}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void log() throws IOException {
        StringBuilder csv = new StringBuilder("t,place,speed,push\n");
        double place = 0;
        double speed = 0;
        for (int t = 0; t < 300; t++) {
            double push = Math.sin(0.3 * t);
            if (t != 120) { // a row is missing, which is no gap
                csv.append(String.format(Locale.ROOT, "%.1f,%.4f,%.4f,%.4f%n", 0.1 * t, place, speed, push));
            }
            place += 0.1 * speed;
            speed += 0.1 * (push - 0.2 * speed);
        }
        Files.writeString(folder.resolve("cart.csv"), csv);
        Files.writeString(folder.resolve("cart.yaml"), PLANT);
    }

    private TinyRun.Answer train(String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "train";
        arguments[1] = folder.resolve("cart.yaml").toString();
        arguments[2] = "--run";
        arguments[3] = folder.resolve("run").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return TinyRun.command(arguments);
    }

    @Test
    void aPlantIsLearnedFromItsLogAndItsOpenLoopErrorsAreToldBesideThoseOfOthers() throws IOException {
        TinyRun.Answer trained = train();

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err())
                .contains("log: 1 files, 299 rows: 1 episodes of 299 steps in all", "train: 20 steps in");
        assertThat(trained.out())
                .contains("held out: the last 20 % of each episode", "after 0.5 s", "place [m]")
                .containsPattern("model +persistence +constant velocity +linear");
        JepaModel model = JepaModel.load(folder.resolve("run/model.safetensors"));
        assertThat(model.metadata().get("plant")).contains("name: cart");
        assertThat(folder.resolve("run/open-loop.txt")).exists();

        JsonNode again = train("--resume", "--json").figures();
        JsonNode openLoop = again.get("open_loop");
        assertThat(openLoop.get("seconds").get(1).asDouble()).isEqualTo(0.5);
        assertThat(openLoop.get("errors").get(3).get("forecaster").asString()).isEqualTo("linear");
        double linear = openLoop.get("errors").get(3).get("rmse").get(1).get(0).asDouble();
        double persistence =
                openLoop.get("errors").get(1).get("rmse").get(1).get(0).asDouble();
        assertThat(linear).isLessThan(0.01 * persistence); // the cart is linear
    }

    @Test
    void aPlantsModelLearnsAnEnsembleFromTheEpisodesOfItsRun() throws IOException {
        String[] rows = Files.readString(folder.resolve("cart.csv")).split("\n", 2);
        Files.writeString(folder.resolve("later.csv"), rows[0] + "\n" + rows[1].replaceAll("(?m)^", "9"));
        assertThat(train("--set", "log.learn=[cart.csv,later.csv]").code()).isZero();
        Path run = folder.resolve("run");

        TinyRun.Answer answer = TinyRun.command(
                "ensemble",
                "--run",
                run.toString(),
                "--data",
                folder.resolve("run-data").toString(),
                "--set",
                "fit=1",
                "--set",
                "test=1",
                "--set",
                "updates=2",
                "--set",
                "threads=1");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("member 3", "16 ahead", "3 times as far");
        assertThat(Ensemble.of(SafeTensors.read(run.resolve("model.safetensors")))
                        .members())
                .hasSize(4);
    }

    @Test
    void otherSettingsForTheSameRunAndALogThatIsNotThereAreRefused() {
        assertThat(train("--set", "training.steps=2").code()).isZero();

        train("--resume", "--set", "training.steps=3").failedWith(1, "begun with another plant, log or settings");
        train("--set", "log.learn=[absent.csv]").failedWith(1, "No log file is found by 'absent.csv'");
        train("--set", "plant.stepp=1s").failedWith(2, "there is no key");
        train("--data", "somewhere").failedWith(1, "--data and --preset");
    }
}
