package io.github.jepa4j.worlds;

import io.github.jepa4j.inference.Energy;

/// How badly eight depths explain the drawing of a cube: with `e` an edge from corner to corner, in edge lengths,
///
/// ```
/// sum over edges of (|e|^2 - 1)^2  +  sum over pairs of edges that meet of (e . e')^2  +  (mean depth)^2
///   +  cue * sum over dashed edges of max(0, -depth of its middle)^2
/// ```
///
/// The mean is there because a drawing does not tell how far away the cube is; a cue, because what is dashed is behind.
/// Without dashed edges the energy of depths and of their mirror image, all signs changed, is the same, and it is 0 for
/// the two that the drawing is of. That there is no third minimum is what many starts say, not a theorem.
///
/// | tensor   | shape | unit, range                                  |
/// |----------|-------|----------------------------------------------|
/// | depths   | `[8]` | edge lengths, growing away from the viewer   |
///
/// @param drawing what is seen
/// @param cue     what a dashed edge that is in front counts, at least 0
public record NeckerCubeDepths(NeckerCube drawing, double cue) implements Energy {

    private static final int CORNERS = NeckerCube.CORNERS;

    public NeckerCubeDepths {
        if (!(cue >= 0) || Double.isInfinite(cue)) {
            throw new IllegalArgumentException(
                    "The weight of dashed edges is %s; it must be finite and at least 0.\nMaybe dashed was meant to be in front."
                            .formatted(cue));
        }
    }

    @Override
    public int dimension() {
        return CORNERS;
    }

    @Override
    public double valueAndGradient(double[] depths, double[] gradient) {
        double mean = 0;
        for (double depth : depths) {
            mean += depth / CORNERS;
        }
        double value = mean * mean;
        for (int corner = 0; corner < CORNERS; corner++) {
            gradient[corner] = 2 * mean / CORNERS;
        }
        for (int edge = 0; edge < NeckerCube.EDGES; edge++) {
            value += length(edge, depths, gradient);
        }
        for (int corner = 0; corner < CORNERS; corner++) {
            for (int axis = 0; axis < 3; axis++) {
                value += angle(corner, 1 << axis, 1 << (axis + 1) % 3, depths, gradient);
            }
        }
        for (int edge = 0; edge < NeckerCube.EDGES; edge++) {
            value += drawing.dashed()[edge] ? front(edge, mean, depths, gradient) : 0;
        }
        return value;
    }

    private double length(int edge, double[] depths, double[] gradient) {
        int begin = NeckerCube.begin(edge);
        int end = NeckerCube.end(edge);
        double excess = product(begin, end, end, depths) - 1;
        double slope = 4 * excess * (depths[end] - depths[begin]);
        gradient[end] += slope;
        gradient[begin] -= slope;
        return excess * excess;
    }

    private double angle(int corner, int oneBit, int otherBit, double[] depths, double[] gradient) {
        int one = corner ^ oneBit;
        int other = corner ^ otherBit;
        double product = product(corner, one, other, depths);
        double alongOne = 2 * product * (depths[other] - depths[corner]);
        double alongOther = 2 * product * (depths[one] - depths[corner]);
        gradient[one] += alongOne;
        gradient[other] += alongOther;
        gradient[corner] -= alongOne + alongOther;
        return product * product;
    }

    /// Of the ways from a corner to two others, in edge lengths.
    private double product(int from, int one, int other, double[] depths) {
        double[] seen = drawing.corners();
        double length = drawing.edgeLength();
        double across = (seen[2 * one] - seen[2 * from]) * (seen[2 * other] - seen[2 * from]);
        double down = (seen[2 * one + 1] - seen[2 * from + 1]) * (seen[2 * other + 1] - seen[2 * from + 1]);
        return (across + down) / (length * length) + (depths[one] - depths[from]) * (depths[other] - depths[from]);
    }

    private double front(int edge, double mean, double[] depths, double[] gradient) {
        int begin = NeckerCube.begin(edge);
        int end = NeckerCube.end(edge);
        double behind = (depths[begin] + depths[end]) / 2 - mean;
        if (behind >= 0) {
            return 0;
        }
        double slope = 2 * cue * behind;
        gradient[begin] += slope / 2;
        gradient[end] += slope / 2;
        for (int corner = 0; corner < CORNERS; corner++) {
            gradient[corner] -= slope / CORNERS;
        }
        return cue * behind * behind;
    }
}
