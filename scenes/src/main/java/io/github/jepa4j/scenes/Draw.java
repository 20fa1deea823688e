package io.github.jepa4j.scenes;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Draws what a scene is made of. Speeds and times are per frame of the clip, whatever its length: it shows
/// the same in more or fewer frames.
final class Draw {

    /// The frames for which speeds are given.
    private static final double USUAL_FRAMES = 20;

    /// Units per usual frame squared.
    private static final double PULL = 0.35;

    private final SceneStyle style;
    private final int frames;
    private final RandomGenerator random;
    private final Inventions inventions;

    Draw(SceneStyle style, int frames, Seed seed) {
        this.style = style;
        this.frames = frames;
        this.random = seed.generator();
        inventions = Inventions.of(style);
    }

    int frames() {
        return frames;
    }

    /// A frame, told as one of the usual 20.
    int frame(double usual) {
        return (int) Math.round(usual * frames / USUAL_FRAMES);
    }

    /// The frame of the event, in the middle of the clip.
    int event() {
        return frame(8 + random.nextInt(4));
    }

    double pull() {
        double ratio = USUAL_FRAMES / frames;
        return PULL * ratio * ratio;
    }

    /// Whether something is so that is so that often.
    boolean chance(int times, int of) {
        return random.nextInt(of) < times;
    }

    boolean coin() {
        return random.nextBoolean();
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    <E> E pick(List<E> list) {
        return list.get(random.nextInt(list.size()));
    }

    /// Any speed of the style.
    double speed() {
        return speedIn(pick(style.speeds()));
    }

    /// From the lowest span.
    double slow() {
        return speedIn(style.speeds().getFirst());
    }

    /// From the highest span.
    double fast() {
        return speedIn(style.speeds().getLast());
    }

    /// A speed given per usual frame.
    double perFrame(double usual) {
        return usual * USUAL_FRAMES / frames;
    }

    Stage ground() {
        return Stage.ground(pick(style.tints()));
    }

    Stage air() {
        return Stage.air(pick(style.tints()));
    }

    Stage table() {
        return Stage.table(pick(style.tints()));
    }

    /// Any thing, at rest at the origin.
    Thing thing() {
        if (invents()) {
            return of(chance(1, 5) ? inventions.vehicle(random) : inventions.shard(random));
        }
        return of(pick(style.shapes()));
    }

    /// A thing with wheels.
    Thing vehicle() {
        return invents() ? of(inventions.vehicle(random)) : one(Shape::isVehicle);
    }

    /// A thing without wheels, of the smaller ones, for scenes that have much to show.
    Thing small() {
        return smaller(invents() ? of(inventions.shard(random)) : one(shape -> !shape.isVehicle()));
    }

    /// A thing of the smaller ones, with wheels or without.
    Thing low() {
        return smaller(thing());
    }

    /// A thing with wheels, of the smaller ones.
    Thing smallVehicle() {
        return smaller(vehicle());
    }

    private Thing smaller(Thing thing) {
        return new Thing(thing.shape(), thing.rgb(), in(style.radii().getFirst()), thing.path());
    }

    Thing otherShape(Thing thing) {
        Optional<Shape> known = invents() ? Optional.empty() : knownOther(thing.shape());
        Figure other = known.<Figure>map(shape -> shape).orElseGet(() -> inventions.other(thing.shape(), random));
        return new Thing(other, thing.rgb(), thing.radius(), thing.path());
    }

    /// One of the style; of what is made up only one that can be told from it: the style's own can be.
    private Optional<Shape> knownOther(Figure figure) {
        return perhaps(style.shapes().stream()
                .filter(shape -> shape != figure)
                .filter(shape -> figure instanceof Shape || Inventions.areApart(shape, figure))
                .toList());
    }

    Thing otherColour(Thing thing) {
        Optional<Colour> known = invents() ? Optional.empty() : knownOther(thing.rgb());
        int other = known.map(Colour::rgb).orElseGet(() -> inventions.otherColour(thing.rgb(), random));
        return new Thing(thing.shape(), other, thing.radius(), thing.path());
    }

    private Optional<Colour> knownOther(int rgb) {
        boolean isMadeUp = style.colours().stream().noneMatch(colour -> colour.rgb() == rgb);
        return perhaps(style.colours().stream()
                .filter(colour -> colour.rgb() != rgb)
                .filter(colour -> !isMadeUp || Inventions.areApart(colour.rgb(), rgb))
                .toList());
    }

    private <E> Optional<E> perhaps(List<E> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(pick(list));
    }

    /// Whether this time something is made up.
    private boolean invents() {
        return style.inventive() && coin();
    }

    private Thing one(Predicate<Shape> kind) {
        return of(pick(style.shapes().stream().filter(kind).toList()));
    }

    private Thing of(Figure shape) {
        int rgb = invents() ? inventions.colour(random) : pick(style.colours()).rgb();
        return new Thing(shape, rgb, radius(), Path.resting(0, 0));
    }

    /// Two different ones, in random order.
    <E> List<E> two(List<E> list) {
        List<E> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 2);
    }

    /// Sometimes with a bystander.
    List<Stage> perhapsBystander(List<Stage> stages) {
        return random.nextInt(5) < 3 ? stages : bystander(stages);
    }

    /// A thing rests on a shelf high up and has nothing to do with what happens; it is the same on all
    /// stages.
    List<Stage> bystander(List<Stage> stages) {
        double x = coin() ? 9 : Stage.SIDE - 9;
        Thing small = small();
        Thing resting = small.moving(Path.resting(x, 12 - small.below()));
        Prop shelf = Prop.solid(new Box(x - 6, 12, x + 6, 13.5));
        return stages.stream().map(stage -> stage.with(resting).with(shelf)).toList();
    }

    private double radius() {
        return in(pick(style.radii()));
    }

    private double speedIn(Span span) {
        return perFrame(in(span));
    }

    private double in(Span span) {
        return between(span.low(), span.high());
    }
}
