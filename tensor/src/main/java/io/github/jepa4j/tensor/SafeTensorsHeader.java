package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the JSON header, token by token: no tree is built, so that a hostile header costs no more than its
/// size.
final class SafeTensorsHeader {

    /// The one key of the header that is no tensor.
    static final String METADATA = "__metadata__";

    /// One tensor as the header describes it; its numbers lie at `[begin, end)` of the data.
    record Entry(String name, DType dtype, int[] shape, long begin, long end) {

        int count() {
            return Math.toIntExact((end - begin) / dtype.bytes());
        }
    }

    private static final DType[] KNOWN = DType.values();
    private static final int MAX_AXES = 32;
    private static final long MAX_BYTES = 1L << 40;

    private final Path file;
    private final BoundedJson.Budget budget;
    private final long[] numbers = new long[MAX_AXES];
    private final long dataLength;
    private final JsonParser parser;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private final Set<String> names = new HashSet<>();

    private SafeTensorsHeader(Path file, long dataLength, JsonParser parser) {
        this.file = file;
        budget = new BoundedJson.Budget(file);
        this.dataLength = dataLength;
        this.parser = parser;
    }

    /// @param begin  where the JSON begins
    /// @param length how many bytes it has; the data follow
    static SafeTensorsHeader parse(ByteSource source, long begin, long length) throws IOException {
        try (JsonParser parser = BoundedJson.parser(source, begin, length)) {
            var header = new SafeTensorsHeader(source.file(), source.size() - begin - length, parser);
            header.readAll();
            header.checkLayout();
            return header;
        } catch (JacksonException e) {
            throw BoundedJson.noJson(source.file(), "its header", e);
        }
    }

    /// In the order of the data.
    List<Entry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void readAll() throws SafeTensorsException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the header", "");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = budget.keep(parser.currentName());
            budget.item();
            if (!names.add(name)) {
                throw broken("the name %s stands in its header twice".formatted(name));
            }
            if (name.equals(METADATA)) {
                readMetadata();
            } else {
                entries.add(readEntry(name));
            }
        }
        if (parser.nextToken() != null) {
            throw broken("its header goes on after the closing brace");
        }
    }

    private void readMetadata() throws SafeTensorsException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA, "");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = budget.keep(parser.currentName());
            budget.item();
            expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA, key);
            if (metadata.put(key, budget.keep(parser.getString())) != null) {
                throw broken("the key %s stands in %s twice".formatted(key, METADATA));
            }
        }
    }

    private Entry readEntry(String name) throws SafeTensorsException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the entry", name);
        String dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING, "the dtype", name);
                    dtype = parser.getString();
                }
                case "shape" -> shape = readNumbers(name, field, value);
                case "data_offsets" -> offsets = readNumbers(name, field, value);
                default -> parser.skipChildren(); // the format allows more fields than we know
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            throw broken("tensor %s lacks %s"
                    .formatted(name, dtype == null ? "a dtype" : shape == null ? "a shape" : "its data_offsets"));
        }
        return entry(name, dtypeOf(name, dtype), shape, offsets);
    }

    private long[] readNumbers(String name, String field, JsonToken start) throws SafeTensorsException {
        expect(start, JsonToken.START_ARRAY, field, name);
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, field, name);
            if (count == MAX_AXES) {
                throw broken("the %s of tensor %s has more than %d numbers".formatted(field, name, MAX_AXES));
            }
            numbers[count++] = parser.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private DType dtypeOf(String name, String dtype) throws SafeTensorsException {
        for (DType known : KNOWN) {
            if (known.name().equals(dtype)) {
                return known;
            }
        }
        throw SafeTensorsException.of(
                file,
                "tensor %s is stored as %s, and only %s are read"
                        .formatted(name, dtype, Arrays.toString(DType.values())),
                "it can be written again in single precision");
    }

    private Entry entry(String name, DType dtype, long[] longShape, long[] offsets) throws SafeTensorsException {
        if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > dataLength) {
            throw broken(
                    "the data_offsets of tensor %s are %s, but must be a begin and an end within the %d bytes of data"
                            .formatted(name, Arrays.toString(offsets), dataLength));
        }
        int[] shape = new int[longShape.length];
        long bytes = dtype.bytes();
        for (int axis = 0; axis < shape.length; axis++) {
            long size = longShape[axis];
            if (size < 0 || size > Integer.MAX_VALUE || (size > 0 && bytes > MAX_BYTES / size)) {
                throw broken("tensor %s has the impossible shape %s".formatted(name, Arrays.toString(longShape)));
            }
            shape[axis] = (int) size;
            bytes *= size;
        }
        long held = offsets[1] - offsets[0];
        if (held != bytes || bytes / dtype.bytes() > Integer.MAX_VALUE - 8) {
            throw broken("tensor %s of shape %s as %s needs %d bytes, but its data_offsets %s hold %d"
                    .formatted(name, Arrays.toString(shape), dtype, bytes, Arrays.toString(offsets), held));
        }
        return new Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    /// The format wants the tensors one after another, without overlap and without holes: nothing hides
    /// between them.
    private void checkLayout() throws SafeTensorsException {
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : entries) {
            if (entry.begin() != position) {
                throw broken("tensor %s begins at byte %d of the data, but the one before it ends at %d"
                        .formatted(entry.name(), entry.begin(), position));
            }
            position = entry.end();
        }
        if (position != dataLength) {
            throw broken(
                    "its tensors end at byte %d of the data, but there are %d bytes".formatted(position, dataLength));
        }
    }

    /// @param what and `whose` are put together only when needed: that would cost more memory than the
    ///     header
    private void expect(@Nullable JsonToken found, JsonToken expected, String what, String whose)
            throws SafeTensorsException {
        if (found != expected) {
            String place = whose.isEmpty() ? what : what + " of " + whose;
            throw broken("%s should be %s in its header, but is %s".formatted(place, expected, found));
        }
    }

    private SafeTensorsException broken(String problem) {
        return SafeTensorsException.of(file, problem, "it was cut off or damaged; copy or write it again");
    }
}
