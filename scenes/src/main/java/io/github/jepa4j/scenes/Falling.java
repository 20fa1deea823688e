package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of what is pulled down. Two things are at one place at the same frame with different speeds;
/// joined crosswise, the speed changes though nothing but the pull was there.
final class Falling {

    private static final double REBOUND = 0.7;

    private Falling() {}

    static Plot plot(Setting setting, Draw draw) {
        return setting == Setting.OPEN ? clamp(draw) : curtain(draw);
    }

    /// One thing is held until the event and drops; the other is thrown up and passes the open clamp.
    private static Plot clamp(Draw draw) {
        Thing thing = draw.small();
        int event = draw.event();
        double x = draw.between(18, 30);
        double y = draw.between(18, 26);
        double speed = draw.fast();
        Path held = Path.resting(x, y).then(event, Motion.flying(0, 0, draw.pull()));
        Path thrown = Path.through(event, x, y, Motion.flying(0, -speed, draw.pull()));
        Stage closing = jaws(draw.air(), thing, x, y, event);
        Stage open = new Stage(closing.backdrop(), List.of(), List.of(), opened(closing, event));
        return new Plot.Crossed(
                closing.with(thing.moving(held)), open.with(thing.moving(thrown)), event, draw.frames());
    }

    /// Two bars from the sides of the picture that hold the thing and let go at the event.
    private static Stage jaws(Stage stage, Thing thing, double x, double y, int event) {
        double width = thing.shape().halfWidth() * thing.radius();
        Prop left = Prop.solid(new Box(0, y - 1, x - width, y + 1)).moving(letting(-1, event));
        Prop right =
                Prop.solid(new Box(x + width, y - 1, Stage.SIDE + 4, y + 1)).moving(letting(1, event));
        return stage.with(left).with(right);
    }

    private static Path letting(int direction, int event) {
        return Path.resting(0, 0).jumping(event, new Path.Place(4 * direction, 0, 0), Motion.REST);
    }

    private static List<Prop> opened(Stage stage, int event) {
        return stage.solids().stream()
                .map(jaw -> {
                    Path.Place open = jaw.shift().at(event);
                    return jaw.moving(Path.resting(open.x(), open.y()));
                })
                .toList();
    }

    /// Both are behind the middle of a curtain at the event, one on its way down, the other up.
    private static Plot curtain(Draw draw) {
        Thing thing = draw.small();
        int event = draw.event();
        double speed = draw.fast();
        double x = draw.between(22, 26);
        double y = draw.between(20, 24);
        double halfWidth = thing.halfWidth() + 1 + speed / 4;
        double crossing = (halfWidth + thing.halfWidth()) / speed;
        // So fast that the one falls already where it goes in, and the other still rises where it comes out.
        double fall = draw.pull() * crossing + draw.perFrame(draw.between(0.3, 0.9));
        Stage stage = draw.air().behind(Prop.screen(new Box(x - halfWidth, -2, x + halfWidth, Stage.SIDE + 2)));
        Path down = Path.through(event, x, y, Motion.flying(speed, fall, draw.pull()));
        Path up = Path.through(event, x, y, Motion.flying(speed, -fall, draw.pull()));
        return new Plot.Crossed(stage.with(thing.moving(down)), stage.with(thing.moving(up)), event, draw.frames());
    }

    /// Something is dropped or thrown, and bounces on the ground.
    static Stage control(Draw draw) {
        Thing thing = draw.small();
        double floor = Stage.GROUND - thing.below();
        int landing = draw.event();
        double speed = draw.coin() ? 0 : draw.speed() / 2;
        double fall = draw.fast();
        Path path = Path.through(landing, draw.between(16, 32), floor, Motion.flying(speed, fall, draw.pull()));
        double time = landing;
        for (int bounce = 0; bounce < 3; bounce++) {
            fall *= REBOUND;
            // It is on the floor to the last bit, whatever rounding says.
            path = path.jumping(
                    time, new Path.Place(path.at(time).x(), floor, 0), Motion.flying(speed, -fall, draw.pull()));
            time += 2 * fall / draw.pull();
        }
        return draw.ground().with(thing.moving(path));
    }
}
