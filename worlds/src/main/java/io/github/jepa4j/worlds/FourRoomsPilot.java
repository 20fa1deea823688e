package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// Goes the shortest way through the doors that are open: what is possible in [FourRooms].
public final class FourRoomsPilot implements ScriptedPolicy<FourRooms> {

    @Override
    public Action act(FourRooms world, RandomGenerator random) {
        FourRooms.Task task = world.task();
        Position at = world.position();
        Position aim = ahead(at, task.goal(), task.layout().distancesTo(task.goal()));
        return new Action(new float[] {(float) (aim.x() - at.x()), (float) (aim.y() - at.y())});
    }

    /// The place that an action can lead to on the way, pixel by pixel; the goal where it is nearer.
    static Position ahead(Position at, Position goal, double[] distances) {
        Position aim = nearest(at, distances);
        if (distances[FourRoomsLayout.pixel(aim)] <= FourRooms.REACH - 1) {
            return goal;
        }
        double left = FourRooms.REACH - aim.distanceTo(at);
        for (int pixel = 0; pixel < FourRooms.REACH; pixel++) {
            Position next = nearest(aim, distances);
            left -= next.distanceTo(aim);
            if (left < 0) {
                break;
            }
            aim = next;
        }
        return aim;
    }

    /// The pixel next to a place from which the way is shortest; the place itself may be of none that is free.
    static Position nearest(Position at, double[] distances) {
        int best = FourRoomsLayout.pixel(at);
        for (int pixel : FourRoomsLayout.about(at)) {
            best = distances[pixel] < distances[best] ? pixel : best;
        }
        return FourRoomsLayout.centre(best);
    }
}
