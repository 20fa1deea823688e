package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes the walks that a model of four rooms learns from, each in rooms of its own. Some wander: a heading that
/// turns by von Mises noise (concentration 5), and steps that are truncated normals (mean 2.5, deviation 1, in
/// [0.3, 3.57] px). The others lead to one place after the other, each drawn anew, through the doors, by steps
/// of up to 3.57 px and a noise of 0.7 px along each axis.
///
/// Ours, after the walks of [TwoRoomsTrajectories]; those of H-JEPA's protocol are not published.
///
/// @param purposeful how often a walk has places to go to, 0 to 1
/// @param actions    of a walk, at least 1
public record FourRoomsTrajectories(double purposeful, int actions) {

    private static final VonMises TURN = new VonMises(5);
    private static final TruncatedNormal STEP = new TruncatedNormal(2.5, 1, 0.3, FourRooms.REACH);
    private static final double NOISE = 0.7; // of each axis of a purposeful action, in px

    public FourRoomsTrajectories {
        if (!(purposeful >= 0 && purposeful <= 1) || actions < 1) {
            throw new IllegalArgumentException(
                    "Walks of %d actions, %s of them purposeful, make no sense; the share must be in [0, 1], and there be an action.\nMaybe it was given in percent."
                            .formatted(actions, purposeful));
        }
    }

    /// Half of them purposeful, of 60 actions.
    public FourRoomsTrajectories() {
        this(0.5, 60);
    }

    /// The walk of this seed.
    public Episode episode(Seed seed) {
        RandomGenerator random = seed.split("walk").generator();
        FourRoomsLayout layout = FourRoomsLayout.draw(random);
        Position start = FourRooms.anywhere(layout, random);
        boolean isPurposeful = random.nextDouble() < purposeful;
        FourRooms world = new FourRooms(_ -> new FourRooms.Task(layout, start, start));
        List<Observation> seen = new ArrayList<>(List.of(world.reset(seed)));
        List<Action> done = new ArrayList<>();
        double heading = random.nextDouble(2 * Math.PI);
        Purpose purpose = new Purpose(layout, random);
        for (int time = 0; time < actions; time++) {
            heading += TURN.sample(random);
            double length = STEP.sample(random);
            Action wandering = new Action((float) (length * Math.cos(heading)), (float) (length * Math.sin(heading)));
            Action action = isPurposeful ? purpose.act(world.position()) : wandering;
            seen.add(world.step(action));
            done.add(action);
        }
        return new Episode(seen, done);
    }

    /// Places to go to, one after the other.
    private static final class Purpose {

        private final FourRoomsLayout layout;
        private final RandomGenerator random;
        private Position goal;
        private double[] distances;

        Purpose(FourRoomsLayout layout, RandomGenerator random) {
            this.layout = layout;
            this.random = random;
            goal = FourRooms.anywhere(layout, random);
            distances = layout.distancesTo(goal);
        }

        Action act(Position at) {
            while (at.distanceTo(goal) < FourRooms.REACH || !isReachable(at)) {
                goal = FourRooms.anywhere(layout, random);
                distances = layout.distancesTo(goal);
            }
            Position aim = FourRoomsPilot.ahead(at, goal, distances);
            float[] way = {
                (float) (aim.x() - at.x() + NOISE * random.nextGaussian()),
                (float) (aim.y() - at.y() + NOISE * random.nextGaussian())
            };
            return new Action(way);
        }

        private boolean isReachable(Position at) {
            return Double.isFinite(distances[FourRoomsLayout.pixel(FourRoomsPilot.nearest(at, distances))]);
        }
    }
}
