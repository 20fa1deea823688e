package io.github.jepa4j.bench;

import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.regression.RidgeRegression;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How well a model tells where the ball is, and foresees it, in layouts that it never saw: by linear functions of its
/// latents, learned in some episodes and judged in others.
final class FromAboveForesight {

    private static final int[] ACTIONS = {1, 3, 6, 12, 24};
    private static final int EPISODES = 320;
    private static final int JUDGED = 80; // of them
    private static final int EACH = 4; // frames from one that is looked at to the next

    private final JepaModel model;
    private final List<Watched> judged;
    private final List<RidgeRegression.Fit> places;

    /// An episode, and where the ball was.
    ///
    /// @param places `[T + 1, 2]`, in px
    private record Watched(LatentEpisode seen, double[] places) {

        int actions() {
            return places.length / 2 - 1;
        }
    }

    private FromAboveForesight(JepaModel model, List<Watched> episodes) {
        this.model = model;
        judged = episodes.subList(EPISODES - JUDGED, EPISODES);
        places = readout(episodes.subList(0, EPISODES - JUDGED));
    }

    /// A row for each number of actions that the walks are long enough for.
    static Table of(SeenWorld<?> world, JepaModel model, Seed seed) {
        List<Watched> episodes = IntStream.range(0, EPISODES)
                .mapToObj(number -> watched(model, world.unseen().apply(seed.split(number))))
                .toList();
        var foresight = new FromAboveForesight(model, episodes);
        Table table = new Table("where the ball is", "actions", "foreseen: px off", "seen: px off", "stays: px off");
        for (int actions : ACTIONS) {
            if (actions <= episodes.getFirst().actions()) {
                foresight.add(table, actions);
            }
        }
        return table;
    }

    private static Watched watched(JepaModel model, Episode episode) {
        double[] places = new double[2 * (episode.length() + 1)];
        for (int time = 0; time <= episode.length(); time++) {
            double[] place = place((Pixels) episode.observations().get(time));
            System.arraycopy(place, 0, places, 2 * time, 2);
        }
        return new Watched(LatentEpisode.of(model, episode), places);
    }

    /// The centre of what the first channel shows, `x, y`.
    private static double[] place(Pixels picture) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int pixel = 0; pixel < picture.rows() * picture.columns(); pixel++) {
            int brightness = Byte.toUnsignedInt(picture.values()[pixel]);
            sum += brightness;
            x += brightness * (double) (pixel % picture.columns());
            y += brightness * (double) (pixel / picture.columns());
        }
        return new double[] {x / sum, y / sum};
    }

    private List<RidgeRegression.Fit> readout(List<Watched> episodes) {
        int dimension = model.encoder().dimension();
        int rows = episodes.stream().mapToInt(one -> one.actions() / EACH + 1).sum();
        double[] inputs = new double[rows * dimension];
        double[][] targets = new double[2][rows];
        int[] groups = new int[rows];
        int row = 0;
        for (int number = 0; number < episodes.size(); number++) {
            Watched one = episodes.get(number);
            for (int time = 0; time <= one.actions(); time += EACH) {
                for (int d = 0; d < dimension; d++) {
                    inputs[row * dimension + d] = one.seen().latents()[time * dimension + d];
                }
                targets[0][row] = one.places()[2 * time];
                targets[1][row] = one.places()[2 * time + 1];
                groups[row] = number;
                row++;
            }
        }
        return RidgeRegression.of(inputs, dimension).fit(List.of(targets), groups);
    }

    private void add(Table table, int actions) {
        double foreseen = 0;
        double seen = 0;
        double stays = 0;
        int count = 0;
        for (Watched one : judged) {
            for (int from = 0; from + actions <= one.actions(); from += EACH) {
                double[] there = at(one, from + actions);
                foreseen += apart(told(foreseen(one, from, actions)), there);
                seen += apart(told(latent(one, from + actions)), there);
                stays += apart(at(one, from), there);
                count++;
            }
        }
        table.row(actions, px(foreseen / count), px(seen / count), px(stays / count));
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private float[] foreseen(Watched one, int from, int actions) {
        int axes = model.actionScale().dimension();
        float[] done = Arrays.copyOfRange(one.seen().actions(), from * axes, (from + actions) * axes);
        float[] all = model.worldModel()
                .imagine(new Latent(latent(one, from)), new ActionBatch(1, actions, axes, done))
                .latents();
        return Arrays.copyOfRange(all, all.length - model.encoder().dimension(), all.length);
    }

    private float[] latent(Watched one, int time) {
        int dimension = model.encoder().dimension();
        return Arrays.copyOfRange(one.seen().latents(), time * dimension, (time + 1) * dimension);
    }

    private static double[] at(Watched one, int time) {
        return Arrays.copyOfRange(one.places(), 2 * time, 2 * time + 2);
    }

    private double[] told(float[] latent) {
        double[] inputs = new double[latent.length];
        for (int d = 0; d < latent.length; d++) {
            inputs[d] = latent[d];
        }
        return new double[] {places.get(0).predict(inputs, 0), places.get(1).predict(inputs, 0)};
    }

    private static double apart(double[] one, double[] other) {
        return Math.hypot(one[0] - other[0], one[1] - other[1]);
    }
}
