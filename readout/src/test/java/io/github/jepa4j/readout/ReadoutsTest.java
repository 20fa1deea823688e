package io.github.jepa4j.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.PerceptronReadout;
import io.github.jepa4j.objective.RecalibratedReadout;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.SafeTensorsException;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readouts in a model's file.
class ReadoutsTest {

    private static final Path TRAINED = Path.of("..", "models", "two-rooms", "model.safetensors");
    private static final int DIMENSION = 256;

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void takeAModelWithoutReadouts() throws IOException {
        model = folder.resolve("model.safetensors");
        SafeTensors trained = SafeTensors.read(TRAINED);
        Map<String, Tensor> tensors = new TreeMap<>(trained.tensors());
        tensors.keySet().removeIf(Readouts::isTensor); // it has readouts of its own
        Map<String, String> metadata = new TreeMap<>(trained.metadata());
        metadata.remove("readouts");
        new SafeTensors(tensors, metadata).write(model);
    }

    private static LinearReadout linear(String name, int dimension) {
        return new LinearReadout(name, "px", normals(dimension, 1), 0.5f, new float[] {1, 2});
    }

    private static Readouts some() {
        var bent =
                new PerceptronReadout(linear("y", DIMENSION), normals(3 * DIMENSION, 2), normals(3, 3), normals(3, 4));
        return new Readouts(
                List.of(
                        new CalibratedReadout(linear("x", DIMENSION), new float[] {3, 4}),
                        new CalibratedReadout(bent, new float[] {5, Float.POSITIVE_INFINITY})),
                0.9,
                Map.of("data", "abc"));
    }

    @Test
    void whatIsKeptInAModelsFileIsReadBack() throws IOException {
        some().write(model, model);
        Readouts read = Readouts.load(model);
        assertThat(read.names()).containsExactly("x", "y");
        assertThat(read.readout("x")).isEqualTo(some().readout("x"));
        assertThat(read.readout("y")).isEqualTo(some().readout("y"));
        assertThat(read.overPath("y")).isEqualTo(some().overPath("y"));
        assertThat(read.overPath("x").error(1)).isEqualTo(4);
        assertThat(read.coverage()).isEqualTo(0.9);
        assertThat(read.provenance()).containsEntry("data", "abc");
    }

    @Test
    void theModelStaysAsItWasInSinglePrecisionAndInHalf() throws IOException {
        Path half = folder.resolve("half");
        SafeTensors.read(model).write(half, DType.F16);
        for (Path file : List.of(model, half)) {
            SafeTensors before = SafeTensors.read(file);
            Map<String, DType> stored = SafeTensors.dtypes(file);
            some().write(file, file);
            SafeTensors after = SafeTensors.read(file);
            assertThat(after.tensors()).containsAllEntriesOf(before.tensors());
            assertThat(after.metadata()).containsAllEntriesOf(before.metadata());
            assertThat(SafeTensors.dtypes(file)).containsAllEntriesOf(stored);
            assertThat(JepaModel.load(file).encoder().dimension()).isEqualTo(DIMENSION);
            assertThat(Readouts.load(file).readout("y")).isEqualTo(some().readout("y")); // not rounded to a half
        }
    }

    @Test
    void newReadoutsTakeThePlaceOfOldOnes() throws IOException {
        some().write(model, model);
        var only =
                new Readouts(List.of(new CalibratedReadout(linear("z", DIMENSION), new float[] {1, 1})), 0.8, Map.of());
        Path other = folder.resolve("other");
        only.write(model, other);
        assertThat(Readouts.load(other).names()).containsExactly("z");
        assertThat(SafeTensors.read(other).tensors().keySet())
                .noneMatch(name -> name.startsWith("readout.x") || name.startsWith("readout.y"));
        assertThat(Readouts.load(model).names()).containsExactly("x", "y");
    }

