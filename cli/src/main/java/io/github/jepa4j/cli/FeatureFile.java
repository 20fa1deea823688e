package io.github.jepa4j.cli;

import io.github.jepa4j.run.AtomicFile;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A file of features, there whole or not at all.
///
/// @param file  where it is
/// @param isCsv whether it is a table, rather than safetensors
record FeatureFile(Path file, boolean isCsv) {

    /// Of names and labels together, a little less than is read back of all texts.
    private static final long MOST_LETTERS = 7_500_000;

    /// Looks whether it may be written, before anything is read.
    ///
    /// @param force whether a file that is there may be replaced
    static FeatureFile at(Path file, boolean force) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean isCsv = name.endsWith(".csv");
        if (!isCsv && !name.endsWith(".safetensors")) {
            throw new CommandFailure(
                    "Features cannot be written to %s: its name ends neither with .safetensors nor with .csv.%nMaybe add one of them."
                            .formatted(file));
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailure(
                    "%s is a folder, but a file of features was expected.%nMaybe name a file in it.".formatted(file));
        }
        if (Files.exists(file) && !force) {
            throw new CommandFailure(
                    "%s is there already.%nMaybe name another file, or replace it with --force.".formatted(file));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    "The folder of %s does not exist.%nMaybe make it first, or the path is misspelt.".formatted(file));
        }
        return new FeatureFile(file, isCsv);
    }

    /// Looks whether names and labels fit into it, before anything is embedded: a table takes any.
    void refuseTooMuch(OpenFiles files) {
        refuseTooMuch(files, MOST_LETTERS);
    }

    /// @param most letters of all names and labels together
    void refuseTooMuch(OpenFiles files, long most) {
        long letters = 0;
        for (int i = 0; i < files.count() && !isCsv; i++) {
            String name = files.name(i);
            letters += StoredLists.letters(name) + StoredLists.letters(folder(name));
        }
        if (letters > most) {
            throw new CommandFailure(
                    "The names and labels of %d %s have %d letters, more than the %d that a file of safetensors is read with.%nMaybe write a table, which has no such limit: --out FILE.csv; or several files, of a part each: --select PREFIX."
                            .formatted(files.count(), files.unit(), letters, most));
        }
    }

    /// What holds a file is its label.
    private static String folder(String name) {
        int end = Math.max(0, name.lastIndexOf('/'));
        return name.substring(name.lastIndexOf('/', end - 1) + 1, end);
    }

    /// @param of    the features, and what they are of
    /// @param model that made them
    void write(Embedding.Result of, Path model) throws IOException {
        if (isCsv) {
            AtomicFile.write(file, out -> writeTable(out, of.names(), of.features()));
            return;
        }
        Map<String, String> metadata = new LinkedHashMap<>(Map.of(
                "format",
                "jepa4j-features/1",
                "model",
                model.toAbsolutePath().normalize().toString()));
        StoredLists.put(metadata, "names", of.names());
        StoredLists.put(metadata, "labels", of.labels());
        new SafeTensors(Map.of("features", of.features()), metadata).write(file);
    }

    /// @param features `[names.size(), D]`
    private static void writeTable(OutputStream out, List<String> names, Tensor features) throws IOException {
        int dimension = features.shape()[1];
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write("name");
        for (int d = 0; d < dimension; d++) {
            writer.write(",f" + d);
        }
        writer.write('\n');
        for (int n = 0; n < names.size(); n++) {
            writer.write(quoted(names.get(n)));
            for (int d = 0; d < dimension; d++) {
                writer.write(',');
                writer.write(Float.toString(features.values()[n * dimension + d]));
            }
            writer.write('\n');
        }
        writer.flush();
    }

    /// As RFC 4180 says.
    private static String quoted(String name) {
        boolean isPlain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
