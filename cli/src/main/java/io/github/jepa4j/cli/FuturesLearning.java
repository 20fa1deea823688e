package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.CategoricalTrainer;
import io.github.jepa4j.learning.ChanceCalibration;
import io.github.jepa4j.learning.GaussianTrainer;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.SpreadCalibration;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.GaussianWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.UncertainWorldModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Learning a latent variable of a model.
record FuturesLearning(JepaModel model, EpisodeStore store, FuturesSettings settings, Console console) {

    FuturesFigures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        int wanted = ModelRewriting.episodes(store, settings.fit(), settings.test());
        SafeTensors file = SafeTensors.read(source);
        List<LatentEpisode> episodes = new Perceiving(model, console).first(wanted, store);
        Interim interim = ModelRewriting.interim(target, "futures", console);
        Shared shared = new Shared(
                file,
                target,
                episodes.subList(0, settings.fit()),
                episodes.subList(settings.fit(), wanted),
                ModelRewriting.provenance(store, settings.seed(), settings.fit()),
                begun);
        Learned learned =
                settings.kind() == VariableKind.DISCRETE ? discrete(shared, interim) : continuous(shared, interim);
        ModelRewriting.write(learned.file(), source, target);
        interim.done();
        return learned.figures();
    }

    /// What either kind is learned from.
    private record Shared(
            SafeTensors file,
            Path target,
            List<LatentEpisode> fit,
            List<LatentEpisode> held,
            Map<String, String> provenance,
            double begun) {}

    private record Learned(SafeTensors file, FuturesFigures figures) {}

    private Learned discrete(Shared shared, Interim interim) {
        var trainer = new CategoricalTrainer(settings.variable(), Machine.threads(settings.threads()), interim);
        CategoricalWorldModel chance;
        try (Telling telling = progress(settings.variable().updates())) {
            chance = trainer.train(shared.file(), shared.fit(), new Seed(settings.seed()), telling.updates());
        }
        ChanceCalibration calibration = ChanceCalibration.of(chance, shared.held());
        double certain = certain(shared);
        var figures = new ChanceFigures(
                shared.target(),
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - shared.begun(),
                chance.spec().values(),
                calibration,
                certain);
        return new Learned(chance.in(shared.file(), shared.provenance()), figures);
    }

    private Learned continuous(Shared shared, Interim interim) {
        var trainer = new GaussianTrainer(settings.continuous(), Machine.threads(settings.threads()), interim);
        Seed seed = new Seed(settings.seed());
        GaussianWorldModel chance;
        try (Telling telling = progress(settings.continuous().updates())) {
            chance = trainer.train(shared.file(), shared.fit(), seed, telling.updates());
        }
        SpreadCalibration calibration = SpreadCalibration.of(chance, shared.held(), seed.split("calibration"));
        double certain = certain(shared);
        var figures = new SpreadFigures(
                shared.target(),
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - shared.begun(),
                chance.spec().dimensions(),
                calibration,
                certain);
        return new Learned(chance.in(shared.file(), shared.provenance()), figures);
    }

    private Telling progress(int updates) {
        return console.progress("latent variable", updates, "updates");
    }

    private double certain(Shared shared) {
        return new Foreseen(model.worldModel(), 1).of(shared.held()).model();
    }

    /// The latent variable that a model's file holds: it has one.
    static UncertainWorldModel in(SafeTensors file) {
        return GaussianWorldModel.in(file) ? GaussianWorldModel.of(file) : CategoricalWorldModel.of(file);
    }
}
