package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.PnmFrames;
import io.github.jepa4j.surprise.RunningSurprise;
import io.github.jepa4j.world.Pixels;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Frames that come through standard input: each is answered before the next is waited for, and none is kept.
///
/// @param usual  what is usual, or null
/// @param stride every how many-th is looked at
/// @param limits of a frame
record SurpriseStream(Surprised surprised, @Nullable Usual usual, int stride, MediaLimits limits, Console console) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Watches until the stream ends, or nobody reads the answers any more. Of one that breaks off, what
    /// was seen is summed up before that is said.
    ///
    /// @param json whether each line is a JSON object
    /// @throws MediaException where a frame is broken or over a limit
    void watch(boolean json) {
        if (!json) {
            console.out().println("frame  surprise");
        }
        try {
            if (!isHeard(new PnmFrames(console.in(), limits), json)) {
                return;
            }
        } catch (MediaException e) {
            end(json);
            throw e;
        }
        if (surprised.soFar().frames() == 0) {
            throw new CommandFailure(
                    "No frame came through standard input.%nMaybe the program that sends them has failed: ffmpeg says why on its own."
                            .formatted());
        }
        end(json);
    }

    /// Answers each frame, and says whether somebody has read it all.
    private boolean isHeard(PnmFrames frames, boolean json) {
        PrintWriter to = console.out();
        long time = 0;
        for (Pixels frame = frames.next(); frame != null; frame = frames.next()) {
            if (time++ % stride != 0) {
                continue;
            }
            double surprise = surprised.next(frame);
            to.println(json ? object(surprise) : line(surprise));
            if (to.checkError()) { // flushes
                return false;
            }
        }
        return true;
    }

    /// With what is usual, a bar is full where a frame is as surprising as the most surprising usual video; else as the
    /// most surprising frame so far.
    private String line(double surprise) {
        double full = usual == null ? surprised.soFar().max() : usual.max().quantile(1);
        String line = SurpriseFigures.line(surprised.soFar().frames() - 1, surprise, full);
        return usual == null || surprise <= full ? line : line + " !";
    }

    private String object(double surprise) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("frame", surprised.soFar().frames() - 1);
        object.put("surprise", surprise);
        if (usual != null) {
            object.put("by_max", usual.max().share(surprise));
        }
        return JSON.writeValueAsString(object);
    }

    /// Sums up; nothing where nothing came.
    private void end(boolean json) {
        RunningSurprise soFar = surprised.soFar();
        if (soFar.frames() == 0) {
            return;
        }
        if (usual != null) {
            usual.noteLength(soFar.frames(), console);
        }
        SurpriseFigures.Rarity rarity = SurpriseFigures.Rarity.of(soFar, usual);
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("frames", soFar.frames());
            object.put("mean", soFar.mean());
            object.put("max", soFar.max());
            object.put("when", soFar.when());
            if (rarity != null) {
                object.put("by_mean", rarity.byMean());
                object.put("by_max", rarity.byMax());
            }
            console.out().println(JSON.writeValueAsString(object));
            return;
        }
        console.out()
                .printf(
                        "%nmean %s, max %s at frame %d%n",
                        Words.significant(soFar.mean()), Words.significant(soFar.max()), soFar.when());
        if (rarity != null) {
            console.out().println(rarity.words());
        }
    }
}
