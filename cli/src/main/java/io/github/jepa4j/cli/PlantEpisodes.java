package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.plant.LogFile;
import io.github.jepa4j.plant.LogReport;
import io.github.jepa4j.plant.PlantLog;
import io.github.jepa4j.plant.PlantSchema;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A plant's log, split into what is learned from and what is held out.
///
/// @param report  of the log that is learned from
/// @param heldOutReport of the other, the same where it is one log
/// @param split   in words
record PlantEpisodes(
        List<Episode> learned, List<Episode> heldOut, LogReport report, LogReport heldOutReport, String split) {

    static PlantEpisodes read(PlantSettings settings, Path base) {
        if (settings.log().learn().isEmpty()) {
            throw new CommandFailure(
                    "The plant's file names no log to learn from.%nMaybe add a line 'log: {learn: [my-log.csv]}'."
                            .formatted());
        }
        PlantLog log = PlantLog.read(
                settings.plant(), LogFile.find(base, settings.log().learn()));
        if (!settings.log().heldOut().isEmpty()) {
            PlantLog other = PlantLog.read(
                    settings.plant(), LogFile.find(base, settings.log().heldOut()));
            return new PlantEpisodes(
                    episodes(log),
                    episodes(other),
                    log.report(),
                    other.report(),
                    "held out: %s".formatted(settings.log().heldOut()));
        }
        double part = settings.log().heldOutPart();
        List<Episode> learned = new ArrayList<>();
        List<Episode> heldOut = new ArrayList<>();
        for (Episode episode : episodes(log)) {
            int cut = (int) Math.round(episode.length() * (1 - part));
            add(episode, 0, cut, learned);
            add(episode, cut, episode.length(), heldOut);
        }
        String split = "held out: the last %.0f %% of each episode".formatted(100 * part);
        return new PlantEpisodes(learned, heldOut, log.report(), log.report(), split);
    }

    private static List<Episode> episodes(PlantLog log) {
        return log.episodes().stream().map(PlantLog.LoggedEpisode::episode).toList();
    }

    private static void add(Episode episode, int from, int to, List<Episode> into) {
        if (to > from) {
            into.add(new Episode(
                    episode.observations().subList(from, to + 1),
                    episode.actions().subList(from, to)));
        }
    }

    /// Writes what is learned from into a store; one that was begun by the same log is completed.
    EpisodeStore store(Path folder, PlantSchema schema) {
        StoreDescription description = new StoreDescription(
                new ObservationShape.OfSignals(schema.signals().size()),
                schema.actions().size() + schema.exogenous().size(),
                Map.of("plant", schema.toYaml(), "episodes", hash(learned)));
        try (EpisodeWriter writer = EpisodeWriter.open(folder, description)) {
            for (int i = writer.episodes(); i < learned.size(); i++) {
                writer.append(learned.get(i));
            }
        }
        return EpisodeStore.open(folder);
    }

    /// SHA-256 of all numbers in episodes.
    private static String hash(List<Episode> episodes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Episode episode : episodes) {
                for (Observation seen : episode.observations()) {
                    add(((Signals) seen).values(), digest);
                }
                for (Action done : episode.actions()) {
                    add(done.values(), digest);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.\nMaybe this one was stripped.", e);
        }
    }

    private static void add(float[] values, MessageDigest digest) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}
