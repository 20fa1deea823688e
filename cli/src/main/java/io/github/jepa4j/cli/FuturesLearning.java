package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.CategoricalTrainer;
import io.github.jepa4j.learning.ChanceCalibration;
import io.github.jepa4j.learning.GaussianTrainer;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.SpreadCalibration;
import io.github.jepa4j.learning.VariableCalibration;
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
        var lesson = new Lesson(
                file,
                episodes.subList(0, settings.fit()),
                episodes.subList(settings.fit(), wanted),
                ModelRewriting.provenance(store, settings.seed(), settings.fit()));
        Learned learned =
                settings.kind() == VariableKind.DISCRETE ? discrete(lesson, interim) : continuous(lesson, interim);
        double certain = new Foreseen(model.worldModel(), 1).of(lesson.held()).model();
        ModelRewriting.write(learned.file(), source, target);
        interim.done();
        return new FuturesFigures(
                target,
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - begun,
                settings.kind(),
                learned.values(),
                learned.calibration(),
                certain);
    }

    /// What either kind is learned from.
    private record Lesson(
            SafeTensors file, List<LatentEpisode> fit, List<LatentEpisode> held, Map<String, String> provenance) {}

    private record Learned(SafeTensors file, int values, VariableCalibration calibration) {}

    private Learned discrete(Lesson lesson, Interim interim) {
        var trainer = new CategoricalTrainer(settings.variable(), Machine.threads(settings.threads()), interim);
        CategoricalWorldModel chance;
        try (Telling telling = progress(settings.variable().updates())) {
            chance = trainer.train(lesson.file(), lesson.fit(), new Seed(settings.seed()), telling.updates());
        }
        return new Learned(
                chance.in(lesson.file(), lesson.provenance()),
                chance.spec().values(),
                ChanceCalibration.of(chance, lesson.held()));
    }

    private Learned continuous(Lesson lesson, Interim interim) {
        var trainer = new GaussianTrainer(settings.continuous(), Machine.threads(settings.threads()), interim);
        Seed seed = new Seed(settings.seed());
        GaussianWorldModel chance;
        try (Telling telling = progress(settings.continuous().updates())) {
            chance = trainer.train(lesson.file(), lesson.fit(), seed, telling.updates());
        }
        return new Learned(
                chance.in(lesson.file(), lesson.provenance()),
                chance.spec().dimensions(),
                SpreadCalibration.of(chance, lesson.held(), seed.split("calibration")));
    }

    private Telling progress(int updates) {
        return console.progress("latent variable", updates, "updates");
    }

    /// The latent variable that a model's file holds: it has one.
    static UncertainWorldModel in(SafeTensors file) {
        return GaussianWorldModel.in(file) ? GaussianWorldModel.of(file) : CategoricalWorldModel.of(file);
    }
}
