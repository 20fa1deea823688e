package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.PolicyPlanner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.RecordingPlanner;
import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.Interim;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.PolicyTrainer;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Learning a policy from plans between moments of recorded episodes.
record Distilling(JepaModel model, EpisodeStore store, DistilSettings settings, Console console) {

    /// Under which a model's file keeps it.
    static final String NAME = "goal";

    private static final int AT_A_TIME = 64;
    private static final double MILLIS = 1e3;

    DistilFigures into(Path source, Path target) throws IOException {
        double begun = console.seconds();
        int wanted = ModelRewriting.episodes(store, settings.fit(), settings.test());
        requirePictures();
        List<LatentEpisode> episodes = new Perceiving(model.withThreads(1), console).first(wanted, store);
        Planner planner = settings.planning().planner(source);
        SafeTensors file = SafeTensors.read(source);
        Seed seed = new Seed(settings.seed());
        Interim interim = ModelRewriting.interim(target, "distil", console);
        var kept = new KeptPlans(interim, lesson(file), kind());
        List<Deliberation> plans =
                planned(planner, episodes.subList(0, settings.fit()), seed.split("situations"), kept);
        var trainer = new PolicyTrainer(settings.policy(), Machine.threads(settings.threads()), interim);
        Policy policy;
        try (Telling telling = console.progress("policy", settings.policy().updates(), "updates")) {
            policy = trainer.train(plans, seed.split("policy"), telling.updates());
        }
        ModelRewriting.write(policy.in(file, NAME, provenance(plans.size())), source, target);
        Judged judged = judged(planner, policy, episodes.subList(settings.fit(), wanted));
        interim.done();
        return figures(target, plans.size(), judged, console.seconds() - begun);
    }

    /// Where nobody says which actions are legal, they are those of Two Rooms.
    private void requirePictures() {
        if (Models.spec(model).isEmpty()) {
            throw new CommandFailure(
                    "This model sees no images; distil plans in the rooms alone, whose actions it knows.%nMaybe distil from Java: RecordingPlanner and PolicyTrainer."
                            .formatted());
        }
    }

    /// What plans are made by: with the same, those of the first situations are the same.
    private String lesson(SafeTensors file) {
        return String.join(
                " ",
                store.hash(),
                Long.toString(settings.seed()),
                Integer.toString(settings.fit()),
                Configuration.hash(settings.planning()),
                ModelRewriting.perceives(file));
    }

    private Map<String, String> provenance(int plans) {
        Map<String, String> provenance =
                new TreeMap<>(ModelRewriting.provenance(store, settings.seed(), settings.fit()));
        provenance.put("plans", Integer.toString(plans));
        provenance.put("planning", Configuration.hash(settings.planning()));
        return provenance;
    }

    /// Of all plans' aims.
    private String kind() {
        Latent any = new Latent(new float[model.worldModel().latentDimension()]);
        return GoalDistance.sum(any).aim().orElseThrow().kind();
    }

    /// As many at a time as keep all cores busy, so that little is lost where it is cut off.
    private List<Deliberation> planned(Planner planner, List<LatentEpisode> episodes, Seed seed, KeptPlans kept) {
        KeptPlans.Made made = kept.made();
        boolean isMore = made.situations() > settings.plans();
        int begun = isMore ? 0 : made.situations();
        List<Deliberation> plans = new ArrayList<>(isMore ? List.of() : made.plans());
        try (Telling telling = console.progress("plan", settings.plans(), "plans")) {
            telling.continueFrom(begun);
            for (int first = begun; first < settings.plans(); first += AT_A_TIME) {
                int end = Math.min(settings.plans(), first + AT_A_TIME);
                IntStream each = IntStream.range(first, end);
                (settings.threads() == 1 ? each : each.parallel())
                        .mapToObj(
                                number -> recorded(planner, problem(episodes, seed.split(number)), seed.split(number)))
                        .toList()
                        .forEach(plans::addAll);
                if (!plans.isEmpty()) {
                    kept.keep(new KeptPlans.Made(end, plans), end == settings.plans());
                }
                telling.update(end, "");
            }
        }
        return plans;
    }

    private static List<Deliberation> recorded(Planner planner, Problem problem, Seed seed) {
        List<Deliberation> plans = new ArrayList<>();
        new RecordingPlanner(planner, plans::add).plan(problem, none(problem), Budget.unlimited(), seed.split("plan"));
        return plans;
    }

    private static ActionSequence none(Problem problem) {
        return new ActionSequence(0, problem.model().actionDimension(), new float[0]);
    }

    /// From a moment of an episode to another.
    private Problem problem(List<LatentEpisode> episodes, Seed seed) {
        RandomGenerator random = seed.generator();
        int d = model.worldModel().latentDimension();
        LatentEpisode episode = episodes.get(random.nextInt(episodes.size()));
        int moments = episode.latents().length / d;
        int now = random.nextInt(moments);
        int goal = random.nextInt(moments);
        return new Problem(
                model.worldModel(),
                latent(episode, now, d),
                GoalDistance.sum(latent(episode, goal, d)),
                settings.planning().actionSpace(),
                model.actionScale(),
                settings.planning().horizon());
    }

    private static Latent latent(LatentEpisode episode, int time, int d) {
        return new Latent(Arrays.copyOfRange(episode.latents(), time * d, (time + 1) * d));
    }

    /// Sums over situations: by search, by the policy, and for energies by rest.
    private record Judged(double[] energies, double[] seconds) {}

    private Judged judged(Planner planner, Policy policy, List<LatentEpisode> episodes) {
        Seed seed = new Seed(settings.seed()).split("judged");
        List<Planner> both = List.of(planner, new PolicyPlanner(policy, planner));
        Judged judged = new Judged(new double[3], new double[2]);
        try (Telling telling = console.progress("judge", settings.judged(), "situations")) {
            for (int number = 0; number < settings.judged(); number++) {
                Problem problem = problem(episodes, seed.split(number));
                for (int who = 0; who < both.size(); who++) {
                    double before = console.seconds();
                    Plan plan = both.get(who).plan(problem, none(problem), Budget.unlimited(), seed.split(number));
                    judged.seconds()[who] += console.seconds() - before;
                    judged.energies()[who] += plan.energy();
                }
                var rest =
                        ActionBatch.zeros(1, problem.horizon(), problem.model().actionDimension());
                judged.energies()[2] +=
                        problem.objective().energy(problem.model().imagine(problem.now(), rest))[0];
                telling.update(number + 1L, "");
            }
        }
        return judged;
    }

    private DistilFigures figures(Path target, int plans, Judged judged, double seconds) {
        int count = settings.judged();
        return new DistilFigures(
                target,
                store.hash(),
                plans,
                count,
                settings.seed(),
                seconds,
                judged.energies()[0] / count,
                judged.energies()[1] / count,
                judged.energies()[2] / count,
                MILLIS * judged.seconds()[0] / count,
                MILLIS * judged.seconds()[1] / count);
    }
}
