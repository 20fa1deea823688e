package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.EnsembleTrainer;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Ensemble;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Learning further predictors of a model.
record EnsembleLearning(JepaModel model, EpisodeStore store, EnsembleSettings settings, Console console) {

    EnsembleFigures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        int wanted = ModelRewriting.episodes(store, settings.fit(), settings.test());
        if (store.hash().equals(model.metadata().get("data"))) {
            console.remark(
                    "Note: the model was trained on these very episodes, so its own predictor does better on them than"
                            + " on new ones.");
        }
        SafeTensors file = SafeTensors.read(source);
        List<LatentEpisode> episodes = new Perceiving(model, console).first(wanted, store);
        EnsembleJudge.requireWindows(episodes.subList(settings.fit(), wanted), settings.unrolled(), model);
        Ensemble ensemble = learned(file, episodes.subList(0, settings.fit()));
        var provenance = ModelRewriting.provenance(store, settings.seed(), settings.fit());
        var judge = new EnsembleJudge(model, ensemble, settings.unrolled());
        EnsembleJudge.Judgement judgement = judge.judge(episodes.subList(settings.fit(), wanted));
        ModelRewriting.write(ensemble.in(file, provenance), source, target);
        return new EnsembleFigures(
                target,
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - begun,
                settings.unrolled(),
                judgement.errors(),
                judgement.disagreement());
    }

    private Ensemble learned(SafeTensors file, List<LatentEpisode> episodes) {
        var trainer = new EnsembleTrainer(settings.config(), Machine.threads(settings.threads()));
        int updates = settings.members() * settings.updates();
        try (Telling telling = console.progress("ensemble", updates, "updates")) {
            return trainer.train(file, episodes, new Seed(settings.seed()), telling.updates());
        }
    }
}
