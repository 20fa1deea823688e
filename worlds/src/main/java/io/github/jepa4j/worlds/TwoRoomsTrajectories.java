package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes the random trajectories that a model of two rooms learns from: wandering walks, some of them laid
/// through the door.
///
/// A *free* walk starts anywhere; its heading turns by von Mises noise (concentration 5) and its step is a
/// truncated normal (mean 1, standard deviation 0.4, in [0.2, 1.8] px). A *crossing* walk is two such walks
/// glued in the door, run backward before it and forward after it. All actions are then executed with
/// [FreezingCollisions], so that many crossing walks meet a wall and do not cross.
///
/// Source: the training data of EB-JEPA's Two Rooms (arXiv 2602.03604), including its start of reversed
/// crossings, which lies one step off. Differs from it: all `T + 1` positions are kept, where the reference
/// drops the last frame.
///
/// The same seed gives the same trajectory on every thread of a machine; another processor may round a cosine
/// differently.
///
/// @param layouts          how each trajectory's rooms are chosen
/// @param crossingFraction how often a walk is laid through the door, in [0, 1]
/// @param positions        how many positions a trajectory has, `T + 1`, at least 2
public record TwoRoomsTrajectories(LayoutChoice layouts, double crossingFraction, int positions) {

    /// The reference's fraction of crossing walks.
    public static final double CROSSING_FRACTION = 0.35;

    /// The reference's number of positions.
    public static final int POSITIONS = 91;

    private static final VonMises TURN = new VonMises(5);
    private static final TruncatedNormal STEP = new TruncatedNormal(1.0, 0.4, 0.2, 1.8);
    private static final double PIVOT_STD = 1.4;
    private static final double START_LOW = 4.01;
    private static final double START_HIGH = 59.99;

    public TwoRoomsTrajectories {
        if (!(crossingFraction >= 0 && crossingFraction <= 1)) {
            throw new IllegalArgumentException(
                    "The crossing fraction is %s; it must be in [0, 1].\nMaybe it was given in percent."
                            .formatted(crossingFraction));
        }
        if (positions < 2) {
            throw new IllegalArgumentException(
                    "A trajectory of %d positions has no action; it needs at least 2.\nMaybe the number of actions was meant."
                            .formatted(positions));
        }
    }

    /// The reference's lengths and fractions.
    public TwoRoomsTrajectories(LayoutChoice layouts) {
        this(layouts, CROSSING_FRACTION, POSITIONS);
    }

    /// The trajectory of this seed, as pictures.
    public Episode episode(Seed seed) {
        return trajectory(seed).episode();
    }

    /// The trajectory of this seed, without pictures.
    public TwoRoomsTrajectory trajectory(Seed seed) {
        RandomGenerator random = seed.generator();
        Layout layout = layouts.draw(random);
        Walk walk = random.nextDouble() < crossingFraction ? crossing(layout, random) : free(layout, random);
        return execute(layout, walk);
    }

    private record Walk(Position start, List<Action> actions) {}

    private Walk free(Layout layout, RandomGenerator random) {
        double x = random.nextDouble(Layout.LOW, Layout.HIGH);
        double y = random.nextDouble(Layout.LOW, Layout.HIGH);
        if (layout.withinWall(x) && !layout.openAt(y)) {
            x = random.nextBoolean()
                    ? random.nextDouble(Layout.LOW, layout.leftFace())
                    : random.nextDouble(layout.rightFace(), Layout.HIGH);
        }
        return new Walk(new Position(x, y), wander(random.nextDouble(2 * Math.PI), positions - 1, random));
    }

    private Walk crossing(Layout layout, RandomGenerator random) {
        int steps = positions - 1;
        double pivotX = random.nextDouble(layout.leftFace(), layout.rightFace());
        double pivotY =
                new TruncatedNormal(layout.door(), PIVOT_STD, layout.doorTop(), layout.doorBottom()).sample(random);
        int pivotStep = random.nextInt(1, steps + 1);
        double heading = Math.PI + random.nextDouble(-0.5, 0.5) * Math.PI / 2;
        List<Action> before = wander(heading, steps, random).subList(0, pivotStep);
        List<Action> after = wander(heading + Math.PI, steps, random).subList(1, steps + 1 - pivotStep);
        List<Action> actions = new ArrayList<>(backward(before));
        actions.addAll(after);
        int stepsToPivot = pivotStep;
        if (random.nextBoolean()) {
            actions = backward(actions);
            stepsToPivot = steps + 1 - pivotStep;
        }
        double x = pivotX;
        double y = pivotY;
        for (Action action : actions.subList(0, stepsToPivot)) {
            x -= action.values()[0];
            y -= action.values()[1];
        }
        var start = new Position(Math.clamp(x, START_LOW, START_HIGH), Math.clamp(y, START_LOW, START_HIGH));
        return new Walk(start, actions);
    }

    private static List<Action> wander(double firstHeading, int steps, RandomGenerator random) {
        List<Action> actions = new ArrayList<>(steps);
        double heading = firstHeading;
        for (int t = 0; t < steps; t++) {
            if (t > 0) {
                heading += TURN.sample(random);
            }
            double length = STEP.sample(random);
            actions.add(new Action((float) (length * Math.cos(heading)), (float) (length * Math.sin(heading))));
        }
        return actions;
    }

    private static List<Action> backward(List<Action> actions) {
        List<Action> reversed = new ArrayList<>(actions.size());
        for (Action action : actions) {
            reversed.add(new Action(-action.values()[0], -action.values()[1]));
        }
        Collections.reverse(reversed);
        return reversed;
    }

    private static TwoRoomsTrajectory execute(Layout layout, Walk walk) {
        var physics = new FreezingCollisions(layout);
        List<Position> positions = new ArrayList<>(walk.actions().size() + 1);
        Position position = walk.start();
        positions.add(position);
        for (Action action : walk.actions()) {
            position = physics.move(position, action.values()[0], action.values()[1]);
            positions.add(position);
        }
        return new TwoRoomsTrajectory(layout, positions, walk.actions());
    }
}
