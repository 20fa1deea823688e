package io.github.jepa4j.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {

    /// Half of the last of 11 significant bits.
    private static final float HALF_ROUNDING = 0x1p-11f;

    /// Half of the last of 8 significant bits.
    private static final float BRAIN_ROUNDING = 0x1p-8f;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackBitForBit() throws IOException {
        Path file = folder.resolve("model.safetensors");
        SafeTensors written = someTensors();

        written.write(file);

        assertThat(SafeTensors.read(file)).isEqualTo(written);
    }

    @Test
    void theSameContentGivesTheSameBytesInWhateverOrderItWasPutTogether() throws IOException {
        Tensor a = new Tensor(new int[] {2}, new float[] {1, 2});
        Tensor b = new Tensor(new int[] {}, new float[] {3});
        new SafeTensors(inOrder("a", a, "b", b), Map.of()).write(folder.resolve("1"));
        new SafeTensors(inOrder("b", b, "a", a), Map.of()).write(folder.resolve("2"));

        assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
    }

    @Test
    void theBytesAreThoseThatTheFormatPrescribes() throws IOException {
        Path file = folder.resolve("golden");
        new SafeTensors(Map.of("w", new Tensor(new int[] {1, 2}, new float[] {1, -2})), Map.of("k", "v")).write(file);

        String json =
                "{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        String padded = json + " ".repeat((8 - json.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + padded.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded.length())
                .put(padded.getBytes(UTF_8))
                .putFloat(1)
                .putFloat(-2);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
    }

    @ParameterizedTest
    @CsvSource({"F16, " + HALF_ROUNDING, "BF16, " + BRAIN_ROUNDING})
    void shorterNumbersAreRoundedToTheNearestAndHalveTheFile(DType dtype, float rounding) throws IOException {
        RandomGenerator random = new Seed(5).generator();
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = folder.resolve("short");

        new SafeTensors(Map.of("w", new Tensor(new int[] {values.length}, values)), Map.of()).write(file, dtype);

        assertThat(Files.size(file)).isLessThan(2L * values.length + 200);
        float[] read = SafeTensors.read(file).tensor("w", values.length).values();
        float worst = 0; // of the errors, in units of what is allowed
        for (int i = 0; i < values.length; i++) {
            // Below 2^-14 a half has fewer bits; its steps there are 2^-24.
            float allowed = Math.max(rounding * Math.abs(values[i]), 0x1p-25f);
            worst = Math.max(worst, Math.abs(read[i] - values[i]) / allowed);
        }
        assertThat(worst).isBetween(0.5f, 1f);
    }

    @Test
    void aNumberTooLargeForAHalfIsRefusedAndTheOldFileStays() throws IOException {
        Path file = folder.resolve("model");
        someTensors().write(file);
        var large = new SafeTensors(Map.of("w", new Tensor(new int[] {1}, new float[] {70_000})), Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> large.write(file, DType.F16))
                .withMessageContainingAll("w", "70000", "Maybe");

        assertThat(SafeTensors.read(file)).isEqualTo(someTensors());
        assertThat(filesIn(folder)).containsExactly("model");
    }

    @Test
    void metadataThatWouldNotBeReadBackAreNotWritten() throws IOException {
        Path file = folder.resolve("long.safetensors");
        Map<String, Tensor> one = Map.of("one", Tensor.zeros(1));
        String most = "x".repeat(2 << 20);
        new SafeTensors(one, Map.of("names", most)).write(file);
        assertThat(SafeTensors.read(file).metadata()).containsEntry("names", most);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SafeTensors(one, Map.of("names", most + "x")).write(file))
                .withMessageContainingAll("names has 2097153 letters", "\nMaybe split it");
        assertThat(SafeTensors.read(file).metadata()).as("what was there").containsEntry("names", most);
    }

    @Test
    void namesThatWouldNotBeReadBackAreNotWritten() throws IOException {
        Path file = folder.resolve("long.safetensors");
        String most = "x".repeat(1 << 10);
        new SafeTensors(Map.of(most, Tensor.zeros(1)), Map.of(most, "it")).write(file);
        assertThat(SafeTensors.read(file).metadata()).containsEntry(most, "it");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SafeTensors(Map.of(most + "x", Tensor.zeros(1)), Map.of()).write(file))
                .withMessageContainingAll("name of a tensor", "1025 letters", "\nMaybe shorten it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SafeTensors(Map.of(), Map.of(most + "x", "it")).write(file))
                .withMessageContainingAll("key of metadata", "1025 letters", "\nMaybe shorten it");
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < (1 << 16) - 2; i++) {
            many.put("key" + i, "");
        }
        new SafeTensors(Map.of("w", Tensor.zeros(1)), many).write(file);
        assertThat(SafeTensors.read(file).metadata()).hasSize(many.size());
        many.put("one more", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SafeTensors(Map.of("w", Tensor.zeros(1)), many).write(file))
                .withMessageContainingAll("65537 tensors and metadata", "\nMaybe split them");
    }

    @Test
    void allTextsTogetherAreWrittenUpToWhatIsReadBack() throws IOException {
        Path file = folder.resolve("long.safetensors");
        Map<String, Tensor> one = Map.of("one", Tensor.zeros(1));
        String text = "x".repeat(2 << 20);
        int names = "__metadata__one1234".length();
        Map<String, String> four = Map.of("1", text, "2", text, "3", text, "4", text.substring(names));
        new SafeTensors(one, four).write(file);
        assertThat(SafeTensors.read(file).metadata()).isEqualTo(four);

        Map<String, String> more = Map.of("1", text, "2", text, "3", text, "4", text.substring(names - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SafeTensors(one, more).write(file))
                .withMessageContainingAll("8388609 with those before it", "\nMaybe split it");
    }

    @Test
    void aFileThatAKilledProcessOfTheSameNumberLeftIsNotInTheWay() throws IOException {
        Path file = folder.resolve("model");
        long process = ProcessHandle.current().pid();
        someTensors().write(file);
        for (int number = 1; number < 2_000; number++) {
            Files.createFile(folder.resolve(".model.%d-%d.tmp".formatted(process, number)));
        }

        someTensors().write(file);

        assertThat(SafeTensors.read(file)).isEqualTo(someTensors());
    }

    @Test
    void aNumberTooLargeForABrainFloatIsRefused() throws IOException {
        Path file = folder.resolve("model");
        float most = Float.intBitsToFloat(0x7F7F0000);
        new SafeTensors(Map.of("w", new Tensor(new int[] {2}, new float[] {most, Float.NEGATIVE_INFINITY})), Map.of())
                .write(file, DType.BF16);
        assertThat(SafeTensors.read(file).tensor("w", 2).values()).containsExactly(most, Float.NEGATIVE_INFINITY);

        var large = new SafeTensors(Map.of("w", new Tensor(new int[] {1}, new float[] {-Float.MAX_VALUE})), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> large.write(file, DType.BF16))
                .withMessageContainingAll(
                        "w holds -3.4028235E38", "brain floats end at 3.3895314E38", "\nMaybe write it as F32.");
    }

    @Test
    void aFileThatCannotBePutInPlaceLeavesNothingBehind() throws IOException {
        Files.createDirectories(folder.resolve("taken/inside"));

        assertThatThrownBy(() -> someTensors().write(folder.resolve("taken")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("taken could not be written", "\nMaybe the disk is full");

        assertThat(filesIn(folder)).containsExactly("taken");
    }

    @Test
    void aFileCutOffAnywhereIsDetected() throws IOException {
        Path file = folder.resolve("model");
        someTensors().write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            replace(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafeTensors.read(file))
                    .isInstanceOf(SafeTensorsException.class)
                    .hasMessageContainingAll("model", "Maybe");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{} {}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967297],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647,0],\"data_offsets\":[0,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[2,4]}}",
                "{\"w\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}",
                "{\"w\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],\"data_offsets\":[0,4]}}",
                "{\"__metadata__\":{\"k\":1},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}",
            })
    void aHeaderThatDoesNotAddUpIsRefused(String json) throws IOException {
        Path file = folder.resolve("bad");
        Files.write(file, fileOf(json, new byte[4]));

        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessageContainingAll("bad", "Maybe");
    }

    @Test
    void aForeignFileIsRefusedWithItsNameAndWhatItClaims() throws IOException {
        Path file = folder.resolve("picture.png");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0});

        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessageContainingAll("picture.png", "header", "Maybe it is no safetensors file");
    }

    @Test
    void damagedBytesGiveATypedErrorOrTensorsAndNothingElse() throws IOException {
        Path file = folder.resolve("fuzzed");
        someTensors().write(file);
        byte[] whole = Files.readAllBytes(file);
        int headerEnd =
                8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            RandomGenerator random = new Seed(17).split(round).generator();
            replace(file, mutated(whole, headerEnd, random));
            try {
                SafeTensors.read(file);
            } catch (SafeTensorsException e) {
                refused++;
                assertThat(e).hasMessageContainingAll("fuzzed", "Maybe");
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError("round " + round + " escaped with " + e, e);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void aMissingTensorIsReportedWithTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> someTensors().tensor("layer.wieght", 2, 3))
                .withMessageContainingAll("layer.wieght", "[2, 3]", "you mean layer.weight");
    }

    @Test
    void aTensorOfAnotherShapeIsReportedWithBothShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> someTensors().tensor("layer.weight", 3, 2))
                .withMessageContainingAll("layer.weight", "[2, 3]", "[3, 2]", "Maybe");
    }

    @Test
    void eachTensorMayBeStoredInItsOwnWayAndIsWrittenAgainToTheSameBytes() throws IOException {
        Path mixed = folder.resolve("mixed");
        someTensors().write(mixed, name -> switch (name) {
            case "layer.bias" -> DType.F16;
            case "empty" -> DType.BF16;
            default -> DType.F32;
        });
        Map<String, DType> stored = SafeTensors.dtypes(mixed);
        assertThat(stored)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "layer.weight", DType.F32, "layer.bias", DType.F16, "größe", DType.F32, "empty", DType.BF16));

        SafeTensors read = SafeTensors.read(mixed);
        assertThat(read).isEqualTo(someTensors()); // -Infinity and 7 have a half
        Path again = folder.resolve("again");
        read.write(again, name -> stored.getOrDefault(name, DType.F32));
        assertThat(again).hasSameBinaryContentAs(mixed);
    }

    private static Map<String, Tensor> inOrder(String first, Tensor one, String second, Tensor other) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }

    /// Some file systems wait for the disk when a file is cut to nothing and written again; not when it is
    /// a new one.
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.delete(file);
        Files.write(file, bytes);
    }

    private static byte[] mutated(byte[] whole, int headerEnd, RandomGenerator random) {
        byte[] copy = whole.clone();
        int edits = 1 + random.nextInt(3);
        for (int edit = 0; edit < edits; edit++) {
            int place = random.nextInt(random.nextInt(4) == 0 ? copy.length : headerEnd);
            String letters = "0123456789[]{}\",:-eE.\\FI86 ";
            copy[place] = random.nextBoolean()
                    ? (byte) letters.charAt(random.nextInt(letters.length()))
                    : (byte) (copy[place] ^ (1 << random.nextInt(8)));
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length + 16)) : copy;
    }

    private static byte[] fileOf(String json, byte[] data) {
        byte[] header = json.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    private static SafeTensors someTensors() {
        return new SafeTensors(
                Map.of(
                        "layer.weight", new Tensor(new int[] {2, 3}, new float[] {1, -2, 0.5f, Float.NaN, 1e-42f, -0f}),
                        "layer.bias", new Tensor(new int[] {2}, new float[] {Float.NEGATIVE_INFINITY, 7}),
                        "größe", new Tensor(new int[] {}, new float[] {3}),
                        "empty", new Tensor(new int[] {0, 4}, new float[0])),
                Map.of("format", "jepa4j/1", "encoder", "{\"widths\":[8,16]}"));
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
