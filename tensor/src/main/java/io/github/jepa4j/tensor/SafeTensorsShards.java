package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Tensors in several safetensors files, and an index that says which is where (Hugging Face's
/// `model.safetensors.index.json`). The files must lie beside the index: a name with a folder in it is
/// refused.
public final class SafeTensorsShards implements StoredTensors {

    private static final String WEIGHT_MAP = "weight_map";
    private static final int MOST_FILES = 1000;

    private final Path index;
    private final Map<String, SafeTensorsFile> files;
    private final Map<String, String> fileOf;
    private final Map<String, Description> descriptions = new TreeMap<>();

    private SafeTensorsShards(Path index, Map<String, SafeTensorsFile> files, Map<String, String> fileOf) {
        this.index = index;
        this.files = files;
        this.fileOf = fileOf;
    }

    /// Opens an index and all files that it names.
    ///
    /// @throws SafeTensorsException when the index or a file is damaged, or a file lacks what the index
    ///     says is in it
    /// @throws IOException when one cannot be read from the disk
    public static SafeTensorsShards open(Path index) throws IOException {
        var shards = new SafeTensorsShards(index, new TreeMap<>(), readIndex(index));
        boolean opened = false;
        try {
            shards.openFiles();
            opened = true;
            return shards;
        } finally {
            if (!opened) {
                shards.close();
            }
        }
    }

    private void openFiles() throws IOException {
        for (Map.Entry<String, String> place : fileOf.entrySet()) {
            String name = place.getValue();
            SafeTensorsFile file = files.get(name);
            if (file == null) {
                if (files.size() == MOST_FILES) {
                    throw broken(index, "it names more than %d files".formatted(MOST_FILES));
                }
                file = open(index, name);
                files.put(name, file);
            }
            Description description = file.descriptions().get(place.getKey());
            if (description == null) {
                throw broken(index, "it says that tensor %s is in %s, but it is not".formatted(place.getKey(), name));
            }
            descriptions.put(place.getKey(), description);
        }
    }

    private static SafeTensorsFile open(Path index, String name) throws IOException {
        boolean plain = !name.isEmpty()
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')
                && !name.equals(".")
                && !name.equals("..");
        if (!plain) {
            throw broken(
                    index, "it names the file '%s', but only names of files beside it are allowed".formatted(name));
        }
        try {
            return SafeTensorsFile.open(index.resolveSibling(name));
        } catch (FileSystemException | InvalidPathException e) {
            throw SafeTensorsException.of(
                    index,
                    "the file '%s' that it names cannot be opened (%s)".formatted(name, e),
                    "it was not downloaded",
                    e);
        }
    }

    private static Map<String, String> readIndex(Path index) throws IOException {
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.READ);
                JsonParser parser = BoundedJson.parser(new ByteSource.Channel(index, channel), 0, channel.size())) {
            return readIndex(index, parser);
        } catch (JacksonException e) {
            throw BoundedJson.noJson(index, "the index", e);
        }
    }

    private static Map<String, String> readIndex(Path index, JsonParser parser) throws IOException {
        Map<String, String> fileOf = new TreeMap<>();
        var budget = new BoundedJson.Budget(index);
        boolean found = false;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw broken(index, "it is no JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!key.equals(WEIGHT_MAP)) {
                parser.skipChildren();
                continue;
            }
            if (value != JsonToken.START_OBJECT || found) {
                throw broken(index, "its %s is no JSON object, or there are two".formatted(WEIGHT_MAP));
            }
            found = true;
            readMap(index, parser, budget, fileOf);
        }
        if (!found) {
            throw broken(index, "it has no %s".formatted(WEIGHT_MAP));
        }
        return Collections.unmodifiableMap(fileOf);
    }

    private static void readMap(Path index, JsonParser parser, BoundedJson.Budget budget, Map<String, String> fileOf)
            throws SafeTensorsException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = budget.keep(parser.currentName());
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw broken(index, "it does not say in which file tensor %s is".formatted(name));
            }
            budget.item();
            if (fileOf.put(name, budget.keep(parser.getString())) != null) {
                throw broken(index, "tensor %s stands in it twice".formatted(name));
            }
        }
    }

    @Override
    public Map<String, Description> descriptions() {
        return Collections.unmodifiableMap(descriptions);
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> all = new TreeMap<>();
        files.values().forEach(file -> file.metadata().forEach(all::putIfAbsent));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public List<Path> files() {
        return files.keySet().stream().map(index::resolveSibling).toList();
    }

    @Override
    public Tensor tensor(String name) throws IOException {
        SafeTensorsFile file = files.get(fileOf.getOrDefault(name, ""));
        if (file == null) {
            throw new IllegalArgumentException(
                    "There is no tensor %s among the %d of %s.\nMaybe it is of another architecture."
                            .formatted(name, descriptions.size(), index));
        }
        return file.tensor(name);
    }

    @Override
    public void close() {
        files.values().forEach(SafeTensorsFile::close);
    }

    private static SafeTensorsException broken(Path index, String problem) {
        return SafeTensorsException.of(index, problem, "the index and its files are of two downloads");
    }
}