    @Test
    void aModelWithoutReadoutsSaysSo() throws IOException {
        some().write(model, model);
        SafeTensors file = SafeTensors.read(model);
        assertThat(Readouts.in(file)).isTrue();
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        metadata.remove("readouts");
        var without = new SafeTensors(file.tensors(), metadata);
        assertThat(Readouts.in(without)).isFalse();
        assertThatThrownBy(() -> Readouts.of(without))
                .hasMessageContaining("It holds no readouts")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void damagedReadoutsAreRefusedWithAReason() {
        refused((tensors, _) -> tensors.remove("readout.y.in_bias"), "There is no tensor readout.y.in_bias");
        refused((tensors, _) -> tensors.put("readout.x.weight", Tensor.zeros(7)), "shape [7], but [256] was expected");
        refused((tensors, _) -> tensors.put("readout.x.error", Tensor.zeros(5)), "shape [5], but [2] was expected");
        refused((tensors, _) -> tensors.get("readout.x.weight").values()[3] = Float.NaN, "x has the weight NaN");
        refused((tensors, _) -> tensors.get("readout.x.path_error").values()[1] = -1, "x has the error -1.0");
        refused((_, metadata) -> metadata.put("readouts", "{\"version\":1"), "cannot be understood");
        refused((_, metadata) -> metadata.put("readouts", "null"), "cannot be understood");
        refused((_, metadata) -> edit(metadata, "\"version\":1", "\"version\":2"), "are of version 2");
        refused((_, metadata) -> edit(metadata, "\"coverage\":0.9", "\"coverage\":90"), "coverage 90.0");
        refused((_, metadata) -> edit(metadata, "\"name\":\"y\"", "\"name\":\"x\""), "shape");
        refused(
                (_, metadata) -> edit(metadata, "\"dimension\":256,\"hidden\":3", "\"dimension\":7,\"hidden\":3"),
                "7 latent");
        refused((_, metadata) -> edit(metadata, "\"horizon\":1", "\"horizon\":-1"), "steps ahead");
    }

    private void refused(BiConsumer<Map<String, Tensor>, Map<String, String>> damage, String reason) {
        SafeTensors file = ReadoutTensors.added(new SafeTensors(Map.of(), Map.of()), some(), DIMENSION);
        Map<String, Tensor> tensors = new TreeMap<>(file.tensors());
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        damage.accept(tensors, metadata);
        assertThatThrownBy(() -> Readouts.of(new SafeTensors(tensors, metadata)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void theFileIsNamedWhenItsReadoutsAreRefused() {
        assertThatThrownBy(() -> Readouts.load(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(model.toString())
                .hasMessageContaining("It holds no readouts");
    }

    private static void edit(Map<String, String> metadata, String from, String to) {
        String edited = metadata.get("readouts").replace(from, to);
        assertThat(edited).isNotEqualTo(metadata.get("readouts"));
        metadata.put("readouts", edited);
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        some().write(model, model);
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> Readouts.load(model)).isInstanceOf(SafeTensorsException.class);
    }

    @Test
    void readoutsOfAnotherModelAreNotWrittenAndTheFileStays() throws IOException {
        byte[] before = Files.readAllBytes(model);
        var other = new Readouts(List.of(new CalibratedReadout(linear("x", 7), new float[] {3, 4})), 0.9, Map.of());
        assertThatThrownBy(() -> other.write(model, model))
                .hasMessageContaining("for 7 latent dimensions, but the model has 256")
                .hasMessageContaining("\nMaybe");
        var ownKind = new Readouts(
                List.of(new CalibratedReadout(
                        new RecalibratedReadout(linear("x", DIMENSION), new float[2]), new float[2])),
                0.9,
                Map.of());
        assertThatThrownBy(() -> ownKind.write(model, model))
                .hasMessageContaining("of no kind that a file can keep")
                .hasMessageContaining("\nMaybe");
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> some().readout("z"))
                .hasMessageContaining("no readout 'z'; there are [x, y]")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void twoOfTheSameNameAreRefused() {
        var twice = new CalibratedReadout(linear("x", 2), new float[2]);
        assertThatThrownBy(() -> new Readouts(List.of(twice, twice), 0.9, Map.of()))
                .hasMessageContaining("Two readouts are called 'x'")
                .hasMessageContaining("\nMaybe");
    }

    private static float[] normals(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
