package io.github.jepa4j.cli;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.EpisodeLoop;
import io.github.jepa4j.agent.EpisodeTrace;
import io.github.jepa4j.agent.EpisodeTraceWriter;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes an evaluation's first episodes as traces, which can be looked at and replayed. They are played for
/// it once more, to the same end, unless plans have a time limit.
final class Tracing {

    private final Playing playing;
    private final EvaluateSettings settings;

    /// @param playing what is traced
    Tracing(Playing playing) {
        this.playing = playing;
        this.settings = playing.settings();
    }

    /// Writes `episode-0000.jsonl` and so on; earlier ones of these names are lost.
    ///
    /// @param count how many at most
    void write(Path folder, int count) throws IOException {
        List<TwoRoomsTask> tasks = settings.taskList();
        int traced = Math.min(count, tasks.size());
        if (traced <= 0) {
            return;
        }
        Files.createDirectories(folder);
        JepaModel model = Models.load(playing.file()).withThreads(Machine.threads(settings.threads()));
        try (Telling telling = playing.console().progress("trace", traced, "episodes")) {
            for (int index = 0; index < traced; index++) {
                Path trace = folder.resolve(String.format(Locale.ROOT, "episode-%04d.jsonl", index));
                write(trace, model, tasks.get(index), index);
                telling.update(index + 1L, "");
            }
        }
    }

    private void write(Path trace, JepaModel model, TwoRoomsTask task, int index) throws IOException {
        PlanningSettings planning = settings.planning();
        Seed seed = Evaluator.episodeSeed(settings.seed(), index);
        TwoRooms world = new TwoRooms(task);
        Observation first = world.reset(seed);
        Agent agent = Playing.agent(model, planning.planner(playing.file()), planning, playing.console());
        TaskFile written = playing.task();
        if (written == null) {
            agent.begin(world.goal(), settings.steps(), Evaluator.contenderSeed(seed));
        } else {
            Task wanted = written.tasks(playing.file(), model).apply(world.goal());
            agent.begin(wanted, settings.steps(), Evaluator.contenderSeed(seed));
        }
        Map<String, String> words = new TreeMap<>(task.description());
        words.put("world", playing.protocol().world());
        var header = EpisodeTrace.Header.of(
                seed.value(),
                words,
                Protocol.model(playing.file()),
                planning.planner().name(),
                first);
        try (var writer = new EpisodeTraceWriter(trace, header)) {
            EpisodeLoop.run(agent, world, first, (decision, seen) -> {
                writer.step(EpisodeTrace.Step.of(decision, seen, Map.of("distance_px", world.distanceToGoal())));
                return true;
            });
        }
    }
}
