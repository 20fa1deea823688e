package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of cars on platforms: what has nothing below its centre falls.
final class Pushing {

    private static final double PLATFORM = 24;

    private Pushing() {}

    static Plot plot(Setting setting, Draw draw) {
        return setting == Setting.OPEN ? edge(draw) : pit(draw);
    }

    /// One car rolls over an edge, another is pushed; and fall, or roll on in the air, or stop there.
    private static Plot edge(Draw draw) {
        Thing car = draw.vehicle();
        int event = draw.event() - draw.frame(2);
        double edge = draw.between(16, 24);
        double speed = draw.speed();
        Stage stage = platform(draw, edge);
        Path rolls = Path.through(event, edge, PLATFORM - car.below(), Motion.rolling(speed));
        Path falls = rolls.then(event, falling(speed, draw));
        int stop = event + (int) Math.ceil((car.halfWidth() + 2) / speed);
        Prop pusher = pusher(car, stop, rolls, PLATFORM);
        Stage pushed = stage.with(pusher);
        return new Plot.Staged(
                List.of(stage.with(car.moving(falls)), pushed.with(car.moving(falls))),
                List.of(stage.with(car.moving(rolls)), pushed.with(car.moving(rolls.then(stop, Motion.REST)))));
    }

    /// It turns so that its rear stays on the edge while it leaves it: half the drop's rate per way gone,
    /// to first order.
    static Motion falling(double speed, Draw draw) {
        return new Motion(speed, 0, draw.pull(), draw.pull() / (2 * speed));
    }

    /// A bar that follows behind a car and stops.
    static Prop pusher(Thing car, int stop, Path rolls, double platform) {
        Path.Place start = rolls.at(0);
        double left = start.x() - car.halfWidth();
        double speed = rolls.legs().getFirst().motion().vx();
        Path shift = Path.through(0, 0, 0, Motion.rolling(speed)).then(stop, Motion.REST);
        return bar(left, platform).moving(shift);
    }

    /// The pusher as it is out to `right`.
    private static Prop bar(double right, double platform) {
        return Prop.painted(new Box(right - 60, platform - 4.5, right, platform - 2.5), 0xA0703C);
    }

    /// A pit or none is seen, a screen rises before it, the car goes behind it.
    private static Plot pit(Draw draw) {
        Thing car = draw.vehicle();
        int event = draw.frame(12) + (draw.coin() ? 0 : 1);
        double speed = draw.fast();
        double x = draw.between(22, 25);
        double half = car.halfWidth() + 1.5;
        double hidden = half + car.halfWidth() + 1;
        Box box = new Box(x - hidden, PLATFORM - car.above() - car.below() - 3, x + hidden, Stage.SIDE + 2);
        Prop screen = Screens.rising(box, draw.frame(2), draw.frame(6));
        Path rolls = Path.through(event, x, PLATFORM - car.below(), Motion.rolling(speed));
        double over = event - half / speed;
        Path falls = rolls.then(over, falling(speed, draw)).then(event, Motion.flying(0, 4 * speed, draw.pull()));
        Stage whole = platform(draw, Stage.SIDE).behind(screen);
        Stage open = Stage.air(whole.backdrop())
                .behind(screen)
                .with(ground(0, x - half))
                .with(ground(x + half, Stage.SIDE));
        return new Plot.Crossed(whole.with(car.moving(rolls)), open.with(car.moving(falls)), event, draw.frames());
    }

    /// A car goes along a platform without end, or is pushed as far as its centre is still on it, or
    /// something falls beside the platform.
    static Stage control(Draw draw) {
        Thing car = draw.vehicle();
        int event = draw.event();
        double speed = draw.speed();
        double edge = draw.between(16, 24);
        double y = PLATFORM - car.below();
        if (draw.coin()) {
            return drop(draw, car, event, edge);
        }
        Path rolls = Path.through(event, edge - draw.between(1, 3), y, Motion.rolling(speed));
        if (draw.coin()) {
            return platform(draw, Stage.SIDE).with(car.moving(rolls));
        }
        return platform(draw, edge)
                .with(pusher(car, event, rolls, PLATFORM))
                .with(car.moving(rolls.then(event, Motion.REST)));
    }

    /// A car passes the height of the platform in the air, with or without the pusher out behind it: so
    /// that frames of a car that floats clear of the platform could be of one that falls. Those with its rear
    /// still over the platform could not, since it would be tilted by then.
    private static Stage drop(Draw draw, Thing car, int event, double edge) {
        double x = draw.between(edge + car.halfWidth() + 0.5, Stage.SIDE + car.halfWidth());
        // From rest just before the clip begins.
        double fall = draw.pull() * (event + 1);
        Path drops = Path.through(event, x, PLATFORM - car.below(), Motion.flying(0, fall, draw.pull()));
        Stage stage = platform(draw, edge).with(car.moving(drops));
        return draw.coin() ? stage : stage.with(bar(x - car.halfWidth(), PLATFORM));
    }

    private static Stage platform(Draw draw, double edge) {
        return draw.air().with(ground(0, edge));
    }

    private static Prop ground(double left, double right) {
        return Prop.solid(new Box(left, PLATFORM, right, Stage.SIDE));
    }
}
