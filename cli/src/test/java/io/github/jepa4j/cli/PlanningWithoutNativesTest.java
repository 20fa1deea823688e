package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.worldmodel.WorldModel;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;

/// Planning in a Java that has nothing on its class path but the pure modules and the JSON reader.
class PlanningWithoutNativesTest {

    private static final List<Class<?>> ALL_IT_TAKES = List.of(
            Tensor.class,
            Environment.class,
            Encoder.class,
            WorldModel.class,
            Objective.class,
            Planner.class,
            Agent.class,
            JsonParser.class,
            ObjectMapper.class,
            JsonProperty.class,
            PlanWithoutNatives.class);

    @TempDir
    static Path folder;

    private static String model = "";

    @BeforeAll
    static void train() {
        TinyRun tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
        assertThat(tiny.train("run", "--set", "training.steps=2").code()).isZero();
        model = tiny.run("run").resolve("model.safetensors").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with the Vector API", "without"})
    void aTrainedModelPlansWithNoNativeLibraryOnTheClassPath(String kernels) throws Exception {
        String path = ALL_IT_TAKES.stream()
                .map(PlanningWithoutNativesTest::place)
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(path).doesNotContain("bytedeco", "pytorch", "javacpp");
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                kernels.equals("without") ? "-Dplain=true" : "--add-modules=jdk.incubator.vector",
                "-cp",
                path,
                PlanWithoutNatives.class.getName(),
                model);
        Process process =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Action[").doesNotContain("NaN");
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
