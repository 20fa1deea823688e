package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.network.ImpalaNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Encoding frames of two rooms, from bytes to latents, by pure Java and by libtorch.
///
/// @param frames in the larger of the two batches
record EncoderBenchmark(Options options, int frames) {

    private static final double MILLI = 1e3;

    Table measure() {
        Table table =
                new Table("encoder", "configuration", "way", "threads", "frames at a time", "ms/frame", "GFLOP/s");
        measure("compact", JepaConfig.ModelConfig.compact(), table);
        measure("reference", JepaConfig.ModelConfig.reference(), table);
        return table;
    }

    private void measure(String name, JepaConfig.ModelConfig model, Table table) {
        ImpalaSpec spec = Rooms.encoder(model);
        double flop = Cost.of(spec, Rooms.predictor(model)).flopPerFrame();
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(options.seed().split(name));
            ImpalaNetwork network = new ImpalaNetwork(parameters, spec);
            ImpalaEncoder pure = ImpalaEncoder.of(spec, new SafeTensors(parameters.copy(), Map.of()));
            List<Pixels> images = images();
            for (int batch : new int[] {1, frames}) {
                List<Pixels> some = images.subList(0, batch);
                Way way = new Way(name, "pure Java", 1, batch);
                row(table, way, flop, options.stopwatch().seconds(() -> pure.encode(some)));
            }
            for (int threads : options.threadCounts()) {
                EngineThreads.set(threads);
                for (int batch : new int[] {1, frames}) {
                    List<Pixels> some = images.subList(0, batch);
                    Way way = new Way(name, "libtorch", threads, batch);
                    row(table, way, flop, options.stopwatch().seconds(() -> engine(network, spec, some)));
                }
            }
        }
    }

    private record Way(String configuration, String name, int threads, int batch) {}

    private static void row(Table table, Way way, double flop, Spread seconds) {
        table.row(
                way.configuration(),
                way.name(),
                way.threads(),
                way.batch(),
                seconds.times(MILLI / way.batch()),
                flop * way.batch() / seconds.median() / Options.GIGA);
    }

    private List<Pixels> images() {
        TwoRooms world = new TwoRooms(LayoutChoice.RANDOM);
        List<Pixels> images = new ArrayList<>();
        for (int i = 0; i < Math.max(1, frames); i++) {
            images.add(world.reset(options.seed().split("image").split(i)));
        }
        return images;
    }

    private static float[] engine(ImpalaNetwork network, ImpalaSpec spec, List<Pixels> images) {
        int size = spec.channels() * spec.rows() * spec.columns();
        float[] values = new float[images.size() * size];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(spec.normalisation().normalise(images.get(i)), 0, values, i * size, size);
        }
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor input = Natives.of(values, images.size(), spec.channels(), spec.rows(), spec.columns())
                    .contiguous(torch.MemoryFormat.ChannelsLast);
            return Natives.values(network.forward(input));
        }
    }
}
