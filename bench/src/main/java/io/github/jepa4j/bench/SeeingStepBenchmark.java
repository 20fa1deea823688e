package io.github.jepa4j.bench;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.Method;
import io.github.jepa4j.pretraining.Pretrainer;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.Vicreg;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What an update of networks that learn to see costs.
@Command(
        name = "seeing-step",
        description =
                "An update of each method on images or clips: how many a second, and the share of the machine's peak.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SeeingStepBenchmark implements Runnable {

    private static final int PEAK_SIZE = 2048;
    private static final int NOISES = 512;
    private static final int CLASSES = 10;
    private static final int SIDE = 32;
    private static final int CLIP_FRAMES = 20;
    private static final int CLIP_SIDE = 48;
    private static final int TRAINED = 6; // multiply and add, forward and twice backward
    private static final int PERCENT = 100;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--updates", description = "Of each, of which the first third is not timed (${DEFAULT-VALUE}).")
    private int updates = 30;

    @Option(names = "--peak-size", description = "Rows of the product that the peak is taken from (${DEFAULT-VALUE}).")
    private int peakSize = PEAK_SIZE;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all, such as the batch.")
    private List<String> overrides = List.of();

    /// A kind of update.
    ///
    /// @param batch   images or clips
    /// @param flop    of one of them; NaN where it changes from step to step
    /// @param seconds of the update
    private record Update(String name, int batch, double flop, double seconds) {}

    @Override
    public void run() {
        EngineThreads.set(options.maxThreads);
        double peak =
                Peak.product(options.stopwatch(), peakSize, options.maxThreads).max();
        Table table =
                new Table("updates", "method", "batch", "s", "images or clips/s", "GFLOP", "GFLOP/s", "% of peak");
        for (Update update : List.of(
                resNet(Method.VICREG, 2, Vicreg.defaults().projector()),
                resNet(Method.SUPERVISED, 1, CLASSES),
                masked(),
                changing(Method.I_JEPA),
                foresight())) {
            double flop = update.flop() * update.batch();
            table.row(
                    update.name(),
                    update.batch(),
                    update.seconds(),
                    update.batch() / update.seconds(),
                    flop / Options.GIGA,
                    flop / update.seconds() / Options.GIGA,
                    flop / update.seconds() / peak * PERCENT);
        }
        options.print(
                options.timed("seeing-step")
                        .setting("threads", options.maxThreads)
                        .setting("changes", overrides.toString())
                        .setting("OpenBLAS kernels", EngineThreads.matrixKernels())
                        .add(new Table("peak", "what", "GFLOP/s")
                                .row("libtorch sgemm %d, fastest".formatted(peakSize), peak / Options.GIGA))
                        .add(table)
                        .note(
                                "I-JEPA's tokens change from step to step, so that its arithmetic is not counted; nor is, of any, the optimiser's."));
    }

    /// @param head widths of what stands on the features
    private Update resNet(Method method, int views, int... head) {
        PretrainingConfig config = config(method);
        var backbone = config.backbone();
        var spec = new ResNetSpec(3, SIDE, SIDE, backbone.widths(), backbone.blocks(), backbone.patch());
        int[] onFeatures = IntStream.concat(IntStream.of(spec.dimension()), Arrays.stream(head))
                .toArray();
        return new Update(
                method.label() + ", residual network",
                config.optimisation().batch(),
                (double) TRAINED * views * (SeeingArithmetic.resNet(spec) + SeeingArithmetic.perceptron(onFeatures)),
                pace(config));
    }

    private Update masked() {
        PretrainingConfig config = config(Method.MASKED_AUTOENCODER);
        var backbone = config.backbone();
        var decoder = config.methods().masked();
        PatchGrid grid = new PatchGrid(3, 1, SIDE, SIDE, 1, backbone.patch());
        int width = backbone.widths()[0];
        long hidden = Math.round(decoder.hidden() * grid.tokens());
        long seen = grid.tokens() - hidden;
        var inner = VitSpec.Size.of(decoder.width(), decoder.layers(), decoder.heads());
        long forward = SeeingArithmetic.patches(grid, width, seen)
                + SeeingArithmetic.blocks(VitSpec.Size.of(width, backbone.blocks(), backbone.heads()), seen)
                + SeeingArithmetic.maskedPredictor(width, inner, seen, hidden)
                + SeeingArithmetic.patches(grid, width, hidden); // the way back, to the pixels of what is hidden
        return new Update(
                "masked-autoencoder, transformer",
                config.optimisation().batch(),
                (double) TRAINED * forward,
                pace(config));
    }

    private Update changing(Method method) {
        PretrainingConfig config = config(method);
        return new Update(
                method.label() + ", transformer", config.optimisation().batch(), Double.NaN, pace(config));
    }

    private Update foresight() {
        VideoJepaConfig config = VideoJepaConfig.small().with(changes());
        FrameSpec spec = new FrameSpec(3, CLIP_SIDE, CLIP_SIDE, config.width(), config.memory());
        double seconds = new VideoPretrainer(clips(), "noise", config, options.seed(), Clock.system()).pace(updates);
        return new Update(
                "video JEPA of %d frames".formatted(CLIP_FRAMES),
                config.optimisation().batch(),
                (double) TRAINED * SeeingArithmetic.foresight(spec, CLIP_FRAMES, config.unrolled()),
                seconds);
    }

    private PretrainingConfig config(Method method) {
        return PretrainingConfig.small(method).with(changes());
    }

    private String[] changes() {
        return Stream.concat(overrides.stream(), Stream.of("optimisation.threads=" + options.maxThreads))
                .toArray(String[]::new);
    }

    private double pace(PretrainingConfig config) {
        return new Pretrainer(images(), "noise", config, options.seed(), Clock.system()).pace(updates);
    }

    /// Of ten classes: where all are of one, a classifier has a single output, and nothing to learn.
    private LabelledClips images() {
        return new LabelledClips(
                1,
                3,
                SIDE,
                SIDE,
                IntStream.range(0, NOISES)
                        .mapToObj(i -> noise(3 * SIDE * SIDE, i))
                        .toList(),
                IntStream.range(0, NOISES).map(i -> i % CLASSES).toArray(),
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
    }

    private LabelledClips clips() {
        int[] shape = {CLIP_FRAMES, 3, CLIP_SIDE, CLIP_SIDE};
        return LabelledClips.generated(shape, NOISES, i -> noise(CLIP_FRAMES * 3 * CLIP_SIDE * CLIP_SIDE, i));
    }

    private byte[] noise(int size, int number) {
        byte[] bytes = new byte[size];
        Seed seed = options.seed().split("noise").split(number);
        seed.generator().nextBytes(bytes);
        return bytes;
    }
}
