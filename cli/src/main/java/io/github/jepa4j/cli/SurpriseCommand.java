package io.github.jepa4j.cli;

import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.Skipping;
import io.github.jepa4j.media.VideoStream;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `jepa4j surprise`: how far each frame of a video is from what a model foresaw.
@Command(
        name = "surprise",
        header = "Say how surprising each frame of a video is.",
        description =
                "A model that foresees videos watches one and says of each frame how much further it is from what it foresaw than it expected to be; with --calibration,"
                        + " how rare that is among videos in which nothing is wrong. With - it watches frames as they come"
                        + " through standard input (binary PPM or PGM) and answers each at once; then --json prints an object a"
                        + " line.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j surprise odd.gif --model runs/watcher",
            "  jepa4j surprise odd.mp4 --model runs/watcher --calibration usual.zip",
            "  ffmpeg -i odd.mp4 -f image2pipe -c:v ppm - | jepa4j surprise - --model runs/watcher"
        })
final class SurpriseCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "1",
            paramLabel = "VIDEO",
            description = "A GIF, an MP4, a folder of numbered images, or - for standard input.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String video;

    @Option(
            names = "--model",
            paramLabel = "RUN_OR_FILE",
            required = true,
            description = "The run folder or model file that foresees (train with 'foresight').")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(
            names = "--calibration",
            paramLabel = "PATH",
            description =
                    "A folder or zip archive of videos in which nothing is wrong, as long as this one, and such as the model was not trained on.")
    @Nullable
    private Path calibration;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description = "Look at every how many-th frame, as in the training (default 1).")
    private int stride = 1;

    @Option(
            names = "--pooling",
            paramLabel = "HOW",
            description =
                    "How the places of a frame are summed up: ${COMPLETION-CANDIDATES} (default strongest: the mean of the four most surprising).")
    private Pooling pooling = Pooling.STRONGEST;

    @Option(
            names = "--damaged",
            paramLabel = "WHAT",
            description =
                    "What to do about a video of the calibration that cannot be read: ${COMPLETION-CANDIDATES} (default"
                            + " skip; it is told of).")
    private OnDamage damaged = OnDamage.SKIP;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Override
    public Integer call() throws IOException {
        if (stride < 1) {
            throw new CommandFailure("The stride is %d; it must be at least 1.%nMaybe leave it out.".formatted(stride));
        }
        VideoModel watching = SeeingModels.foresight(model);
        Usual usual = calibration == null
                ? null
                : Usual.of(
                        new MediaFiles(calibration, false, stride, damaged, limits.limits()),
                        watching,
                        pooling,
                        main.console());
        Surprised surprised = new Surprised(watching, pooling);
        if (video.equals("-")) {
            new SurpriseStream(surprised, usual, stride, limits.limits(), main.console()).watch(output.json);
        } else {
            watch(Path.of(video), surprised, usual);
        }
        return Main.DONE;
    }

    private void watch(Path file, Surprised surprised, @Nullable Usual usual) {
        try (Clips clips = Clips.open(file, limits.limits())) {
            if (clips.count() > 1) {
                throw new CommandFailure(
                        "%s holds %d videos; one is looked at.%nMaybe name one of them: the first is %s."
                                .formatted(file, clips.count(), clips.names().getFirst()));
            }
            new Skipping(damaged, clips.refused())
                    .skipped()
                    .forEach(one -> main.console().remark("%s; it is left out.".formatted(one)));
            try (VideoStream stream = clips.stream(0)) {
                List<Double> frames = new ArrayList<>();
                try {
                    look(stream, surprised, frames);
                } catch (MediaException e) {
                    if (!frames.isEmpty()) { // what was seen before the video breaks off is worth an answer
                        print(file, stream, frames, surprised, usual);
                    }
                    throw e;
                }
                print(file, stream, frames, surprised, usual);
            }
        }
    }

    private void look(VideoStream stream, Surprised surprised, List<Double> frames) {
        Telling telling = main.console().progress("watch", stream.frames(), "frames");
        try (telling) {
            int time = 0;
            for (Pixels frame = stream.next(); frame != null; frame = stream.next()) {
                if (time++ % stride == 0) {
                    frames.add(surprised.next(frame));
                }
                telling.update(time, "");
            }
        }
    }

    private void print(Path file, VideoStream stream, List<Double> frames, Surprised surprised, @Nullable Usual usual) {
        OptionalDouble seconds = stream.seconds((int) surprised.soFar().when() * stride);
        var figures = SurpriseFigures.of(file.toString(), frames, seconds, surprised.soFar(), usual);
        if (usual != null) {
            usual.noteLength(frames.size(), main.console());
        }
        output.print(
                main.console(), figures, shown -> shown.print(main.console().out()));
    }
}
