package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The fixed wall stands at columns 31 to 33; its door is open from row 14 to row 22.
class CollisionsTest {

    private static final int TRIES = 2000;

    private final FreezingCollisions freezing = new FreezingCollisions(Layout.FIXED);
    private final BouncingCollisions bouncing = new BouncingCollisions(Layout.FIXED);
    private final RandomGenerator noise = new Seed(1).generator();

    @Test
    void aMoveInTheOpenIsDoneExactlyByBoth() {
        var from = new Position(10, 10);

        assertThat(freezing.move(from, 1.5, -2)).isEqualTo(new Position(11.5, 8));
        assertThat(bouncing.move(from, 1.5, -2, noise)).isEqualTo(new Position(11.5, 8));
    }

    @Test
    void aMoveThroughTheDoorIsDoneExactlyByBoth() {
        var from = new Position(30.5, 18);

        assertThat(freezing.move(from, 2, 0)).isEqualTo(new Position(32.5, 18));
        assertThat(bouncing.move(from, 2, 0, noise)).isEqualTo(new Position(32.5, 18));
        assertThat(freezing.move(new Position(32.5, 18), 2, 0.5)).isEqualTo(new Position(34.5, 18.5));
        assertThat(bouncing.move(new Position(32.5, 18), 2, 0.5, noise)).isEqualTo(new Position(34.5, 18.5));
    }

    @Test
    void trainingPhysicsFreezeADotThatWouldMeetAnyWall() {
        assertFrozen(new Position(30.5, 40), 1, 0); // the wall's left face
        assertFrozen(new Position(33.5, 40), -1, 0); // its right face
        assertFrozen(new Position(32, 21.5), 0, 1); // the door's lower end
        assertFrozen(new Position(32, 14.5), 0, -1); // the door's upper end
        assertFrozen(new Position(4.5, 30), -1, 0); // the outer walls
        assertFrozen(new Position(59.5, 30), 1, 0);
        assertFrozen(new Position(10, 4.5), 0, -1);
        assertFrozen(new Position(10, 59.5), 0, 1);
        assertFrozen(new Position(10, 59), 0, 1); // touching is meeting
        assertFrozen(new Position(30, 40), 4, 0); // the whole wall in one step
    }

    private void assertFrozen(Position from, double dx, double dy) {
        assertThat(freezing.move(from, dx, dy)).isEqualTo(from);
    }

    @Test
    void evaluationPhysicsBounceADotBackToTheSideItCameFrom() {
        for (int i = 0; i < TRIES; i++) {
            assertThat(bounce(30.5, 40, 2, 0).x()).isLessThan(31);
            assertThat(bounce(33.5, 40, -2, 0).x()).isGreaterThan(33);
            assertThat(bounce(32, 21.5, 0, 2).y()).isLessThanOrEqualTo(22);
            assertThat(bounce(32, 14.5, 0, -2).y()).isGreaterThanOrEqualTo(14);
            assertThat(bounce(4.5, 30, -2, 0).x()).isGreaterThan(4);
            assertThat(bounce(59.5, 30, 2, 0).x()).isLessThan(60);
            assertThat(bounce(10, 4.5, 0, -2).y()).isGreaterThan(4);
            assertThat(bounce(10, 59.5, 0, 2).y()).isLessThan(60);
        }
    }

    private Position bounce(double x, double y, double dx, double dy) {
        return bouncing.move(new Position(x, y), dx, dy, noise);
    }

    @Test
    void theBounceIsNormalNoiseOfHalfAPixelAroundWhereTheWallWasMet() {
        double along = 0;
        double alongSquares = 0;
        double across = 0;
        for (int i = 0; i < TRIES; i++) {
            Position end = bounce(30, 40, 2, 1);
            along += end.y() - 40.5;
            alongSquares += (end.y() - 40.5) * (end.y() - 40.5);
            across += 31 - end.x();
        }

        // Four standard errors over 2000 bounces: 0.5 * 4 / sqrt(2000) = 0.045, and 0.032 for the spread.
        assertThat(along / TRIES).isBetween(-0.045, 0.045);
        assertThat(Math.sqrt(alongSquares / TRIES)).isBetween(0.468, 0.532);
        // The mean magnitude of N(0, 0.5^2) is 0.5 sqrt(2 / pi) = 0.399.
        assertThat(across / TRIES).isBetween(0.37, 0.43);
    }

    @Test
    void theNearerOfTwoWallsIsMet() {
        // Into the corner of the outer walls: the lower wall is met first.
        Position end = bounce(56, 59.5, 6, 2);

        assertThat(end.x()).isBetween(55.0, 59.9);
        assertThat(end.y()).isBetween(57.0, 60.0);
    }

    @Test
    void aMoveAlongAnAxisIsNoDivisionByZero() {
        assertThat(bounce(31, 40, 0, 1).x()).isBetween(25.0, 31.0);
        assertThat(bounce(4, 30, 0, 0).x()).isGreaterThan(4);
        assertThat(freezing.move(new Position(20, 20), 0, 0)).isEqualTo(new Position(20, 20));
        assertThat(bounce(20, 20, 0, 0)).isEqualTo(new Position(20, 20));
    }

    @Test
    void noStepHoweverLongLeavesTheOuterWalls() {
        for (int i = 0; i < TRIES; i++) {
            Position end = bounce(20, 18, 1e6 * noise.nextGaussian(), 1e6 * noise.nextGaussian());

            assertThat(end.x()).isBetween(4.0, 60.0);
            assertThat(end.y()).isBetween(4.0, 60.0);
        }
        assertThat(bounce(20, 18, 1e30, 0).x()).isBetween(4.0, 60.0);
    }
}
