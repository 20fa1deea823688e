package io.github.jepa4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Lists in the metadata of a safetensors file, each a JSON array. Texts of such a file are bounded, so that a
/// list that is too long for one is in several: `names`, `names.1`, `names.2`.
final class StoredLists {

    /// Letters of one text: half of what is read back.
    private static final int MOST = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StoredLists() {}

    /// How many letters one of a list takes, with the comma behind it.
    static int letters(Object one) {
        return JSON.writeValueAsString(one).length() + 1;
    }

    static void put(Map<String, String> metadata, String key, List<?> list) {
        StringBuilder text = new StringBuilder("[");
        int number = 0;
        for (Object one : list) {
            String json = JSON.writeValueAsString(one);
            if (text.length() > 1 && text.length() + json.length() >= MOST) {
                metadata.put(key(key, number++), text.append(']').toString());
                text = new StringBuilder("[");
            }
            text.append(text.length() > 1 ? "," : "").append(json);
        }
        metadata.put(key(key, number), text.append(']').toString());
    }

    /// @param array the class of an array of what is listed
    /// @throws tools.jackson.core.JacksonException where it is no such list
    static <T> List<T> get(Map<String, String> metadata, String key, Class<T[]> array) {
        List<T> all = new ArrayList<>();
        for (int number = 0; number == 0 || metadata.containsKey(key(key, number)); number++) {
            all.addAll(Arrays.asList(JSON.readValue(metadata.getOrDefault(key(key, number), ""), array)));
        }
        return all;
    }

    private static String key(String key, int number) {
        return number == 0 ? key : key + "." + number;
    }
}
