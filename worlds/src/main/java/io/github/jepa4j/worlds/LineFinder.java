package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Pixels;
import java.util.ArrayList;
import java.util.List;

/// Finds straight dark strokes in a picture, the longest first: the line that most ink lies on, how far
/// the ink goes along it, the line of least squares through that; then that ink is taken away, and the
/// next is looked for.
///
/// Method: the Hough transform in its form by Duda and Hart (*Use of the Hough transformation to detect
/// lines and curves in pictures*, Communications of the ACM 15, 1972). Differs from it: one line at a
/// time, each refined on the ink of the whole picture, so that crossings take nothing away from it.
final class LineFinder {

    /// Directions over half a turn.
    private static final int DIRECTIONS = 360;

    /// Ink within so many px of a line is its own.
    private static final double REACH = 3;

    /// Towards the ends other lines join, whose ink is not to be fitted to.
    private static final double TRIMMED = 6;

    /// A stroke goes on over so many px without ink.
    private static final double GAP = 2;

    private static final double STEP = 0.5;

    private final int rows;
    private final int columns;
    private final double[] ink;
    private final double[] left;

    /// A stroke: all `(x, y)` with `x cos + y sin = offset`, from one place to another.
    ///
    /// @param cos    of the direction across it
    /// @param sin    of the direction across it
    /// @param offset from the corner of the picture, in px
    /// @param from   where it begins, along `(-sin, cos)`, in px
    /// @param until  where it ends
    record Line(double cos, double sin, double offset, double from, double until) {

        double x(double along) {
            return offset * cos - along * sin;
        }

        double y(double along) {
            return offset * sin + along * cos;
        }

        double length() {
            return until - from;
        }
    }

    private LineFinder(Pixels picture) {
        rows = picture.rows();
        columns = picture.columns();
        ink = new double[rows * columns];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = 1 - picture.at(0, i / columns, i % columns) / 255.0;
        }
        left = ink.clone();
    }

    /// @param most how many are looked for
    /// @return those that were found
    static List<Line> lines(Pixels picture, int most) {
        LineFinder finder = new LineFinder(picture);
        List<Line> found = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Line line = finder.strongest();
            for (int refinement = 0; refinement < 4; refinement++) {
                line = finder.fitted(finder.run(line));
            }
            line = finder.run(line);
            finder.erase(line);
            if (line.length() > 4 * REACH) {
                found.add(line);
            }
        }
        return List.copyOf(found);
    }

    /// The line that most of the ink that is left lies on, without ends.
    private Line strongest() {
        int most = 2 * (rows + columns);
        double[] votes = new double[DIRECTIONS * most];
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            double cos = StrictMath.cos(Math.PI * direction / DIRECTIONS);
            double sin = StrictMath.sin(Math.PI * direction / DIRECTIONS);
            for (int i = 0; i < left.length; i++) {
                if (left[i] > 0) {
                    double offset = i % columns * cos + (double) (i / columns) * sin;
                    votes[direction * most + (int) Math.round(offset) + most / 2] += left[i];
                }
            }
        }
        int best = 0;
        for (int i = 0; i < votes.length; i++) {
            best = votes[i] > votes[best] ? i : best;
        }
        double angle = Math.PI * (best / most) / DIRECTIONS;
        double offset = best % most - most / 2.0;
        return new Line(StrictMath.cos(angle), StrictMath.sin(angle), offset, 0, 0);
    }

    /// The longest stretch of ink along a line.
    private Line run(Line line) {
        double reach = Math.hypot(rows, columns);
        double begin = Double.NaN;
        double last = Double.NEGATIVE_INFINITY;
        double from = 0;
        double until = 0;
        for (double along = -reach; along <= reach; along += STEP) {
            if (inkAt(line.x(along), line.y(along)) < 0.5) {
                continue;
            }
            begin = along - last > GAP ? along : begin;
            last = along;
            if (last - begin > until - from) {
                from = begin;
                until = last;
            }
        }
        return new Line(line.cos(), line.sin(), line.offset(), from, until);
    }

    /// The line of least squares, measured across, through the ink along a stretch.
    private Line fitted(Line line) {
        double trimmed = Math.min(TRIMMED, line.length() / 4);
        double sum = 0;
        double[] means = new double[2];
        double[] squares = new double[3];
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < ink.length; i++) {
                double x = i % columns;
                double y = (double) (i / columns);
                double along = y * line.cos() - x * line.sin();
                boolean own = Math.abs(x * line.cos() + y * line.sin() - line.offset()) < REACH
                        && along > line.from() + trimmed
                        && along < line.until() - trimmed;
                if (own && pass == 0) {
                    sum += ink[i];
                    means[0] += ink[i] * x;
                    means[1] += ink[i] * y;
                } else if (own) {
                    squares[0] += ink[i] * (x - means[0]) * (x - means[0]);
                    squares[1] += ink[i] * (x - means[0]) * (y - means[1]);
                    squares[2] += ink[i] * (y - means[1]) * (y - means[1]);
                }
            }
            if (sum == 0) {
                return line;
            }
            means[0] /= pass == 0 ? sum : 1;
            means[1] /= pass == 0 ? sum : 1;
        }
        // The direction of the ink; across it is a quarter of a turn on.
        double direction = StrictMath.atan2(2 * squares[1], squares[0] - squares[2]) / 2;
        double cos = -StrictMath.sin(direction);
        double sin = StrictMath.cos(direction);
        return new Line(cos, sin, means[0] * cos + means[1] * sin, 0, 0);
    }

    private void erase(Line line) {
        for (int i = 0; i < left.length; i++) {
            double x = i % columns;
            double y = (double) (i / columns);
            double along = y * line.cos() - x * line.sin();
            double across = Math.abs(x * line.cos() + y * line.sin() - line.offset());
            if (across < REACH && along > line.from() - REACH && along < line.until() + REACH) {
                left[i] = 0;
            }
        }
    }

    /// Between pixels, in proportion; 0 outside.
    private double inkAt(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        if (column < 0 || row < 0 || column >= columns - 1 || row >= rows - 1) {
            return 0;
        }
        double right = x - column;
        double down = y - row;
        int at = row * columns + column;
        double upper = (1 - right) * ink[at] + right * ink[at + 1];
        double lower = (1 - right) * ink[at + columns] + right * ink[at + columns + 1];
        return (1 - down) * upper + down * lower;
    }
}
