package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.TwoRoomsRenderer;
import java.nio.file.Path;

/// Episodes of two rooms, in which it can be told where the dot is.
final class RoomsStore {

    private RoomsStore() {}

    static EpisodeStore open(Path folder) {
        EpisodeStore store = EpisodeStore.open(folder);
        var rooms = new ObservationShape.OfPixels(TwoRoomsRenderer.CHANNELS, Layout.SIZE, Layout.SIZE);
        ObservationShape observation = store.description().observation();
        if (!observation.equals(rooms)) {
            store.close();
            throw new CommandFailure(
                    "%s holds %s; where the dot is can be told of two rooms only.%nMaybe name the folder that 'jepa4j collect' filled."
                            .formatted(folder, observation));
        }
        return store;
    }
}
