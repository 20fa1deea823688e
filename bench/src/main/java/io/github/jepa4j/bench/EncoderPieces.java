package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.perception.ImpalaSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Times each kind of operation of the encoder alone, at the shapes and in the memory order of a training
/// step, with random numbers. The rectifiers and additions are done in place, as there.
final class EncoderPieces {

    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] POOL = {3, 3};
    private static final double EPSILON = 1e-5;

    private final Stopwatch stopwatch;
    private final ImpalaSpec spec;
    private final long frames;
    private final List<Piece> pieces = new ArrayList<>();

    EncoderPieces(Stopwatch stopwatch, ImpalaSpec spec, long frames) {
        this.stopwatch = stopwatch;
        this.spec = spec;
        this.frames = frames;
    }

    /// A convolution, by what goes in.
    private record Shape(int in, int out, int kernel, int stride, int rows, int columns) {

        double flop(long frames) {
            return 2.0
                    * frames
                    * Math.ceilDiv(rows, stride)
                    * Math.ceilDiv(columns, stride)
                    * kernel
                    * kernel
                    * in
                    * out;
        }
    }

    List<Piece> measure() {
        Piece elementwise = new Piece("rectifiers and additions", 0, 0, Double.NaN);
        int rows = spec.rows();
        int columns = spec.columns();
        for (int s = 0; s < spec.stacks(); s++) {
            int width = spec.widths()[s];
            Shape first = new Shape(spec.inputWidth(s), width, spec.kernel(s), spec.stride(s), rows, columns);
            pieces.add(convolution("stack %d, first convolution".formatted(s + 1), first, 1, s == 0));
            int y = spec.rowsAfter(s);
            int x = spec.columnsAfter(s);
            if (spec.pools(s)) {
                pieces.add(pool("stack %d, max-pool".formatted(s + 1), width, rows, columns));
            } else {
                elementwise = elementwise.plus(rectifiers(maps(width, y, x), 1, 0));
            }
            if (spec.blocks() > 0) {
                Shape inner = new Shape(width, width, 3, 1, y, x);
                String name = "stack %d, %d block convolutions".formatted(s + 1, 2 * spec.blocks());
                pieces.add(convolution(name, inner, 2 * spec.blocks(), false));
                elementwise = elementwise.plus(rectifiers(maps(width, y, x), 2 * spec.blocks(), spec.blocks()));
            }
            rows = y;
            columns = x;
        }
        pieces.add(elementwise);
        pieces.add(flattening(spec.widths()[spec.stacks() - 1], rows, columns));
        pieces.add(linear());
        pieces.add(norm());
        return pieces;
    }

    private long[] maps(int width, int rows, int columns) {
        return new long[] {frames, width, rows, columns};
    }

    /// Random numbers, about half of them negative; four axes are laid out channels last.
    private static Tensor random(boolean differentiated, long... shape) {
        Tensor values = torch.rand(shape).sub(new Scalar(0.5));
        Tensor laidOut = shape.length == 4 ? values.contiguous(torch.MemoryFormat.ChannelsLast) : values;
        laidOut.set_requires_grad(differentiated);
        return laidOut;
    }

    private Piece convolution(String name, Shape shape, int times, boolean input) {
        try (Scope scope = Scope.open()) {
            Tensor maps = random(!input, maps(shape.in(), shape.rows(), shape.columns()));
            Tensor weight = random(true, shape.out(), shape.in(), shape.kernel(), shape.kernel());
            Tensor bias = random(true, shape.out());
            TensorOptional optionalBias = new TensorOptional(bias);
            long[] stride = {shape.stride(), shape.stride()};
            long[] padding = {shape.kernel() / 2, shape.kernel() / 2};
            var seconds = Differentiated.time(
                    stopwatch,
                    () -> torch.conv2d(maps, weight, optionalBias, stride, padding, ONE, 1),
                    input ? List.of(weight, bias) : List.of(maps, weight, bias));
            double flop = (input ? 2 : 3) * shape.flop(frames);
            return new Piece(name, times * seconds.forward(), times * seconds.backward(), times * flop);
        }
    }

    private Piece pool(String name, int width, int rows, int columns) {
        try (Scope scope = Scope.open()) {
            Tensor maps = random(true, maps(width, rows, columns));
            var seconds = Differentiated.time(
                    stopwatch, () -> torch.max_pool2d(maps, POOL, TWO, ONE, ONE, false), List.of(maps));
            return new Piece(name, seconds.forward(), seconds.backward(), Double.NaN);
        }
    }

    private Piece rectifiers(long[] shape, int rectifiers, int additions) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor maps = random(false, shape);
            Tensor other = random(false, shape);
            Scalar zero = new Scalar(0.0);
            double rectify = seconds(maps::relu_);
            double back = seconds(() -> torch.threshold_backward(other, maps, zero));
            // One addition forward, and one of the two gradients that meet where the block begins.
            double add = additions == 0 ? 0 : seconds(() -> maps.add_(other));
            return new Piece("", rectifiers * rectify + additions * add, rectifiers * back + additions * add, 0);
        }
    }

    private double seconds(Runnable work) {
        return stopwatch
                .seconds(() -> {
                    try (Scope scope = Scope.open()) {
                        work.run();
                    }
                })
                .median();
    }

    private Piece flattening(int width, int rows, int columns) {
        try (Scope scope = Scope.open()) {
            Tensor maps = random(true, maps(width, rows, columns));
            var seconds = Differentiated.time(
                    stopwatch,
                    () -> maps.relu().contiguous(torch.MemoryFormat.Contiguous).flatten(1, -1),
                    List.of(maps));
            return new Piece("last rectifier and flattening", seconds.forward(), seconds.backward(), Double.NaN);
        }
    }

    private Piece linear() {
        try (Scope scope = Scope.open()) {
            int d = spec.latentDimension();
            Tensor features = random(true, frames, spec.features());
            Tensor weight = random(true, d, spec.features());
            Tensor bias = random(true, d);
            TensorOptional optionalBias = new TensorOptional(bias);
            var seconds = Differentiated.time(
                    stopwatch, () -> torch.linear(features, weight, optionalBias), List.of(features, weight, bias));
            double flop = 6.0 * frames * spec.features() * d;
            return new Piece("linear", seconds.forward(), seconds.backward(), flop);
        }
    }

    private Piece norm() {
        try (Scope scope = Scope.open()) {
            long d = spec.latentDimension();
            Tensor latents = random(true, frames, d);
            Tensor weight = random(true, d);
            Tensor bias = random(true, d);
            TensorOptional optionalWeight = new TensorOptional(weight);
            TensorOptional optionalBias = new TensorOptional(bias);
            var seconds = Differentiated.time(
                    stopwatch,
                    () -> torch.layer_norm(latents, new long[] {d}, optionalWeight, optionalBias, EPSILON, true),
                    List.of(latents, weight, bias));
            return new Piece("layer normalisation", seconds.forward(), seconds.backward(), Double.NaN);
        }
    }
}
