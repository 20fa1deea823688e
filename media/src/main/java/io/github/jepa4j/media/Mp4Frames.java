package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts the pictures of a track in the order in which they are shown: one that is predicted from a later
/// one is decoded after it.
final class Mp4Frames implements VideoStream {

    private final Mp4Track track;
    private final H264 decoder;
    private final int[] order;
    private final Map<Integer, Pixels> waiting = new HashMap<>();
    private int decoded;
    private int next;

    Mp4Frames(Mp4Track track, H264 decoder) {
        this.track = track;
        this.decoder = decoder;
        this.order = IntStream.range(0, track.shown().length)
                .boxed()
                .sorted((a, b) -> Long.compare(track.shown()[a], track.shown()[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public int frames() {
        return order.length;
    }

    @Override
    public OptionalDouble framesPerSecond() {
        return track.framesPerSecond() > 0 ? OptionalDouble.of(track.framesPerSecond()) : OptionalDouble.empty();
    }

    @Override
    public OptionalDouble seconds(int frame) {
        long[] shown = track.shown();
        int ticks = track.ticksPerSecond();
        return ticks > 0
                ? OptionalDouble.of((shown[order[frame]] - shown[order[0]]) / (double) ticks)
                : OptionalDouble.empty();
    }

    @Override
    public @Nullable Pixels next() {
        if (next == order.length) {
            return null;
        }
        while (decoded <= order[next]) {
            Pixels frame = decoder.decode(track.sample(decoded), decoded);
            waiting.put(decoded, frame);
            decoded++;
            int most = H264Sequence.mostWaiting(frame.rows(), frame.columns());
            if (waiting.size() > most + 1) {
                throw track.file()
                        .damaged(
                                "shows its picture %d before %d others that it has first".formatted(order[next], most),
                                "Maybe its tables of times were damaged.");
            }
        }
        return waiting.remove(order[next++]);
    }
}
