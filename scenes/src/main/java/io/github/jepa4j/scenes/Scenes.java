package io.github.jepa4j.scenes;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes videos of everyday physics, drawn by the module itself: the same seed gives the same bytes on
/// every machine. Scenes are matched quadruples as in IntPhys (Riochet et al., arXiv 1803.07616, section
/// 3), in two dimensions and with more laws; ours differ in that most violations are joined from possible
/// clips to the last bit.
///
/// @param style  what may be seen
/// @param frames `T` of a clip, from 12; fewer frames show the same in larger steps
/// @param side   rows and columns of a clip, from 24
public record Scenes(SceneStyle style, int frames, int side) {

    /// What is learned from, apart from busy scenes: what is hardest comes more often.
    private static final List<Law> LESSONS = Stream.of(
                    List.of(Law.values()), List.of(Law.SUPPORT, Law.SUPPORT, Law.GRAVITY, Law.SHAPE_CONSTANCY))
            .flatMap(List::stream)
            .toList();

    private static final int FEWEST_FRAMES = 12;
    private static final int SMALLEST_SIDE = 24;

    public Scenes {
        if (frames < FEWEST_FRAMES || side < SMALLEST_SIDE) {
            throw new IllegalArgumentException(
                    "Scenes of %d frames of %d px cannot show what happens; they need at least %d frames of %d px.\nMaybe frames and side are exchanged."
                            .formatted(frames, side, FEWEST_FRAMES, SMALLEST_SIDE));
        }
    }

    /// Clips of 20 frames, `[20, 3, 48, 48]`.
    public Scenes(SceneStyle style) {
        this(style, 20, 48);
    }

    /// A possible scene to learn from: as often one about a law, and one in which much happens that has to do with
    /// several of them.
    public Scene possible(Seed seed) {
        RandomGenerator random = seed.split("law").generator();
        if (random.nextBoolean()) {
            return possible(LESSONS.get(random.nextInt(LESSONS.size())), seed);
        }
        Draw draw = new Draw(style, frames, seed.split("scene"));
        return switch (random.nextInt(5)) {
            case 0 -> scene(Law.GRAVITY, Shower.stage(draw), seed);
            case 1 -> scene(Law.SUPPORT, Terraces.stage(draw), seed);
            default -> scene(Law.INERTIA, House.stage(draw), seed);
        };
    }

    /// A possible scene about a law, to learn from: in two of three cases one that could be of a quadruple,
    /// and else one that shows what is not: no wall in the way, a car pushed up to an edge, nothing met.
    public Scene possible(Law law, Seed seed) {
        RandomGenerator random = seed.split("kind").generator();
        Draw draw = new Draw(style, frames, seed.split("scene"));
        Stage stage;
        if (random.nextInt(3) == 0) {
            stage = control(law, random, draw);
        } else {
            stage = plot(law, setting(law, random), draw).possible().get(random.nextInt(2));
        }
        return scene(law, stage, seed);
    }

    private Scene scene(Law law, Stage stage, Seed seed) {
        Camera.Film film = camera(seed).film(stage);
        return new Scene(law, film.clip(), film.states());
    }

    /// A quadruple about a law, in any of its settings.
    public Quadruple quadruple(Law law, Seed seed) {
        return quadruple(law, setting(law, seed.split("kind").generator()), seed);
    }

    /// A quadruple about a law.
    ///
    /// @throws IllegalArgumentException where the law has no scenes in the setting
    public Quadruple quadruple(Law law, Setting setting, Seed seed) {
        if (!law.settings().contains(setting)) {
            throw new IllegalArgumentException(
                    "There are no quadruples of %s in the setting %s; there are in %s.\nMaybe ask the law for its settings."
                            .formatted(law, setting, law.settings()));
        }
        Plot plot = plot(law, setting, new Draw(style, frames, seed.split("scene")));
        Camera camera = camera(seed);
        List<Clip> possible = film(camera, plot.possible());
        List<Clip> impossible = impossible(plot, possible, camera);
        int event = Math.min(
                firstOther(possible.getFirst(), impossible.getFirst()),
                firstOther(possible.getLast(), impossible.getLast()));
        return new Quadruple(law, setting, possible, impossible, event);
    }

    private static Plot plot(Law law, Setting setting, Draw draw) {
        return switch (law) {
            case SUPPORT -> Pushing.plot(setting, draw);
            case GRAVITY -> Falling.plot(setting, draw);
            case SOLIDITY -> Blocking.plot(draw);
            case PERMANENCE, SHAPE_CONSTANCY, COLOUR_CONSTANCY -> Keeping.plot(law, setting, draw);
            case CONTINUITY -> Passing.plot(setting, draw);
            case INERTIA -> Rolling.plot(setting, draw);
            case COLLISION -> Meeting.plot(draw);
        };
    }

    private static Stage control(Law law, RandomGenerator random, Draw draw) {
        return switch (law) {
            case SUPPORT -> Pushing.control(draw);
            case GRAVITY -> Falling.control(draw);
            case SOLIDITY -> Blocking.control(draw);
            case INERTIA -> Rolling.control(draw);
            case COLLISION -> Meeting.control(draw);
            default -> plot(law, setting(law, random), draw).possible().get(random.nextInt(2));
        };
    }

    private static Setting setting(Law law, RandomGenerator random) {
        return law.settings().get(random.nextInt(law.settings().size()));
    }

    private Camera camera(Seed seed) {
        return new Camera(frames, side, seed.split("mirror").generator().nextBoolean());
    }

    private static List<Clip> film(Camera camera, List<Stage> stages) {
        return stages.stream().map(stage -> camera.film(stage).clip()).toList();
    }

    private static List<Clip> impossible(Plot plot, List<Clip> possible, Camera camera) {
        return switch (plot) {
            case Plot.Staged staged -> film(camera, staged.impossible());
            case Plot.Crossed crossed ->
                List.of(
                        joined(possible.getFirst(), possible.getLast(), crossed),
                        joined(possible.getLast(), possible.getFirst(), crossed));
        };
    }

    /// The clip with the stretch of another in it.
    private static Clip joined(Clip clip, Clip other, Plot.Crossed crossed) {
        int size = clip.values().length / clip.frames();
        byte[] values = clip.values().clone();
        int from = crossed.from() * size;
        System.arraycopy(other.values(), from, values, from, crossed.until() * size - from);
        return new Clip(clip.frames(), clip.channels(), clip.rows(), clip.columns(), values);
    }

    private static int firstOther(Clip clip, Clip twin) {
        int size = clip.values().length / clip.frames();
        int first = Arrays.mismatch(clip.values(), twin.values());
        return first < 0 ? clip.frames() : first / size;
    }
}
