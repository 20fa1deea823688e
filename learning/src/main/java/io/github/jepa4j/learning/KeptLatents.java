package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.EncoderMark;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.SafeTensorsException;
import io.github.jepa4j.tensor.SealedTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Episode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a frozen encoder makes of stored episodes, beside what was done in them: computed once, since seeing
/// is by far the dearest part, and kept in files. Who was stopped goes on behind the last whole file; a
/// damaged one is made again.
///
/// @param folder where they are kept, which need not be there
record KeptLatents(EpisodeStore store, Encoder encoder, Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLatents.class);

    /// A file ends with the episode with which it has so many frames.
    private static final int FRAMES_OF_A_FILE = 1024;

    private static final String LATENTS = "latents.";
    private static final String ACTIONS = "actions.";

    /// Notes the mark of the encoder, or sees that it is the one that was noted.
    ///
    /// @throws IllegalArgumentException when it is another
    void mark(EncoderMark mark) throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        if (Files.exists(file)) {
            EncoderMark.in(SafeTensors.read(file)).require(encoder, "The run %s".formatted(folder.getParent()));
        } else {
            Files.createDirectories(folder);
            new SafeTensors(mark.tensors(), Map.of()).write(file);
        }
    }

    /// All episodes that have an action, latents and actions as they are.
    ///
    /// @param perceived is told how many of the store's episodes are done
    List<LatentEpisode> episodes(IntConsumer perceived) throws IOException {
        List<LatentEpisode> episodes = new ArrayList<>();
        int first = 0;
        for (int number = 0; first < store.episodes(); number++) {
            int end = end(first);
            Path file = folder.resolve("part-%05d.safetensors".formatted(number));
            SafeTensors part;
            try {
                part = Files.exists(file) ? SealedTensors.read(file) : made(file, first, end);
            } catch (SafeTensorsException e) {
                LOG.warn("The latents {} are damaged, and made again: {}", file, e.getMessage());
                part = made(file, first, end);
            }
            for (int e = first; e < end; e++) {
                if (store.frames(e) > 1) {
                    episodes.add(episode(part, e));
                }
            }
            first = end;
            perceived.accept(end);
        }
        return episodes;
    }

    private int end(int first) {
        int end = first;
        for (long frames = 0; end < store.episodes() && frames < FRAMES_OF_A_FILE; end++) {
            frames += store.frames(end);
        }
        return end;
    }

    private LatentEpisode episode(SafeTensors part, int number) {
        int frames = store.frames(number);
        return new LatentEpisode(
                part.tensor(LATENTS + number, frames, encoder.dimension()).values(),
                part.tensor(ACTIONS + number, frames - 1, store.description().actionDimension())
                        .values());
    }

    private SafeTensors made(Path file, int first, int end) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int e = first; e < end; e++) {
            if (store.frames(e) > 1) {
                Episode episode = store.episode(e);
                tensors.put(LATENTS + e, latents(episode));
                tensors.put(ACTIONS + e, actions(episode));
            }
        }
        var part = new SafeTensors(tensors, Map.of());
        SealedTensors.write(part, file);
        return part;
    }

    private Tensor latents(Episode episode) {
        int dimension = encoder.dimension();
        List<Latent> latents = encoder.encode(episode.observations());
        float[] values = new float[latents.size() * dimension];
        for (int t = 0; t < latents.size(); t++) {
            System.arraycopy(latents.get(t).values(), 0, values, t * dimension, dimension);
        }
        return new Tensor(new int[] {latents.size(), dimension}, values);
    }

    private Tensor actions(Episode episode) {
        int axes = store.description().actionDimension();
        float[] values = new float[episode.length() * axes];
        for (int t = 0; t < episode.length(); t++) {
            System.arraycopy(episode.actions().get(t).values(), 0, values, t * axes, axes);
        }
        return new Tensor(new int[] {episode.length(), axes}, values);
    }
}
