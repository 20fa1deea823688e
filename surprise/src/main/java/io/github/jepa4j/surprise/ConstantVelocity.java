package io.github.jepa4j.surprise;

import io.github.jepa4j.world.Clip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The baseline that expects everything to go on as it went: each square of the last frame in which something
/// has changed is found in the frame before, and is foreseen to move on by as much; what nothing moves to
/// stays. Where several squares move to one place, the one that was found best counts. Its error is that of
/// [CopyLast].
///
/// Source: block matching (Jain and Jain, *Displacement Measurement and Its Application in Interframe Image
/// Coding*, 1981), by the sum of absolute differences over all displacements of up to so many pixels; of
/// those that fit alike, the shortest. Differs from it: squares begin at every pixel, so that they overlap.
///
/// @param reach how far it looks, in pixels, at least 1
public record ConstantVelocity(int reach) implements Foresight {

    public ConstantVelocity {
        if (reach < 1) {
            throw new IllegalArgumentException(
                    "Motion was to be looked for within %d pixels; at least 1 is needed.\nMaybe take 6."
                            .formatted(reach));
        }
    }

    @Override
    public float[][] errors(Clip clip) {
        float[][] errors = new float[clip.frames()][Squares.count(clip)];
        List<Displacement> displacements = displacements();
        for (int t = 2; t < clip.frames(); t++) {
            errors[t] = Squares.errors(clip, t, new Matching(clip, t - 1).moved(displacements));
        }
        return errors;
    }

    /// Downward and to the right, in pixels.
    private record Displacement(int down, int right) {

        int squaredLength() {
            return down * down + right * right;
        }
    }

    /// A square that has moved.
    private record Move(int top, int left, Displacement by, int difference) {}

    /// All within reach but none at all, the shortest first.
    private List<Displacement> displacements() {
        List<Displacement> all = new ArrayList<>();
        for (int down = -reach; down <= reach; down++) {
            for (int right = -reach; right <= reach; right++) {
                if (down != 0 || right != 0) {
                    all.add(new Displacement(down, right));
                }
            }
        }
        all.sort(Comparator.comparingInt(Displacement::squaredLength));
        return all;
    }

    /// Two frames, of which the later is at a time.
    private record Matching(Clip clip, int time) {

        private static final Displacement NONE = new Displacement(0, 0);

        /// What is foreseen after them, `[C, Y, X]`.
        byte[] moved(List<Displacement> displacements) {
            List<Move> moves = new ArrayList<>();
            for (int top = 0; top + Squares.SIDE <= clip.rows(); top++) {
                for (int left = 0; left + Squares.SIDE <= clip.columns(); left++) {
                    Move move = found(top, left, displacements);
                    if (move.by.squaredLength() > 0) {
                        moves.add(move);
                    }
                }
            }
            int size = clip.channels() * clip.rows() * clip.columns();
            byte[] expected = new byte[size];
            System.arraycopy(clip.values(), time * size, expected, 0, size);
            moves.sort(Comparator.comparingInt(Move::difference).reversed()); // the best is put down last
            moves.forEach(move -> put(move, expected));
            return expected;
        }

        /// Where a square comes from; from itself where nothing fits better.
        private Move found(int top, int left, List<Displacement> displacements) {
            int least = difference(top, left, NONE, Integer.MAX_VALUE);
            Displacement best = NONE;
            for (int i = 0; i < displacements.size() && least > 0; i++) {
                Displacement by = displacements.get(i);
                if (isInside(top - by.down, left - by.right)) {
                    int difference = difference(top, left, by, least);
                    if (difference < least) {
                        least = difference;
                        best = by;
                    }
                }
            }
            return new Move(top, left, best, least);
        }

        private boolean isInside(int top, int left) {
            return top >= 0 && left >= 0 && top + Squares.SIDE <= clip.rows() && left + Squares.SIDE <= clip.columns();
        }

        /// The sum of absolute differences, or anything from `enough` on.
        private int difference(int top, int left, Displacement by, int enough) {
            byte[] values = clip.values();
            int sum = 0;
            for (int c = 0; c < clip.channels(); c++) {
                for (int y = 0; y < Squares.SIDE && sum < enough; y++) {
                    int now = row(time, c, top + y) + left;
                    int then = row(time - 1, c, top - by.down + y) + left - by.right;
                    for (int x = 0; x < Squares.SIDE; x++) {
                        sum += Math.abs((values[now + x] & 0xFF) - (values[then + x] & 0xFF));
                    }
                }
            }
            return sum;
        }

        private int row(int at, int channel, int row) {
            return ((at * clip.channels() + channel) * clip.rows() + row) * clip.columns();
        }

        /// Puts a square to where it moves, as far as that is inside.
        private void put(Move move, byte[] expected) {
            for (int c = 0; c < clip.channels(); c++) {
                for (int y = 0; y < Squares.SIDE; y++) {
                    for (int x = 0; x < Squares.SIDE; x++) {
                        int row = move.top + y + move.by.down;
                        int column = move.left + x + move.by.right;
                        if (row >= 0 && row < clip.rows() && column >= 0 && column < clip.columns()) {
                            expected[(c * clip.rows() + row) * clip.columns() + column] =
                                    clip.values()[row(time, c, move.top + y) + move.left + x];
                        }
                    }
                }
            }
        }
    }
}
