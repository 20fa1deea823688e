package io.github.jepa4j.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.StoredTensors.Description;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTensorsTest {

    @TempDir
    Path folder;

    @Test
    void everyKindOfNumberIsReadAsTheFloatNearestToIt() throws IOException {
        Path file = folder.resolve("kinds");
        String json = """
                {"a":{"dtype":"F64","shape":[3],"data_offsets":[0,24]},\
                "b":{"dtype":"I64","shape":[2],"data_offsets":[24,40]},\
                "c":{"dtype":"I32","shape":[2],"data_offsets":[40,48]},\
                "d":{"dtype":"U8","shape":[2],"data_offsets":[48,50]},\
                "e":{"dtype":"BOOL","shape":[3],"data_offsets":[50,53]}}""";
        ByteBuffer data = ByteBuffer.allocate(53).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putDouble(1e300).putDouble(-2);
        data.putLong(-(1L << 62)).putLong((1L << 24) + 1);
        data.putInt(Integer.MIN_VALUE).putInt(7);
        data.put((byte) 255).put((byte) 0);
        data.put((byte) 0).put((byte) 1).put((byte) 2);
        write(file, json, data.array());

        try (StoredTensors stored = StoredTensors.open(file)) {
            assertThat(stored.tensor("a").values()).containsExactly(0.1f, Float.POSITIVE_INFINITY, -2);
            assertThat(stored.tensor("b").values()).containsExactly(-0x1p62f, 0x1p24f);
            assertThat(stored.tensor("c").values()).containsExactly(-0x1p31f, 7);
            assertThat(stored.tensor("d").values()).containsExactly(255, 0);
            assertThat(stored.tensor("e").values()).containsExactly(0, 1, 1);
            assertThat(SafeTensors.read(file).tensors()).isEqualTo(stored.read(_ -> true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNoFractionIsWrittenAndReadBackInEveryKind(DType dtype) throws IOException {
        Path file = folder.resolve("whole");
        SafeTensors written = new SafeTensors(Map.of("w", new Tensor(new int[] {2}, new float[] {1, 0})), Map.of());

        written.write(file, dtype);

        assertThat(SafeTensors.read(file)).isEqualTo(written);
        assertThat(SafeTensors.dtypes(file)).containsEntry("w", dtype);
    }

    @ParameterizedTest
    @EnumSource(names = {"I64", "I32", "U8", "BOOL"})
    void aFractionIsNotWrittenAsAWholeNumber(DType dtype) {
        SafeTensors tensors = new SafeTensors(Map.of("w", new Tensor(new int[] {1}, new float[] {0.5f})), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tensors.write(folder.resolve("w"), dtype))
                .withMessageContainingAll("w", "0.5", dtype.name(), "\nMaybe");
    }

    @Test
    void someTensorsAreReadWithoutTheOthers() throws IOException {
        Path file = folder.resolve("model.safetensors");
        someTensors("encoder.a", "encoder.b", "head.c").write(file);

        try (StoredTensors stored = StoredTensors.open(folder)) {
            assertThat(stored.descriptions())
                    .hasSize(3)
                    .containsEntry("head.c", new Description(DType.F32, new int[] {2, 1}));
            assertThat(stored.read(name -> name.startsWith("encoder."))).containsOnlyKeys("encoder.a", "encoder.b");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stored.tensor("head.d"))
                    .withMessageContainingAll("head.d", "model.safetensors", "\nMaybe");
        }
    }

    @Test
    void aModelInSeveralFilesIsReadThroughItsIndex() throws IOException {
        someTensors("a", "b").write(folder.resolve("model-1.safetensors"));
        someTensors("c").write(folder.resolve("model-2.safetensors"));
        index("""
                {"metadata":{"total_size":24},"weight_map":\
                {"a":"model-1.safetensors","c":"model-2.safetensors","b":"model-1.safetensors"}}""");

        try (StoredTensors stored = StoredTensors.open(folder)) {
            assertThat(stored.descriptions()).containsOnlyKeys("a", "b", "c");
            assertThat(stored.files())
                    .containsExactly(folder.resolve("model-1.safetensors"), folder.resolve("model-2.safetensors"));
            assertThat(stored.metadata()).isEqualTo(someTensors("a", "b").metadata());
            assertThat(stored.read(_ -> true))
                    .isEqualTo(someTensors("a", "b", "c").tensors());
            assertThatIllegalArgumentException().isThrownBy(() -> stored.tensor("z"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"weight_map\":[]}",
                "{\"weight_map\":{\"a\":1}}",
                "{\"weight_map\":{\"a\":\"../outside\"}}",
                "{\"weight_map\":{\"a\":\"/etc/passwd\"}}",
                "{\"weight_map\":{\"a\":\"..\"}}",
                "{\"weight_map\":{\"a\":\"\"}}",
                "{\"weight_map\":{\"a\":\"sub\\\\outside\"}}",
                "{\"weight_map\":{\"a\":\"in\\u0000side\"}}",
                "{\"weight_map\":{\"z\":\"inside\"}}",
                "{\"weight_map\":{\"a\":\"not_there\"}}",
                "{\"weight_map\":{\"a\":\"inside\",\"a\":\"inside\"}}",
                "{\"weight_map\":{\"a\":\"inside\"},\"weight_map\":{\"a\":\"inside\"}}",
                "{\"weight_map\":{\"a\":\"inside\"}"
            })
    void anIndexThatLeadsAstrayIsRefused(String json) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        someTensors("a").write(folder.resolve("outside"));
        someTensors("a").write(inner.resolve("inside"));
        Path index = inner.resolve(StoredTensors.INDEX);
        Files.writeString(index, json);

        assertThatThrownBy(() -> StoredTensors.open(index))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessageContainingAll(StoredTensors.INDEX, "\nMaybe");
    }

    @Test
    void aFileThatIsCutOffWhileItIsOpenIsNoticed() throws IOException {
        Path file = folder.resolve("large");
        new SafeTensors(Map.of("w", Tensor.zeros(1 << 20)), Map.of()).write(file);
        try (StoredTensors stored = StoredTensors.open(file)) {
            assertThat(stored.tensor("w").size()).isEqualTo(1 << 20);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1 << 16);
            }
            assertThatThrownBy(() -> stored.tensor("w"))
                    .isInstanceOf(SafeTensorsException.class)
                    .hasMessageContainingAll("shorter", "\nMaybe");
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        Path file = folder.resolve("model");
        someTensors("a").write(file);
        SafeTensorsFile stored = SafeTensorsFile.open(file);
        stored.close();
        stored.close();
        assertThatThrownBy(() -> stored.tensor("a")).isInstanceOf(IllegalStateException.class);
    }

    private void index(String json) throws IOException {
        Files.writeString(folder.resolve(StoredTensors.INDEX), json);
    }

    private static SafeTensors someTensors(String... names) {
        Map<String, Tensor> tensors = new java.util.TreeMap<>();
        for (String name : names) {
            tensors.put(name, new Tensor(new int[] {2, 1}, new float[] {name.length(), name.hashCode()}));
        }
        return new SafeTensors(tensors, Map.of());
    }

    private static void write(Path file, String json, byte[] data) throws IOException {
        byte[] header = json.getBytes(UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(8 + header.length + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .put(data)
                        .array());
    }
}
