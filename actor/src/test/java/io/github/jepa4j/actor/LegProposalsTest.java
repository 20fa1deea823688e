package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Detours that a search begins at.
class LegProposalsTest {

    private static final Problem PROBLEM = PlanningProblems.toward(30, -20, PlannerContract.BOX, 12);

    @Test
    void eachIsLegalAndHasNoMoreLegsThanWereAskedFor() {
        List<ActionSequence> proposals = new LegProposals(50, 3).of(PROBLEM, new Seed(1));

        assertThat(proposals).hasSize(50);
        Set<Integer> counts = new HashSet<>();
        for (ActionSequence proposal : proposals) {
            assertThat(proposal.horizon()).isEqualTo(12);
            int legs = 1;
            for (int step = 0; step < 12; step++) {
                var action = PlannerContract.SCALE.denormalise(proposal.action(step));
                assertThat(PlannerContract.BOX.distance(action)).isLessThan(PlannerContract.LEGAL_TOLERANCE);
                legs += step > 0 && !Arrays.equals(proposal.action(step), proposal.action(step - 1)) ? 1 : 0;
            }
            counts.add(legs);
        }
        assertThat(counts).contains(3).allMatch(legs -> legs <= 3);
    }

    @Test
    void theSameSeedProposesTheSame() {
        var proposals = new LegProposals(5, 2);
        assertThat(proposals.of(PROBLEM, new Seed(1))).isEqualTo(proposals.of(PROBLEM, new Seed(1)));
        assertThat(proposals.of(PROBLEM, new Seed(1))).isNotEqualTo(proposals.of(PROBLEM, new Seed(2)));
    }

    @Test
    void noneOrNoLegsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LegProposals(0, 2))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LegProposals(2, 0))
                .withMessageContaining("\nMaybe");
    }
}
