package io.github.jepa4j.bench;

import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worlds.OgBenchExpert;
import io.github.jepa4j.worlds.OgBenchMaze;
import java.util.Arrays;

/// How far a learned distance agrees with the fewest moves between cells, over all pairs of them.
final class MazeDistances {

    private MazeDistances() {}

    static Table table(OgBenchMaze maze, LearnedMaze learned, Quasimetric distance) {
        var cells = maze.freeCells();
        double[] moves = new double[cells.size() * cells.size()];
        double[] steps = new double[moves.length];
        int pair = 0;
        for (OgBenchMaze.Cell to : cells) {
            float[] goal = latent(learned, to);
            for (OgBenchMaze.Cell from : cells) {
                moves[pair] = OgBenchExpert.way(maze, from, to).size() - 1.0;
                steps[pair] = distance.distances(latent(learned, from), goal)[0];
                pair++;
            }
        }
        return new Table("the learned distance between cells", "pairs", "correlation with the fewest moves")
                .row(pair, correlation(moves, steps));
    }

    /// Pearson's.
    private static double correlation(double[] one, double[] other) {
        double meanOne = Arrays.stream(one).average().orElse(Double.NaN);
        double meanOther = Arrays.stream(other).average().orElse(Double.NaN);
        double both = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int i = 0; i < one.length; i++) {
            both += (one[i] - meanOne) * (other[i] - meanOther);
            squaresOne += Math.pow(one[i] - meanOne, 2);
            squaresOther += Math.pow(other[i] - meanOther, 2);
        }
        return both / Math.sqrt(squaresOne * squaresOther);
    }

    private static float[] latent(LearnedMaze learned, OgBenchMaze.Cell cell) {
        return learned.model()
                .encoder()
                .encode(new Signals(new float[] {(float) cell.x(), (float) cell.y()}))
                .values();
    }
}
