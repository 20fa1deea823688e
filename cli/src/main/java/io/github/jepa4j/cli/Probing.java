package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.readout.EpisodeSource;
import io.github.jepa4j.readout.LabelledSignal;
import io.github.jepa4j.readout.ReadoutReport;
import io.github.jepa4j.readout.ReadoutTrainer;
import io.github.jepa4j.readout.TrainedReadouts;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.DotPosition;
import io.github.jepa4j.worlds.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Teaching a model where the dot is.
record Probing(JepaModel model, EpisodeStore store, ReadoutSettings settings, Console console) {

    /// What came of it.
    ///
    /// @param model     the file with the readouts
    /// @param data      hash of the episodes
    /// @param heldOut   whether the model was trained on other episodes than these
    /// @param coverage  nominal
    /// @param fit       episodes to fit
    /// @param calibrate episodes to calibrate
    /// @param test      episodes to test
    /// @param seed      of the split
    /// @param seconds   that it took
    /// @param bytes     by which the file is larger than the model's
    /// @param signals   how well each is read
    record Figures(
            Path model,
            String data,
            boolean heldOut,
            double coverage,
            int fit,
            int calibrate,
            int test,
            long seed,
            double seconds,
            long bytes,
            List<ReadoutReport> signals) {}

    Figures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        String hash = store.hash();
        boolean heldOut = !hash.equals(model.metadata().get("data"));
        if (!heldOut) {
            console.remark("Note: the model was trained on these very episodes. How well it does on new ones is told by"
                    + " episodes of another seed.");
        }
        TrainedReadouts trained;
        try (Telling telling = console.progress("readout", settings.config().episodes(), "episodes")) {
            trained = new ReadoutTrainer(model, settings.config())
                    .train(episodes(), signals(), new Seed(settings.seed()), done -> telling.update(done, ""));
        }
        long before = Files.size(source);
        trained.readouts()
                .withProvenance(Map.of("data", hash, "code", CodeVersion.of(Main.class)))
                .write(source, target);
        return new Figures(
                target,
                hash,
                heldOut,
                settings.coverage(),
                settings.fit(),
                settings.calibrate(),
                settings.test(),
                settings.seed(),
                console.seconds() - begun,
                Files.size(target) - before,
                trained.reports());
    }

    private EpisodeSource episodes() {
        return new EpisodeSource() {
            @Override
            public int episodes() {
                return store.episodes();
            }

            @Override
            public Episode episode(int number) {
                return store.episode(number);
            }
        };
    }

    private static List<LabelledSignal> signals() {
        return List.of(
                new LabelledSignal("dot.x", "px", (_, episode) -> along(episode, Position::x)),
                new LabelledSignal("dot.y", "px", (_, episode) -> along(episode, Position::y)));
    }

    private static float[] along(Episode episode, ToDoubleFunction<Position> axis) {
        float[] values = new float[episode.observations().size()];
        for (int time = 0; time < values.length; time++) {
            values[time] = (float) axis.applyAsDouble(
                    DotPosition.of((Pixels) episode.observations().get(time)));
        }
        return values;
    }
}
