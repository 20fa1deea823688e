package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Walks in [RandomDoors] to learn from, by someone who wants nothing: to one place after the other, drawn
/// anywhere in the rooms or the lock, with noise on every action, and to another when it is there or has tried
/// for long enough.
///
/// @param opens   how likely the lock's doors stay open, 0 to 1
/// @param actions how many a walk has, `T`, at least 1
public record RandomDoorsTrajectories(double opens, int actions) {

    private static final double NOISE = 0.7;
    private static final int PATIENCE = 30;

    public RandomDoorsTrajectories {
        if (actions < 1) {
            throw new IllegalArgumentException(
                    "A walk of %d actions teaches nothing; it needs at least 1.\nMaybe a length was left unset."
                            .formatted(actions));
        }
        new RandomDoors(RandomDoors.Task::across, opens); // refuses what is no probability
    }

    /// The walk of this seed.
    public Episode episode(Seed seed) {
        RandomGenerator random = seed.split("walk").generator();
        var world = new RandomDoors(
                own -> {
                    RandomGenerator start = own.generator();
                    double[] from = inARoom(start);
                    double[] to = inARoom(start);
                    return new RandomDoors.Task(from[0], from[1], to[0], to[1]);
                },
                opens);
        List<Observation> observations = new ArrayList<>(List.of(world.reset(seed)));
        List<Action> done = new ArrayList<>();
        double[] place = anywhere(random);
        int left = PATIENCE;
        while (done.size() < actions) {
            double dx = place[0] - world.x();
            double dy = place[1] - world.y();
            if (left == 0 || Math.hypot(dx, dy) < RandomDoors.REACH) {
                place = anywhere(random);
                left = PATIENCE;
            }
            Action action = new Action(noisy(dx, dy, random), noisy(dy, dx, random));
            done.add(action);
            observations.add(world.step(action));
            left--;
        }
        return new Episode(observations, done);
    }

    /// Of the longer way's full reach, and what the other axis is in proportion.
    private static float noisy(double way, double other, RandomGenerator random) {
        double scale = RandomDoors.REACH / Math.max(RandomDoors.REACH, Math.max(Math.abs(way), Math.abs(other)));
        double noisy = way * scale + NOISE * random.nextGaussian();
        return (float) Math.clamp(noisy, -RandomDoors.REACH, RandomDoors.REACH);
    }

    private static double[] inARoom(RandomGenerator random) {
        double[] place;
        do {
            place = new double[] {random.nextDouble(RandomDoors.SIDE), random.nextDouble(RandomDoors.SIDE)};
        } while (place[0] > RandomDoors.WALL_LEFT && place[0] < RandomDoors.WALL_RIGHT);
        return place;
    }

    /// One in four in the lock, which few would find by chance.
    private static double[] anywhere(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? new double[] {
                    random.nextDouble(RandomDoors.WALL_LEFT, RandomDoors.WALL_RIGHT),
                    random.nextDouble(RandomDoors.LOCK_LOW, RandomDoors.LOCK_HIGH)
                }
                : new double[] {random.nextDouble(RandomDoors.SIDE), random.nextDouble(RandomDoors.SIDE)};
    }
}
