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
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
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
    private static final int IMAGES = 512;
    private static final int SIDE = 32;
    private static final int TRAINED = 6; // multiply and add, forward and twice backward
    private static final int PERCENT = 100;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--updates", description = "Of each, of which the first third is not timed (${DEFAULT-VALUE}).")
    private int updates = 30;

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
                Peak.product(options.stopwatch(), PEAK_SIZE, options.maxThreads).max();
        Table table =
                new Table("updates", "method", "batch", "s", "images or clips/s", "GFLOP", "GFLOP/s", "% of peak");
        for (Update update : List.of(
                resNet(Method.VICREG, 2, new int[] {256, 512, 512, 512}),
                resNet(Method.SUPERVISED, 1, new int[] {256, 10}),
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
        options.print(options.timed("seeing-step")
                .setting("threads", options.maxThreads)
                .setting("OpenBLAS kernels", EngineThreads.matrixKernels())
                .add(new Table("peak", "what", "GFLOP/s")
                        .row("libtorch sgemm %d, fastest".formatted(PEAK_SIZE), peak / Options.GIGA))
                .add(table)
                .note("I-JEPA's tokens change from step to step, so that its arithmetic is not counted."));
    }

    private Update resNet(Method method, int views, int[] head) {
        PretrainingConfig config = config(method);
        var backbone = config.backbone();
        long forward = SeeingArithmetic.resNet(
                        new ResNetSpec(3, SIDE, SIDE, backbone.widths(), backbone.blocks(), backbone.patch()))
                + SeeingArithmetic.perceptron(head);
        return new Update(
                method.label() + ", residual network",
                config.optimisation().batch(),
                (double) TRAINED * views * forward,
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
        long forward = SeeingArithmetic.patches(grid, width)
                + SeeingArithmetic.blocks(VitSpec.Size.of(width, backbone.blocks(), backbone.heads()), seen)
                + seen * width * decoder.width()
                + SeeingArithmetic.blocks(inner, grid.tokens())
                + hidden * ((long) decoder.width() * width + (long) width * grid.patchValues());
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
        VideoJepaConfig config = VideoJepaConfig.small().with("optimisation.threads=" + options.maxThreads);
        int frames = 20;
        int side = 48;
        LabelledClips clips = noise(new int[] {frames, 3, side, side});
        double seconds = new VideoPretrainer(clips, "noise", config, options.seed(), Clock.system()).pace(updates);
        long frame = SeeingArithmetic.frame(new FrameSpec(3, side, side, config.width(), config.memory()));
        return new Update(
                "video JEPA of 20 frames", config.optimisation().batch(), (double) TRAINED * frames * frame, seconds);
    }

    private PretrainingConfig config(Method method) {
        return PretrainingConfig.small(method).with("optimisation.threads=" + options.maxThreads);
    }

    private double pace(PretrainingConfig config) {
        LabelledClips images = noise(new int[] {1, 3, SIDE, SIDE});
        return new Pretrainer(images, "noise", config, options.seed(), Clock.system()).pace(updates);
    }

    private LabelledClips noise(int[] shape) {
        Seed seed = options.seed().split("noise");
        int size = shape[0] * shape[1] * shape[2] * shape[3];
        return LabelledClips.generated(shape, IMAGES, i -> {
            byte[] bytes = new byte[size];
            seed.split(i).generator().nextBytes(bytes);
            return bytes;
        });
    }
}
