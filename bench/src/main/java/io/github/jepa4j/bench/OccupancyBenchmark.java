package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.probe.Examples;
import io.github.jepa4j.probe.LinearProbe;
import io.github.jepa4j.scenes.MotionClass;
import io.github.jepa4j.scenes.MovingClip;
import io.github.jepa4j.scenes.MovingShapes;
import io.github.jepa4j.surprise.AveragePrecision;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where digits will be: a video JEPA imagines the frames after the first few, and a linear head reads off the imagined
/// maps in which cells of a grid there is the centre of a digit. After EB-JEPA's video example.
@Command(
        name = "occupancy",
        description =
                "Trains a video JEPA on moving digits, by how many steps it is held to, and reads where they will be.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OccupancyBenchmark implements Callable<Integer> {

    private static final int FRAMES = 10;
    private static final int SIDE = 32;
    private static final int CELLS = 8;
    private static final int DIFFERENT_CLIPS = 1 << 24;
    private static final double PENALTY = 1e-4;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final VideoLab lab = new VideoLab();

    @Option(names = "--unrolled", split = ",", description = "Steps that trainings are held to (${DEFAULT-VALUE}).")
    private List<Integer> unrolled = List.of(1, 4);

    @Option(names = "--seen", description = "Frames that are seen before it imagines (${DEFAULT-VALUE}).")
    private int seen = 3;

    @Option(names = "--clips", description = "That the head learns from, and as many that judge (${DEFAULT-VALUE}).")
    private int clips = 300;

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-occupancy");

    @Override
    public Integer call() throws IOException {
        Engine.open(lab.threads());
        Seed seed = options.seed();
        List<String> columns = new ArrayList<>(List.of("held to", "mean"));
        for (int ahead = 0; ahead <= FRAMES - seen; ahead++) {
            columns.add("+" + ahead);
        }
        Table table = new Table("average precision by frames ahead", columns.toArray(String[]::new));
        for (int steps : unrolled) {
            String name = "latent-" + steps;
            VideoJepaConfig config = lab.changed(VideoJepaConfig.small()).with("unrolled=" + steps);
            if (lab.onlyPaces()) {
                TrainingTime.tell(name, lab.pace(name, config, lesson(seed), seed));
            } else {
                rows(table, steps, lab.train(name, config, lesson(seed), seed), seed);
                System.err.println(table.text());
            }
        }
        options.print(
                lab.note(options.findings("occupancy"))
                        .setting("frames seen", seen)
                        .setting("clips that judge", clips)
                        .add(table)
                        .note(
                                "Ours: 32 pixels, digits of strokes, a recurrent predictor, a linear head on 3 x 3 places that learned from maps of frames that were seen. The peer's best mean is 0.607, on 64 pixels of Moving MNIST after a training of 50 epochs on a GPU: not the same protocol."));
        return 0;
    }

    /// What is imagined of a clip, and where the digits are.
    ///
    /// @param maps  by time
    /// @param there by time and cell
    private record Imagined(float[][] maps, float[] there) {}

    private void rows(Table table, int steps, VideoModel model, Seed seed) {
        LinearProbe head = LinearProbe.learn(seenMaps(model, seed.split("head")), 2, PENALTY);
        List<Imagined> judged = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            MovingClip clip = drawn(seed.split("judged").split(i));
            judged.add(new Imagined(model.imagine(start(clip.clip()), FRAMES - seen), clip.occupancy(CELLS)));
        }
        String who = Integer.toString(steps);
        row(table, who, judged, head, model.spec());
        List<Imagined> standing = judged.stream().map(this::standing).toList();
        row(table, who + ", if nothing moved", standing, head, model.spec());
    }

    /// The last map that was seen, for ever: what imagining has to beat.
    private Imagined standing(Imagined imagined) {
        float[][] maps = imagined.maps().clone();
        Arrays.fill(maps, seen, maps.length, maps[seen - 1]);
        return new Imagined(maps, imagined.there());
    }

    private void row(Table table, String who, List<Imagined> judged, LinearProbe head, FrameSpec spec) {
        int horizon = FRAMES - seen;
        List<Object> cells = new ArrayList<>(List.of(who));
        double sum = 0;
        for (int ahead = 0; ahead <= horizon; ahead++) {
            int time = seen - 1 + ahead;
            double precision = precision(
                    head,
                    judged.stream()
                            .map(one -> neighbourhoods(one.maps()[time], spec))
                            .toList(),
                    judged.stream().map(one -> cells(one.there(), time)).toList());
            cells.add(precision);
            sum += ahead > 0 ? precision / horizon : 0;
        }
        cells.add(1, sum);
        table.row(cells.toArray());
    }

    private static double precision(LinearProbe head, List<float[]> features, List<int[]> answers) {
        float[] probabilities = head.probabilities(joined(features));
        double[] scores = new double[probabilities.length / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = probabilities[2 * i + 1];
        }
        return AveragePrecision.of(
                scores, answers.stream().flatMapToInt(Arrays::stream).toArray());
    }

    private Examples seenMaps(VideoModel model, Seed seed) {
        List<float[]> features = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            MovingClip clip = drawn(seed.split(i));
            float[][] maps = model.imagine(clip.clip(), 0);
            float[] there = clip.occupancy(CELLS);
            for (int time = i % 2; time < FRAMES; time += 2) {
                features.add(neighbourhoods(maps[time], model.spec()));
                answers.add(cells(there, time));
            }
        }
        return new Examples(
                joined(features), answers.stream().flatMapToInt(Arrays::stream).toArray());
    }

    private Clip start(Clip clip) {
        List<io.github.jepa4j.world.Pixels> frames = new ArrayList<>();
        for (int t = 0; t < seen; t++) {
            frames.add(clip.frame(t));
        }
        return Clip.of(frames);
    }

    private static int[] cells(float[] there, int time) {
        int[] cells = new int[CELLS * CELLS];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (int) there[time * cells.length + i];
        }
        return cells;
    }

    /// The latents of each place and its eight neighbours, 0 outside.
    ///
    /// @param map `[width * places]`
    /// @return `[places * width * 9]`
    private static float[] neighbourhoods(float[] map, FrameSpec spec) {
        int rows = spec.placeRows();
        int columns = spec.placeColumns();
        float[] all = new float[map.length * 9];
        int next = 0;
        for (int place = 0; place < rows * columns; place++) {
            for (int channel = 0; channel < spec.width(); channel++) {
                for (int near = 0; near < 9; near++) {
                    int y = place / columns + near / 3 - 1;
                    int x = place % columns + near % 3 - 1;
                    boolean isInside = y >= 0 && y < rows && x >= 0 && x < columns;
                    all[next++] = isInside ? map[channel * rows * columns + y * columns + x] : 0;
                }
            }
        }
        return all;
    }

    private static float[] joined(List<float[]> parts) {
        int size = parts.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[size];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, next, part.length);
            next += part.length;
        }
        return all;
    }

    private static MovingClip drawn(Seed seed) {
        return new MovingShapes(MovingShapes.Figures.DIGITS, 2, 1, FRAMES, SIDE).clip(MotionClass.BOUNCING, seed);
    }

    private VideoLab.Lesson lesson(Seed seed) {
        Seed learned = seed.split("clips");
        LabelledClips all = LabelledClips.generated(
                new int[] {FRAMES, 1, SIDE, SIDE},
                DIFFERENT_CLIPS,
                i -> drawn(learned.split(i)).clip().values());
        return new VideoLab.Lesson(all, "bouncing digits " + learned.value(), out);
    }
}
