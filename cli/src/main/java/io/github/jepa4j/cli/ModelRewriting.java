package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A model's file, and where the model is written that has learned something more.
///
/// @param source the model's own file
/// @param target the same, or another
/// @param run    whose model is overwritten, and in which nobody may train meanwhile; none where it is not
record ModelRewriting(Path source, Path target, @Nullable Path run) {

    /// Learns, and writes.
    interface Work<T> {
        T into(Path source, Path target) throws IOException;
    }

    /// @param out where to write; the model's own file where none is named
    static ModelRewriting of(ModelOptions which, @Nullable Path out) throws IOException {
        Path source = which.file();
        Path target = out == null ? source : out;
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
            throw new CommandFailure(
                    "--out is %s, but must be a file in a folder that exists.%nMaybe create the folder first."
                            .formatted(target));
        }
        return new ModelRewriting(source, target, out == null ? which.run().orElse(null) : null);
    }

    /// How many episodes are needed, which must be there.
    static int episodes(EpisodeStore store, int fit, int test) {
        if (store.episodes() < fit + test) {
            throw new CommandFailure(
                    "There are %d episodes, but %d are asked for: %d to learn from, %d to judge by.%nMaybe collect more, or set fit and test lower."
                            .formatted(store.episodes(), fit + test, fit, test));
        }
        return fit + test;
    }

    /// Of what was learned from so many of a store's first episodes.
    static Map<String, String> provenance(EpisodeStore store, long seed, int fit) {
        return Map.of(
                "data", store.hash(),
                "seed", Long.toString(seed),
                "fit", Integer.toString(fit),
                "code", CodeVersion.of(Main.class));
    }

    /// Tells models apart by what they perceive and imagine with: what stands on their latents is of one of them.
    static String perceives(SafeTensors file) {
        Map<String, Tensor> own = new TreeMap<>(file.tensors());
        own.keySet().removeIf(name -> !name.startsWith("encoder.") && !name.startsWith("predictor."));
        Map<String, String> words = new TreeMap<>(file.metadata());
        words.keySet().retainAll(Set.of("encoder", "predictor", "action_scale"));
        return "%08x%08x".formatted(own.hashCode(), words.hashCode());
    }

    /// How far a command has come, beside the file that the model will be written to.
    static Interim interim(Path target, String command, Console console) {
        return Interim.in(target.resolveSibling(target.getFileName() + "." + command + ".interim"), console.nanos());
    }

    /// Writes a model that learned something more; what it had is stored as it was, what is new in single
    /// precision.
    static void write(SafeTensors taught, Path source, Path target) throws IOException {
        Map<String, DType> stored = SafeTensors.dtypes(source);
        taught.write(target, name -> stored.getOrDefault(name, DType.F32));
    }

    <T> T by(Work<T> work) throws IOException {
        if (run == null) {
            return work.into(source, target);
        }
        try (RunFolder _ = RunFolder.open(run)) {
            return work.into(source, target);
        }
    }
}
