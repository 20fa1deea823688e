package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What is made up for trainings is not what judges them.
class InventionsTest {

    private static final int SEEDS = 300;

    private final SceneStyle training = SceneStyle.training();
    private final Inventions inventions = Inventions.of(training);

    @Test
    void figuresAreAlikeByTheAreaThatBothCover() {
        Silhouette square = Silhouette.of(Shape.SQUARE);
        double shared = 2 * Shapes.SQUARE * 2 * Shape.COLUMN.halfWidth(); // the column is higher

        assertThat(square.alike(square)).isEqualTo(1);
        assertThat(square.alike(Silhouette.of(Shape.COLUMN))).isEqualTo(shared / (2 * Math.PI - shared), within(0.05));
        Silhouette elbow = Silhouette.of(Shape.ELBOW);
        assertThat(elbow.alike(new Silhouette(elbow.mirrored(), elbow.covered())))
                .as("in a mirror")
                .isEqualTo(1);
    }

    @Test
    void nothingMadeUpLooksLikeWhatIsHeldOutOrChosenBy() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Figure figure = seed % 2 == 0 ? inventions.shard(random) : inventions.vehicle(random);
            int rgb = inventions.colour(random);

            assertThat(figure.isVehicle()).isEqualTo(seed % 2 == 1);
            for (Shape shape : Shape.values()) {
                boolean isLearned = training.shapes().contains(shape);
                assertThat(isLearned || Silhouette.of(figure).alike(Silhouette.of(shape)) <= 0.9)
                        .as("%d is like %s", seed, shape)
                        .isTrue();
            }
            assertThat(Arrays.stream(Colour.values())
                            .filter(colour -> !training.colours().contains(colour)))
                    .allMatch(colour -> Inventions.apart(rgb, colour.rgb()) >= 50);
        }
    }

    @Test
    void whatIsMadeUpBesideAnotherCanBeToldFromIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Figure one = inventions.shard(random);
            int rgb = inventions.colour(random);

            assertThat(Silhouette.of(inventions.other(one, random)).alike(Silhouette.of(one)))
                    .isLessThan(0.8);
            assertThat(Inventions.apart(inventions.otherColour(rgb, random), rgb))
                    .isGreaterThan(100);
        }
    }

    @Test
    void whatIsKnownBesideWhatIsMadeUpCanBeToldFromItToo() {
        int known = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Draw draw = new Draw(training, 20, new Seed(seed));
            Figure shape = inventions.shard(new Seed(seed).generator());
            int rgb = inventions.colour(new Seed(seed).generator());
            Thing thing = new Thing(shape, rgb, 3, Path.resting(0, 0));

            Thing ofOtherShape = draw.otherShape(thing);
            Thing ofOtherColour = draw.otherColour(thing);
            assertThat(Silhouette.of(ofOtherShape.shape()).alike(Silhouette.of(shape)))
                    .isLessThan(0.8);
            assertThat(Inventions.apart(ofOtherColour.rgb(), rgb)).isGreaterThan(100);
            known += ofOtherShape.shape() instanceof Shape ? 1 : 0;
        }
        assertThat(known).as("about half").isBetween(SEEDS / 3, 2 * SEEDS / 3);
    }
}
