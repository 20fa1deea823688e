package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.CounterfactualTrainer;
import io.github.jepa4j.learning.CriticTrainer;
import io.github.jepa4j.learning.PerceivedEpisode;
import io.github.jepa4j.learning.UpdateListener;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.DotPosition;
import io.github.jepa4j.worlds.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Teaching a model to turn places into goals.
record GoalLearning(JepaModel model, EpisodeStore store, GoalsSettings settings, Console console) {

    static final List<String> SIGNALS = List.of("dot.x", "dot.y");

    GoalFigures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        int wanted = ModelRewriting.episodes(store, settings.fit(), settings.test());
        List<PerceivedEpisode> episodes = perceived(wanted);
        List<PerceivedEpisode> fit = episodes.subList(0, settings.fit());
        List<PerceivedEpisode> test = episodes.subList(settings.fit(), wanted);
        Counterfactual counterfactual = counterfactual(fit);
        Critic critic = critic(fit);
        var provenance = ModelRewriting.provenance(store, settings.seed(), settings.fit());
        SafeTensors taught = critic.in(counterfactual.in(SafeTensors.read(source), provenance), provenance);
        ModelRewriting.write(taught, source, target);
        return new GoalFigures(
                target,
                store.hash(),
                settings.fit(),
                settings.test(),
                settings.seed(),
                console.seconds() - begun,
                GoalFigures.unexplained(counterfactual, test),
                GoalFigures.ahead(critic, test));
    }

    private List<PerceivedEpisode> perceived(int count) {
        AtomicInteger done = new AtomicInteger();
        try (Telling telling = console.progress("perceive", count, "episodes")) {
            return IntStream.range(0, count)
                    .parallel()
                    .mapToObj(number -> {
                        PerceivedEpisode episode = perceive(store.episode(number));
                        telling.update(done.incrementAndGet(), "");
                        return episode;
                    })
                    .toList();
        }
    }

    private PerceivedEpisode perceive(Episode episode) {
        int dimension = model.encoder().dimension();
        int frames = episode.observations().size();
        float[] latents = new float[frames * dimension];
        float[] signals = new float[frames * SIGNALS.size()];
        for (int time = 0; time < frames; time++) {
            Pixels seen = (Pixels) episode.observations().get(time);
            System.arraycopy(model.encoder().encode(seen).values(), 0, latents, time * dimension, dimension);
            Position dot = DotPosition.of(seen);
            signals[time * SIGNALS.size()] = (float) dot.x();
            signals[time * SIGNALS.size() + 1] = (float) dot.y();
        }
        return new PerceivedEpisode(latents, signals);
    }

    private Counterfactual counterfactual(List<PerceivedEpisode> episodes) {
        var trainer = new CounterfactualTrainer(settings.counterfactual(), Machine.threads(settings.threads()));
        try (Telling telling =
                console.progress("counterfactual", settings.counterfactual().updates(), "updates")) {
            return trainer.train(
                    episodes, model.encoder().dimension(), SIGNALS, new Seed(settings.seed()), listener(telling));
        }
    }

    private Critic critic(List<PerceivedEpisode> episodes) {
        var trainer = new CriticTrainer(settings.critic(), Machine.threads(settings.threads()));
        var goals = new CriticTrainer.Goals(SIGNALS, new float[] {settings.tolerance(), settings.tolerance()});
        try (Telling telling = console.progress("critic", settings.critic().updates(), "updates")) {
            return trainer.train(
                    episodes, model.encoder().dimension(), goals, new Seed(settings.seed()), listener(telling));
        }
    }

    private static UpdateListener listener(Telling telling) {
        return telling.updates();
    }
}
