package io.github.jepa4j.scenes;

import io.github.jepa4j.world.Clip;
import java.util.ArrayList;
import java.util.List;

/// Films stages.
///
/// @param frames   `T`
/// @param side     rows and columns
/// @param mirrored whether left and right are exchanged
record Camera(int frames, int side, boolean mirrored) {

    private static final int CHANNELS = 3;

    /// A video, and what is true in it.
    record Film(Clip clip, List<List<Sighting>> states) {}

    Film film(Stage stage) {
        Canvas canvas = new Canvas(CHANNELS, side, side);
        byte[] values = new byte[frames * CHANNELS * side * side];
        List<List<Sighting>> states = new ArrayList<>();
        for (int time = 0; time < frames; time++) {
            states.add(frame(stage, time, canvas));
            canvas.finish(stage.backdrop(), values, time * CHANNELS * side * side);
        }
        if (mirrored) {
            mirror(values);
        }
        return new Film(new Clip(frames, CHANNELS, side, side, values), states);
    }

    private List<Sighting> frame(Stage stage, int time, Canvas canvas) {
        double scale = side / Stage.SIDE;
        for (Prop screen : stage.screens()) {
            prop(screen, time, canvas);
        }
        List<Sighting> seen = new ArrayList<>();
        for (Thing thing : stage.things()) {
            Path.Place place = thing.path().at(time);
            Pose pose = new Pose(place.x() * scale, place.y() * scale, thing.radius() * scale, place.angle());
            double visible = canvas.figure(thing.shape(), pose, thing.rgb());
            double x = place.x() / Stage.SIDE;
            seen.add(new Sighting(
                    thing.shape(),
                    thing.rgb(),
                    thing.radius() / Stage.SIDE,
                    mirrored ? 1 - x : x,
                    place.y() / Stage.SIDE,
                    visible));
        }
        for (Prop solid : stage.solids()) {
            prop(solid, time, canvas);
        }
        return seen;
    }

    private void prop(Prop prop, int time, Canvas canvas) {
        double scale = side / Stage.SIDE;
        Path.Place shift = prop.shift().at(time);
        Box box = prop.box().shifted(shift.x(), shift.y());
        if (prop.rim() != prop.rgb()) {
            canvas.box(box.inset(1).scaled(scale), prop.rgb());
        }
        canvas.box(box.scaled(scale), prop.rim());
    }

    private void mirror(byte[] values) {
        for (int row = 0; row < values.length; row += side) {
            for (int left = row, right = row + side - 1; left < right; left++, right--) {
                byte kept = values[left];
                values[left] = values[right];
                values[right] = kept;
            }
        }
    }
}
