package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Collapse;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.pretraining.PretrainingConfig.BackboneConfig;
import io.github.jepa4j.pretraining.PretrainingConfig.Kind;
import io.github.jepa4j.tensor.Seed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Small pictures, small clips and small networks, of which a training is over in a second.
final class Tiny {

    static final int SIDE = 16;
    static final Seed SEED = new Seed(71);

    /// Tells no time, so that two trainings leave the same bytes.
    static final Clock CLOCK = new Clock(InstantSource.fixed(Instant.EPOCH), () -> 0);

    private Tiny() {}

    /// Squares, crosses and rings, somewhere on a ground, in colours of their own: three classes.
    static LabelledClips shapes(int count, Seed seed) {
        List<byte[]> images = new ArrayList<>();
        int[] labels = new int[count];
        for (int n = 0; n < count; n++) {
            RandomGenerator random = seed.split(n).generator();
            labels[n] = random.nextInt(3);
            images.add(shape(labels[n], random));
        }
        return new LabelledClips(1, 3, SIDE, SIDE, images, labels, List.of("square", "cross", "ring"));
    }

    private static byte[] shape(int kind, RandomGenerator random) {
        int size = 5 + random.nextInt(6);
        int top = random.nextInt(SIDE - size + 1);
        int left = random.nextInt(SIDE - size + 1);
        int[] ground = {random.nextInt(100), random.nextInt(100), random.nextInt(100)};
        int[] colour = {60 + random.nextInt(196), 60 + random.nextInt(196), 60 + random.nextInt(196)};
        byte[] image = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            int y = i / SIDE % SIDE - top;
            int x = i % SIDE - left;
            int c = i / (SIDE * SIDE);
            image[i] = (byte) (isInside(kind, y, x, size) ? colour[c] : ground[c]);
        }
        return image;
    }

    private static boolean isInside(int kind, int y, int x, int size) {
        if (y < 0 || x < 0 || y >= size || x >= size) {
            return false;
        }
        boolean isEdge = y == 0 || x == 0 || y == size - 1 || x == size - 1;
        return switch (kind) {
            case 0 -> true;
            case 1 -> y == size / 2 || x == size / 2;
            default -> isEdge;
        };
    }

    /// Squares that move through eight frames, a step each.
    static LabelledClips clips(int count, Seed seed) {
        List<byte[]> clips = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            RandomGenerator random = seed.split(n).generator();
            int top = random.nextInt(SIDE - 4);
            int left = random.nextInt(4);
            int bright = 100 + random.nextInt(150);
            clips.add(clip(8, (t, frame) -> square(frame, top, left + t, bright)));
        }
        return new LabelledClips(8, 1, SIDE, SIDE, clips, new int[count], List.of("any"));
    }

    /// Squares that rest through eight frames.
    static LabelledClips still(int count) {
        List<byte[]> clips = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            var random = SEED.split("still").split(n).generator();
            int top = random.nextInt(SIDE - 4);
            int left = random.nextInt(SIDE - 4);
            int bright = 100 + random.nextInt(150);
            clips.add(clip(8, (_, frame) -> square(frame, top, left, bright)));
        }
        return new LabelledClips(8, 1, SIDE, SIDE, clips, new int[count], List.of("any"));
    }

    /// Paints a frame.
    interface Painter {
        void paint(int time, byte[] frame);
    }

    /// A clip of one channel.
    static byte[] clip(int frames, Painter painter) {
        byte[] clip = new byte[frames * SIDE * SIDE];
        for (int t = 0; t < frames; t++) {
            byte[] frame = new byte[SIDE * SIDE];
            painter.paint(t, frame);
            System.arraycopy(frame, 0, clip, t * frame.length, frame.length);
        }
        return clip;
    }

    /// Four by four pixels.
    static void square(byte[] frame, int top, int left, int bright) {
        for (int y = top; y < top + 4; y++) {
            Arrays.fill(frame, y * SIDE + left, y * SIDE + left + 4, (byte) bright);
        }
    }

    /// A method with tiny networks.
    static PretrainingConfig config(Method method, long steps, String... settings) {
        BackboneConfig backbone = switch (method) {
            case I_JEPA, MASKED_AUTOENCODER, PIXEL_PREDICTION, V_JEPA ->
                new BackboneConfig(Kind.VIT, new int[] {24}, 2, 4, 2);
            case NEXT_TOKEN -> new BackboneConfig(Kind.SYMBOLS, new int[] {24}, 2, 4, 2);
            default -> new BackboneConfig(Kind.RESNET, new int[] {8, 16}, 1, 2, 1);
        };
        var config = new PretrainingConfig(
                method,
                backbone,
                Learners.takesProjector(method) ? new int[] {32, 16} : new int[0],
                MethodSettings.defaults(),
                new Optimisation(steps, 32, 3e-3, 0.1, 1e-4, 10, 1000, 1, 1, Optimisation.Descent.ADAMW));
        return config.with(IntStream.range(0, SMALLER.size() + settings.length)
                .mapToObj(i -> i < SMALLER.size() ? SMALLER.get(i) : settings[i - SMALLER.size()])
                .toArray(String[]::new));
    }

    private static final List<String> SMALLER = List.of(
            "methods.wmse.part=32",
            "methods.dino.prototypes=32",
            "methods.ijepa.width=16",
            "methods.ijepa.layers=1",
            "methods.ijepa.heads=2",
            "methods.ijepa.masks.leastTokens=3",
            "methods.vjepa.width=24",
            "methods.vjepa.layers=1",
            "methods.vjepa.heads=2",
            "methods.prediction.width=24",
            "methods.prediction.layers=1",
            "methods.prediction.heads=2",
            "methods.masked.width=24",
            "methods.masked.layers=1",
            "methods.masked.heads=2");

    /// A training at work, whose tensors belong to the open scope.
    record Work(Networks networks, Learner learner, VisionTraining training, PretrainingConfig config) {

        static Work begin(LabelledClips clips, PretrainingConfig config, Seed seed) {
            Networks networks = Networks.begin(config.backbone().spec(clips), seed.split("networks"));
            Learner learner = Learners.of(config, networks, clips.classes().size());
            var lessons = new VisionTraining.Lessons(clips, ChannelStatistics.of(clips), seed);
            var training = new VisionTraining(
                    lessons, config.optimisation(), networks.parameters(), networks.buffers(), learner);
            return new Work(networks, learner, training, config);
        }

        /// All updates; the loss of each.
        double[] run() {
            double[] losses = new double[(int) config.optimisation().steps()];
            for (int step = 0; step < losses.length; step++) {
                losses[step] = training.update(step, false).getOrDefault("loss.total", Double.NaN);
            }
            return losses;
        }

        /// How far the embeddings of images have collapsed, as the projector of these widths gives them.
        Collapse embeddings(LabelledClips images, Function<Tensor, Tensor> change, int... widths) {
            try (Scope scope = Scope.open()) {
                float[] made = made(images, (backbone, twin) -> {
                    Projector projector = twin.projector("projector", backbone.dimension(), widths);
                    return features -> change.apply(projector.forward(features, Mode.TRAINING));
                });
                return Collapse.of(Natives.of(made, images.size(), made.length / images.size()));
            }
        }

        /// Makes heads on a backbone, whose values will be those of what was trained.
        interface Heads {
            Function<Tensor, Tensor> on(Backbone backbone, Networks networks);
        }

        /// What backbone and heads make of images.
        float[] made(LabelledClips images, Heads heads) {
            try (Scope scope = Scope.open();
                    NoGradGuard guard = new NoGradGuard()) {
                Networks twin = networks.twin();
                Backbone backbone = twin.backbone();
                Function<Tensor, Tensor> head = heads.on(backbone, twin);
                twin.parameters().load(networks.parameters().copy());
                twin.buffers().load(networks.buffers().copy());
                Lesson lesson = new Lesson(
                        images, IntStream.range(0, images.size()).toArray(), ChannelStatistics.of(images), new Seed(0));
                // by the batch's own statistics, as the loss saw them
                Tensor features = backbone.features(lesson.view(ViewSettings.none(), "as-is"), Mode.TRAINING);
                return Natives.values(head.apply(features));
            }
        }
    }

    /// Opens the engine with one thread.
    static void openTheEngine() {
        Engine.open(1);
    }

    /// The mean of a part of the losses.
    static double mean(double[] losses, int from, int to) {
        return Arrays.stream(losses, from, to).average().orElseThrow();
    }
}
