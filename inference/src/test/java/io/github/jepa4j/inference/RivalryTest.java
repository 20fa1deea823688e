package io.github.jepa4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RivalryTest {

    private static final double FATIGUE = 2;
    private static final double INERTIA = 1;
    private static final double SLOWNESS = 200;

    @Test
    void equalsTakeTurnsOfTheLengthThatIsForeseen() {
        List<Integer> turns = turns(0, 0, 5000);

        // 2 * 200 * artanh(1 / 2) = 220 steps, once the first turn is over, which began fresh.
        double artanh = Math.log(3) / 2;
        assertThat(turns).hasSizeGreaterThan(15);
        assertThat(turns.subList(6, turns.size()))
                .allSatisfy(turn -> assertThat((double) turn).isCloseTo(2 * SLOWNESS * artanh, within(2.0)));
    }

    @Test
    void theBetterIsBelievedForLonger() {
        List<Integer> turns = turns(0, 0.2, 5000);

        assertThat(turns).hasSizeGreaterThan(10);
        for (int i = 2; i + 1 < turns.size(); i += 2) {
            assertThat(turns.get(i)).as("turn of the better").isGreaterThan(turns.get(i + 1) + 50);
        }
    }

    @Test
    void whatIsBetterByEnoughIsBelievedForGood() {
        // A fatigue of 2 less an inertia of 1.
        assertThat(turns(0, 0.99, 20000)).isNotEmpty();
        assertThat(turns(0, 1.01, 20000)).isEmpty();
    }

    @Test
    void threeAnswersAllHaveTheirTurn() {
        Rivalry rivalry = new Rivalry(new double[] {0.1, 0, 0.05}, FATIGUE, 0.5, SLOWNESS);
        Rivalry.State state = rivalry.fresh();
        assertThat(state.believed()).isEqualTo(1);
        List<Integer> order = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            Rivalry.State next = rivalry.step(state);
            if (next.believed() != state.believed()) {
                order.add(next.believed());
            }
            state = next;
        }
        assertThat(order).startsWith(2, 0, 1).hasSizeGreaterThan(5);
    }

    @Test
    void allThatIsRememberedIsInTheState() {
        Rivalry rivalry = new Rivalry(new double[2], FATIGUE, INERTIA, SLOWNESS);
        Rivalry.State state = new Rivalry.State(1, new double[] {0.3, 0.6});
        assertThat(rivalry.step(state)).isEqualTo(rivalry.step(state));
        assertThat(state).isEqualTo(new Rivalry.State(1, new double[] {0.3, 0.6}));
        assertThat(rivalry.raised(state)).containsExactly(0.6, 1.2);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Rivalry(new double[0], 1, 1, 1))
                .hasMessageContaining("The energies of the answers are []")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new Rivalry(new double[] {Double.NaN}, 1, 1, 1))
                .hasMessageContaining("[NaN]");
        assertThatThrownBy(() -> new Rivalry(new double[2], 0, 1, 1))
                .hasMessageContaining("fatigue of a rivalry is 0.0");
        assertThatThrownBy(() -> new Rivalry(new double[2], 1, -1, 1))
                .hasMessageContaining("inertia of a rivalry is -1.0");
        assertThatThrownBy(() -> new Rivalry(new double[2], 1, 1, Double.NaN)).hasMessageContaining("slowness");
        Rivalry two = new Rivalry(new double[2], 1, 1, 1);
        assertThatThrownBy(() -> two.step(new Rivalry.State(0, new double[3])))
                .hasMessageContaining("tired of 3 answers");
        assertThatThrownBy(() -> two.step(new Rivalry.State(-1, new double[2])))
                .hasMessageContaining("believes answer -1");
    }

    /// How many steps each turn takes, but for the last, which has no end.
    private static List<Integer> turns(double one, double other, int steps) {
        Rivalry rivalry = new Rivalry(new double[] {one, other}, FATIGUE, INERTIA, SLOWNESS);
        Rivalry.State state = rivalry.fresh();
        List<Integer> turns = new ArrayList<>();
        int began = 0;
        for (int step = 1; step <= steps; step++) {
            Rivalry.State next = rivalry.step(state);
            if (next.believed() != state.believed()) {
                turns.add(step - began);
                began = step;
            }
            state = next;
        }
        return turns;
    }
}
