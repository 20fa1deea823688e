package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.safety.Infeasible.Reason;
import io.github.jepa4j.safety.PointMazePlant.Obstacle;
import io.github.jepa4j.world.Signals;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final Interval ROOM = new Interval(0, 4);

    private static PointMazePlant.Layout layout(double topSpeed, Obstacle... zones) {
        return new PointMazePlant.Layout(List.of(zones), List.of(), ROOM, ROOM, topSpeed, 5, 1);
    }

    private static Plant plant(PointMazePlant.Layout layout) {
        return new PointMazePlant(layout, Interval.within(23.9, 0.05), Interval.within(0.24, 0.05));
    }

    private static Signals reading(float... values) {
        return new Signals(values);
    }

    @Test
    void aStartAtRestOffTheZonesMayBegin() {
        Plant plant = plant(layout(3, Obstacle.disc("zone", 2, 2, 0.5)));
        assertThat(StartCheck.refuse(plant, Bounds.exact(4), reading(1, 2, 0, 0)))
                .isEmpty();
    }

    @Test
    void aStartInAZoneIsToldFromOneThatCannotStop() {
        Plant plant = plant(layout(6, Obstacle.disc("zone", 2, 2, 0.5)));

        assertThat(StartCheck.refuse(plant, Bounds.exact(4), reading(1.8f, 2, 0, 0))
                        .orElseThrow())
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.START_IN_VIOLATION))
                .satisfies(refused -> assertThat(refused.witness().value()).isBetween(-0.31, -0.29));

        // From 3 m/s a stop takes 0.19 m at least.
        assertThat(StartCheck.refuse(plant, Bounds.exact(4), reading(1.4f, 2, 3, 0))
                        .orElseThrow())
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.CANNOT_STOP))
                .satisfies(refused -> assertThat(refused.witness().limit()).isEqualTo("zone"));
    }

    /// What is not known of the gain leaves 0.3 m/s times 10 %, and at 0.24 1/s of damping that rolls 0.12 m: a
    /// ball that brakes to a stop may roll into the zone. One that brakes to a slow way back may not.
    @Test
    void nearAZoneABallIsLeftToRollAwayFromItWhereAStopIsNotCertain() {
        Plant plant = plant(layout(3, Obstacle.disc("zone", 2, 2, 0.5)));
        Signals first = reading(1.44f, 2, 0.3f, 0);
        Bounds bounds = Bounds.exact(4);
        Observer observer = new Observer(plant, bounds);
        observer.see(first.values());
        Observer.Ahead ahead = observer.ahead();
        Verifier verifier = new Verifier(plant, observer);
        assertThat(verifier.verify(ahead, plant.backup(0, ahead.sets()), 0).manoeuvre())
                .isNull();
        assertThat(verifier.verify(ahead, plant.backup(1, ahead.sets()), 1).manoeuvre())
                .isNotNull();
        assertThat(StartCheck.refuse(plant, bounds, first)).isEmpty();

        SafetyFilter filter = new SafetyFilter(plant, bounds);
        Ball ball = new Ball(4.18879 * 1.02, 98, 1, 3, List.of(new double[] {2, 2, 0.5}), 1.44, 2, 0.3, 0);
        Ruling ruling = filter.rule(first, new float[] {Float.NaN, 0});
        for (int step = 0; step < 400; step++) {
            ball.step(
                    new double[] {ruling.action().values()[0], ruling.action().values()[1]},
                    margin -> assertThat(margin).isGreaterThanOrEqualTo(0));
            ruling = filter.rule(reading(Float.NaN, Float.NaN, Float.NaN, Float.NaN), new float[] {Float.NaN, 0});
            assertThat(ruling.kind()).isInstanceOf(Ruling.Kind.Backup.class);
        }
    }

    @Test
    void aMissingFirstReadingIsNoStart() {
        Plant plant = plant(layout(6, Obstacle.disc("zone", 2, 2, 0.5)));
        assertThat(StartCheck.refuse(plant, Bounds.exact(4), reading(Float.NaN, 2, 0, 0))
                        .orElseThrow())
                .satisfies(refused -> assertThat(refused.alternative()).contains("signal 0 is missing"));
    }

    @Test
    void aGoalInAZoneAndAClosedWayAndAShortDeadlineAreToldApart() {
        PointMazeReach.Goal goal = new PointMazeReach.Goal(3.5, 2, 0.3, Double.POSITIVE_INFINITY);

        assertThat(new PointMazeReach(layout(2), 0).refuse(0.5, 2, goal)).isEmpty();

        Infeasible covered = new PointMazeReach(layout(2, Obstacle.disc("zone", 3.5, 2, 0.4)), 0)
                .refuse(0.5, 2, goal)
                .orElseThrow();
        assertThat(covered.reason()).isEqualTo(Reason.GOAL_FORBIDDEN);
        assertThat(covered.witness().value()).isBetween(-0.12, -0.08);

        Obstacle wall = new Obstacle("wall", Interval.of(2), ROOM, 0.1);
        Infeasible closed =
                new PointMazeReach(layout(2, wall), 0).refuse(0.5, 2, goal).orElseThrow();
        assertThat(closed.reason()).isEqualTo(Reason.NO_WAY);
        assertThat(closed.alternative()).contains("(1.88, 2.00)");

        PointMazeReach.Goal soon = new PointMazeReach.Goal(3.5, 2, 0.3, 1);
        Infeasible late = new PointMazeReach(layout(2), 0).refuse(0.5, 2, soon).orElseThrow();
        assertThat(late.reason()).isEqualTo(Reason.CONFLICTING_LIMITS);
        assertThat(late.witness().value()).isBetween(-0.5, -0.1); // 2.7 m at 2 m/s
    }
}
