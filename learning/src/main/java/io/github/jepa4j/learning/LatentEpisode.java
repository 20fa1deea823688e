package io.github.jepa4j.learning;

import io.github.jepa4j.tensor.Axes;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.worldmodel.JepaModel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// An episode as a frozen encoder perceived it, and what was done meanwhile.
///
/// @param latents `[T + 1, D]`; NaN where something could not be perceived
/// @param actions `[T, A]`, in the model's units
public record LatentEpisode(float[] latents, float[] actions) {

    /// An episode as a model perceives it.
    ///
    /// @throws IllegalArgumentException when the model sees or does other things than the episode's
    public static LatentEpisode of(JepaModel model, Episode episode) {
        int dimension = model.encoder().dimension();
        int axes = model.actionScale().dimension();
        float[] latents = new float[(episode.length() + 1) * dimension];
        float[] actions = new float[episode.length() * axes];
        for (int time = 0; time <= episode.length(); time++) {
            float[] latent =
                    model.encoder().encode(episode.observations().get(time)).values();
            System.arraycopy(latent, 0, latents, time * dimension, dimension);
        }
        for (int time = 0; time < episode.length(); time++) {
            var action = episode.actions().get(time);
            Axes.bind("A", "actions of the model", axes).and("A", "action of the episode", action.dimension());
            System.arraycopy(model.actionScale().normalise(action), 0, actions, time * axes, axes);
        }
        return new LatentEpisode(latents, actions);
    }

    /// Tells some episodes from others: a checksum of all their numbers.
    static String checksum(List<LatentEpisode> episodes) {
        var latents = new CRC32C();
        var actions = new CRC32C();
        for (LatentEpisode episode : episodes) {
            add(episode.latents(), latents);
            add(episode.actions(), actions);
        }
        return "%d episodes %x %x".formatted(episodes.size(), latents.getValue(), actions.getValue());
    }

    /// Adds numbers, bit by bit, and how many there are.
    static void add(float[] values, CRC32C sum) {
        ByteBuffer bytes = ByteBuffer.allocate((values.length + 1) * Float.BYTES);
        bytes.putInt(values.length).asFloatBuffer().put(values);
        sum.update(bytes.rewind().limit(bytes.capacity()));
    }

    /// Whether all latents are known from one time on over so many steps.
    ///
    /// @param dimension `D`
    public boolean isKnown(int start, int steps, int dimension) {
        boolean known = true;
        for (int i = start * dimension; i < (start + steps + 1) * dimension; i++) {
            known &= Float.isFinite(latents[i]);
        }
        return known;
    }
}
