package io.github.jepa4j.data;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;

/// An episode as it lies in a shard, little-endian:
///
/// | bytes       | what                                                                               |
/// |-------------|------------------------------------------------------------------------------------|
/// | `4 T A`     | actions, float32                                                                   |
/// | `4 (T + 2)` | pixels only: where each frame begins in the record, and where the last one ends    |
/// | the rest    | pixels: the first frame coded against black, every other against the first         |
/// |             | signals: float32                                                                   |
///
/// @param frames `T + 1`
/// @param bytes  the record
record EncodedEpisode(int frames, byte[] bytes) {

    static EncodedEpisode of(Episode episode, ObservationShape shape) {
        var out = new ByteSink();
        for (Action action : episode.actions()) {
            out.numbers(action.values());
        }
        switch (shape) {
            case ObservationShape.OfPixels pixels -> frames(episode, pixels.size(), out);
            case ObservationShape.OfSignals _ -> signals(episode, out);
        }
        return new EncodedEpisode(episode.length() + 1, out.toArray());
    }

    private static void frames(Episode episode, int size, ByteSink out) {
        int count = episode.observations().size();
        int[] begins = new int[count + 1];
        for (int t = 0; t <= count; t++) {
            begins[t] = out.room();
        }
        byte[] reference = new byte[size];
        for (int t = 0; t < count; t++) {
            out.set(begins[t], out.size());
            byte[] frame = values(episode.observations().get(t));
            FrameCodec.encode(reference, frame, out);
            if (t == 0) {
                reference = frame;
            }
        }
        out.set(begins[count], out.size());
    }

    private static byte[] values(Observation observation) {
        return ((Pixels) observation).values();
    }

    private static void signals(Episode episode, ByteSink out) {
        for (Observation observation : episode.observations()) {
            out.numbers(((Signals) observation).values());
        }
    }
}
