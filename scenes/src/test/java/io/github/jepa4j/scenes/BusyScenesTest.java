package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Houses, showers and terraces: many things at once, of which each keeps the laws.
class BusyScenesTest {

    private static final int SEEDS = 200;
    private static final double ROUNDING = 1e-9;
    private static final double PULL = 0.35;

    @Test
    void inAHouseThingsStayOnTheirFloorAndNoneIsEverInAnotherOrInAWall() {
        int rebounds = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage stage = House.stage(draw(seed));
            List<Box> walls = stage.solids().stream()
                    .map(Prop::box)
                    .filter(box -> box.right() - box.left() < 3)
                    .toList();
            for (Thing thing : stage.things()) {
                double floor = thing.path().at(0).y() + thing.below();
                assertThat((floor + 1.5) % 16).isEqualTo(0, within(ROUNDING));
                for (int time = 0; time < 20; time++) {
                    Path.Place place = thing.path().at(time);
                    assertThat(place.y() + thing.below()).isEqualTo(floor, within(ROUNDING));
                    for (Box wall : walls) {
                        boolean sameStorey = wall.top() < floor && wall.bottom() > floor - 1;
                        double away = Math.abs(place.x() - (wall.left() + wall.right()) / 2);
                        assertThat(sameStorey && away < thing.halfWidth() + 1 - ROUNDING)
                                .isFalse();
                    }
                    for (Thing other : stage.things()) {
                        boolean sameStorey = Math.abs(other.path().at(0).y() + other.below() - floor) < 1;
                        double away = Math.abs(other.path().at(time).x() - place.x());
                        assertThat(other != thing && sameStorey && away < 2 * thing.halfWidth() - ROUNDING)
                                .isFalse();
                    }
                }
                rebounds += thing.path().legs().size() - 1;
            }
        }
        assertThat(rebounds).as("more than one in two houses").isGreaterThan(SEEDS / 2);
    }

    @Test
    void inAShowerAllIsPulledAndWhatMeetsAShelfComesBackAsFast() {
        int rebounds = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage stage = Shower.stage(draw(seed));
            assertThat(stage.things()).hasSize(3);
            for (Thing thing : stage.things()) {
                for (Path.Leg leg : thing.path().legs()) {
                    assertThat(leg.motion().pull()).isEqualTo(PULL);
                }
                List<Path.Leg> legs = thing.path().legs();
                if (legs.size() > 1) {
                    assertThat(legs.get(1).motion().vy())
                            .isEqualTo(-legs.getFirst().motion().vy());
                    rebounds++;
                }
                if (legs.size() > 2) {
                    Path.Leg again = legs.get(2);
                    assertThat(legs.get(1).at(again.start()).y()).isEqualTo(again.y(), within(ROUNDING));
                }
            }
        }
        assertThat(rebounds).isBetween(SEEDS / 2, 3 * SEEDS / 2);
    }

    @Test
    void inAShowerNothingIsEverInAShelfAndAllStayOnTheirSideOfTheirs() {
        int shelves = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage stage = Shower.stage(draw(seed));
            for (Prop shelf : stage.solids()) {
                Box box = shelf.box();
                Thing thing = stage.things().stream()
                        .filter(each -> Math.abs(each.path().at(0).x() - (box.left() + box.right()) / 2) < 1)
                        .findFirst()
                        .orElseThrow();
                boolean isAbove = thing.path().at(0).y() < box.top();
                for (double time = 0; time < 20; time += 0.25) {
                    double y = thing.path().at(time).y();
                    double away = isAbove ? box.top() - y - thing.below() : y - thing.above() - box.bottom();
                    assertThat(away).isGreaterThan(-ROUNDING);
                }
                shelves++;
            }
            for (Thing thing : stage.things()) {
                double lane = Math.floor(thing.path().at(0).x() / 16) * 16 + 8;
                for (int time = 0; time < 20; time++) {
                    double aside = Math.abs(thing.path().at(time).x() - lane);
                    assertThat(aside + thing.halfWidth()).isLessThan(8);
                }
            }
        }
        assertThat(shelves).isGreaterThan(SEEDS / 2);
    }

    @Test
    void onTerracesWhatGoesOverAnEdgeFallsAndTurnsAndWhatStopsBeforeItStays() {
        int falls = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage stage = Terraces.stage(draw(seed));
            assertThat(stage.things())
                    .hasSize(3)
                    .allMatch(thing -> thing.shape().isVehicle());
            for (int i = 0; i < 3; i++) {
                Thing car = stage.things().get(i);
                double top = 11 + 14 * i;
                double edge = stage.solids().stream()
                        .filter(solid -> solid.box().top() == top)
                        .findFirst()
                        .orElseThrow()
                        .box()
                        .right();
                Path.Leg last = car.path().legs().getLast();
                Path.Place there = car.path().at(last.start());
                assertThat(there.y() + car.below()).isEqualTo(top, within(ROUNDING));
                if (last.motion().pull() > 0) {
                    assertThat(there.x()).isEqualTo(edge, within(ROUNDING));
                    assertThat(last.motion().spin()).isPositive();
                    falls++;
                } else {
                    assertThat(last.motion()).isEqualTo(Motion.REST);
                    assertThat(there.x()).isLessThan(edge);
                }
                for (int time = 0; time < 20; time++) {
                    Path.Place place = car.path().at(time);
                    for (Thing other : stage.things()) {
                        Path.Place its = other.path().at(time);
                        assertThat(other != car && Math.hypot(place.x() - its.x(), place.y() - its.y()) < 11)
                                .isFalse();
                    }
                }
            }
        }
        assertThat(falls).isBetween(SEEDS, 5 * SEEDS / 2);
    }

    @Test
    void onTerracesWhatFallsComesNearNoPlatformBelowItsOwn() {
        for (int seed = 0; seed < 10 * SEEDS; seed++) {
            Stage stage = Terraces.stage(draw(seed));
            for (int own = 0; own < 3; own++) {
                Thing car = stage.things().get(own);
                double top = 11 + 14 * own;
                for (double time = 0; time < 20; time++) {
                    Path.Place place = car.path().at(time);
                    assertThat(stage.solids()).noneMatch(solid -> {
                        Box box = solid.box();
                        boolean isLower = box.top() > top + 1 && box.bottom() - box.top() == 2 && box.left() == 0;
                        boolean isBeside = place.x() - car.halfWidth() >= box.right();
                        boolean isOver =
                                place.y() + car.below() <= box.top() || place.y() - car.above() >= box.bottom();
                        return isLower && !isBeside && !isOver;
                    });
                }
            }
        }
    }

    @Test
    void aboutHalfOfWhatIsLearnedFromIsBusy() {
        Scenes scenes = new Scenes(SceneStyle.training());
        long busy = IntStream.range(0, SEEDS)
                .filter(seed ->
                        scenes.possible(new Seed(seed)).states().getFirst().size() > 2)
                .count();
        assertThat(busy).isBetween(SEEDS / 3L, 2L * SEEDS / 3);
    }

    private static Draw draw(int seed) {
        return new Draw(SceneStyle.training(), 20, new Seed(seed));
    }
}
