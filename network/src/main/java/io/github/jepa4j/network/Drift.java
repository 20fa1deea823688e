package io.github.jepa4j.network;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Carries each channel of a map on by a kernel of 3 of its own, so that a memory can go on where nothing is seen:
/// what went behind a screen is remembered at the place where it is by now. Learned; at first a kernel is a shift,
/// drawn for its channel, bilinear between places.
///
/// The motive is that of Shi et al., *Deep Learning for Precipitation Nowcasting: A Benchmark and A New Model*,
/// 2017, section 3.3 (TrajGRU): a memory's connections should follow what moves. Differs from it: velocities are not
/// inferred at each place, but each channel has its own, and what moves is to be written into those that move like it.
/// About a third of the channels stay.
final class Drift {

    /// How far a channel moves in a step at most at first, in places; below 1, as far as a kernel of 3 reaches.
    private static final double FASTEST = 0.8;

    /// Of so many channels about one stays.
    private static final int STAYS = 3;

    private static final int SIDE = 3;
    private static final long[] ONE = {1, 1};

    private final Tensor kernels;
    private final int width;

    /// Makes the parameter, `prefix.drift`.
    Drift(Parameters parameters, String prefix, int width) {
        kernels = parameters.drawnInGroups(prefix + ".drift", Drift::any, width, 1, SIDE, SIDE);
        this.width = width;
    }

    private static double[] any(RandomGenerator random) {
        double speed = random.nextInt(STAYS) == 0 ? 0 : FASTEST * random.nextDouble();
        double heading = 2 * Math.PI * random.nextDouble();
        return shift(speed * Math.sin(heading), speed * Math.cos(heading));
    }

    /// The kernel that moves a map.
    ///
    /// @param rows    how far down, in places, in [-1, 1]
    /// @param columns how far to the right
    /// @return `[3 * 3]`, the parts that a place takes over from its neighbours
    static double[] shift(double rows, double columns) {
        double[] kernel = new double[SIDE * SIDE];
        for (int y = -1; y <= 1; y++) {
            for (int x = -1; x <= 1; x++) {
                kernel[(y + 1) * SIDE + x + 1] =
                        Math.max(0, 1 - Math.abs(y + rows)) * Math.max(0, 1 - Math.abs(x + columns));
            }
        }
        return kernel;
    }

    /// One step on.
    ///
    /// @param map `[B, width, Y, X]`; beyond its edge there is nothing
    Tensor forward(Tensor map) {
        return torch.conv2d(map, kernels, new TensorOptional(), ONE, ONE, ONE, width);
    }
}
