package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoRoomsTest implements EnvironmentContract {

    @Override
    public TwoRooms environment() {
        return new TwoRooms(LayoutChoice.RANDOM);
    }

    @Test
    void theSameSeedAndActionsGiveTheSameImages() {
        assertThat(bumpIntoTheWall(new Seed(1))).isEqualTo(bumpIntoTheWall(new Seed(1)));
        assertThat(bumpIntoTheWall(new Seed(1))).isNotEqualTo(bumpIntoTheWall(new Seed(2)));
    }

    private static List<Pixels> bumpIntoTheWall(Seed seed) {
        var world = new TwoRooms(TwoRoomsTask.canonical().get(0));
        List<Pixels> seen = new ArrayList<>(List.of(world.reset(seed)));
        for (int t = 0; t < 30; t++) {
            seen.add(world.step(new Action(2, 0)));
        }
        return seen;
    }

    @Test
    void aWorldOfOneTaskShowsItsStartItsGoalAndTheDistance() {
        TwoRoomsTask task = TwoRoomsTask.canonical().get(3);
        var world = new TwoRooms(task);
        var renderer = new TwoRoomsRenderer(task.layout());

        assertThat(world.reset(new Seed(0))).isEqualTo(renderer.render(task.start()));
        assertThat(world.goal()).isEqualTo(renderer.render(task.goal()));
        assertThat(world.position()).isEqualTo(task.start());
        assertThat(world.distanceToGoal()).isCloseTo(task.start().distanceTo(task.goal()), within(1e-12));
    }

    @Test
    void actionsBeyondTheDeclaredBoxAreDoneAsTheyAre() {
        var world = new TwoRooms(new TwoRoomsTask(Layout.FIXED, new Position(10, 30), new Position(50, 30)));
        world.reset(new Seed(0));

        world.step(new Action(8, -5));

        assertThat(world.position()).isEqualTo(new Position(18, 25));
        assertThat(world.actionSpace().distance(new Action(8, -5))).isGreaterThan(0);
    }

    @Test
    void drawnTasksHaveStartAndGoalInOppositeRoomsOffTheWalls() {
        int startsOnTheLeft = 0;
        for (int i = 0; i < 1000; i++) {
            TwoRoomsTask task = TwoRoomsTask.random(LayoutChoice.RANDOM, new Seed(i));
            int wall = task.layout().wall();
            boolean startsLeft = task.start().x() < wall;
            startsOnTheLeft += startsLeft ? 1 : 0;
            Position left = startsLeft ? task.start() : task.goal();
            Position right = startsLeft ? task.goal() : task.start();

            assertThat(left.x()).isBetween(6.6, wall - 3.6);
            assertThat(right.x()).isBetween(wall + 3.6, 57.4);
            assertThat(List.of(left.y(), right.y())).allMatch(y -> y >= 6.6 && y <= 57.4);
        }
        assertThat(startsOnTheLeft).as("half of 1000, four standard errors").isBetween(437, 563);
    }

    @Test
    void theCanonicalTasksAreTwentyOfTheKindThatIsDrawn() {
        assertThat(TwoRoomsTask.canonical()).hasSize(20).doesNotHaveDuplicates().allSatisfy(task -> {
            int wall = task.layout().wall();
            assertThat(task.start().x() < wall).isNotEqualTo(task.goal().x() < wall);
            assertThat(Math.abs(task.start().x() - wall)).isGreaterThan(3.6 - 1e-5);
        });
    }

    @Test
    void aWorldOfDrawnTasksDrawsThemFromTheSeed() {
        var world = new TwoRooms(LayoutChoice.RANDOM);
        List<TwoRoomsTask> tasks = IntStream.range(0, 50)
                .mapToObj(i -> {
                    world.reset(new Seed(i));
                    return world.task();
                })
                .toList();

        assertThat(tasks).doesNotHaveDuplicates();
        world.reset(new Seed(17));
        assertThat(world.task()).isEqualTo(tasks.get(17));
        assertThat(tasks.stream().map(TwoRoomsTask::layout).distinct()).hasSizeGreaterThan(40);
    }

    @Test
    void successIsJudgedAtTheEndOrEver() {
        double[] passedBy = {10, 1.41, 20};
        double[] endedNear = {10, 5, 4.4};

        assertThat(SuccessRule.FINAL.won(passedBy)).isFalse();
        assertThat(SuccessRule.EVER.won(passedBy)).isTrue();
        assertThat(SuccessRule.FINAL.won(endedNear)).isTrue();
        assertThat(SuccessRule.EVER.won(endedNear)).isFalse();
        assertThat(SuccessRule.FINAL.won(new double[] {4.5})).isFalse();
        assertThat(SuccessRule.EVER.won(new double[] {1.415})).isFalse();
        assertThatThrownBy(() -> SuccessRule.FINAL.won(new double[0])).hasMessageContaining("Maybe");
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        var world = new TwoRooms(LayoutChoice.FIXED);

        assertThatThrownBy(() -> world.step(new Action(0, 0))).hasMessageContaining("reset(seed)");
        world.reset(new Seed(0));
        assertThatThrownBy(() -> world.step(new Action(1))).hasMessageContaining("has 1 axes");
        assertThatThrownBy(() -> new Layout(19, 30)).hasMessageContaining("column 19");
        assertThatThrownBy(() -> new Layout(30, 55)).hasMessageContaining("row 55");
        assertThatThrownBy(() -> new Position(Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new TwoRoomsTask(Layout.FIXED, new Position(3, 30), new Position(50, 30)))
                .hasMessageContaining("start (3.0, 30.0)");
    }
}
