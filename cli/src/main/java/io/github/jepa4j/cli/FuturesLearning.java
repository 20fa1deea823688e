package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.CategoricalTrainer;
import io.github.jepa4j.learning.ChanceCalibration;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Learning a latent variable of a model.
record FuturesLearning(JepaModel model, EpisodeStore store, FuturesSettings settings, Console console) {

    FuturesFigures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        int wanted = ModelRewriting.episodes(store, settings.fit(), settings.test());
        SafeTensors file = SafeTensors.read(source);
        List<LatentEpisode> episodes = new Perceiving(model, console).first(wanted, store);
        List<LatentEpisode> held = episodes.subList(settings.fit(), wanted);
        Interim interim = ModelRewriting.interim(target, "futures", console);
        CategoricalWorldModel chance = learned(file, episodes.subList(0, settings.fit()), interim);
        ChanceCalibration calibration = ChanceCalibration.of(chance, held);
        var provenance = ModelRewriting.provenance(store, settings.seed(), settings.fit());
        ModelRewriting.write(chance.in(file, provenance), source, target);
        interim.done();
        return new FuturesFigures(
                target,
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - begun,
                chance.spec().values(),
                calibration,
                new Foreseen(model.worldModel(), 1).of(held).model());
    }

    private CategoricalWorldModel learned(SafeTensors file, List<LatentEpisode> episodes, Interim interim) {
        var trainer = new CategoricalTrainer(settings.variable(), Machine.threads(settings.threads()), interim);
        int updates = settings.variable().updates();
        try (Telling telling = console.progress("latent variable", updates, "updates")) {
            return trainer.train(file, episodes, new Seed(settings.seed()), telling.updates());
        }
    }
}
