package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;

/// The scripted pilot of a [Quadrotor2D]: a PD controller of the place, whose wanted acceleration is a lean,
/// around a PD controller of the lean; it knows the true state and constants. From the starts of
/// [Quadrotor2D.State#random] it keeps [Quadrotor2D#TRACK_LIMITS], hovering or on the figure 8: a ceiling
/// for whoever learns, though not the best there is.
///
/// @param reference where to be, by the time in s
/// @param ahead     how the reference accelerates, by the time in s: along x and z, in m/s^2
public record QuadrotorPilot(DoubleFunction<Quadrotor2D.State> reference, DoubleFunction<double[]> ahead)
        implements ScriptedPolicy<Quadrotor2D> {

    /// Gains of the place: 1/s^2 and 1/s. Greater ones ask for more lean than is allowed, and the pilot loses
    /// the figure.
    private static final double PLACE = 1.5;

    private static final double SPEED = 2.2;

    /// Gains of the lean: 1/s^2 and 1/s.
    private static final double LEAN = 60;

    private static final double RATE = 20;

    /// The most the pilot leans, in rad, and pushes sideways or up, in m/s^2.
    private static final double MOST_LEAN = 0.14;

    private static final double MOST_CLIMB = 2;

    /// Hovers at a place.
    public static QuadrotorPilot hover(double x, double z) {
        Quadrotor2D.State there = Quadrotor2D.State.at(x, z);
        return new QuadrotorPilot(_ -> there, _ -> new double[2]);
    }

    /// Flies the figure 8.
    public static QuadrotorPilot figure8() {
        double w = 2 * Math.PI / Quadrotor2D.EPISODE_SECONDS;
        return new QuadrotorPilot(Quadrotor2D::reference, seconds ->
                new double[] {-w * w * Math.sin(w * seconds), -2 * w * w * Math.sin(2 * w * seconds)});
    }

    @Override
    public Action act(Quadrotor2D world, RandomGenerator random) {
        Quadrotor2D.State now = world.state();
        Quadrotor2D.Parameters physics = world.parameters();
        Quadrotor2D.State aim = reference.apply(world.seconds());
        double[] acceleration = ahead.apply(world.seconds());
        double sideways = acceleration[0] + PLACE * (aim.x() - now.x()) + SPEED * (aim.vx() - now.vx());
        double climb = Math.clamp(
                acceleration[1] + PLACE * (aim.z() - now.z()) + SPEED * (aim.vz() - now.vz()), -MOST_CLIMB, MOST_CLIMB);
        double lift = physics.mass() * (physics.gravity() + climb) / Math.cos(now.theta());
        double lean = Math.clamp(Math.atan2(sideways, physics.gravity() + climb), -MOST_LEAN, MOST_LEAN);
        double turn = LEAN * (lean - now.theta()) - RATE * now.rate();
        double difference = turn * physics.inertia() * Math.sqrt(2) / physics.arm();
        float[] thrust = {(float) ((lift - difference) / 2), (float) ((lift + difference) / 2)};
        world.actionSpace().project(thrust, 0);
        return new Action(thrust);
    }
}
