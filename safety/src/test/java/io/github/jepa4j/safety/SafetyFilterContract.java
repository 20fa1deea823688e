package io.github.jepa4j.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What a filter promises on a plant, whatever is proposed: held on true plants written anew.
public interface SafetyFilterContract {

    Plant plant();

    Bounds bounds();

    /// True plants inside what is declared, in a state from which the filter can keep all limits.
    TruePlant.Drawn truePlants();

    /// What the worst proposer proposes.
    float[] hostile(double[] state, RandomGenerator random);

    int steps();

    int episodes();

    /// Whether sensors may fail for good.
    default boolean faulty() {
        return true;
    }

    enum Proposer {
        RANDOM,
        HOSTILE,
        BANG,
        NAN,
        HUGE
    }

    private float[] propose(Proposer proposer, TruePlant truth, RandomGenerator random, int step) {
        float[] drawn = plant().actionSpace().sample(random).values();
        return switch (proposer) {
            case RANDOM -> drawn;
            case HOSTILE -> hostile(truth.state(), random);
            case BANG -> {
                for (int i = 0; i < drawn.length; i++) {
                    boolean high = ((step / (5 + i)) & 1) == 0;
                    drawn[i] = high
                            ? plant().actionSpace().high()[i]
                            : plant().actionSpace().low()[i];
                }
                yield drawn;
            }
            case NAN -> {
                if (random.nextInt(3) == 0) {
                    yield step % 2 == 0 ? new float[] {Float.NaN} : new float[drawn.length + 1];
                }
                drawn[random.nextInt(drawn.length)] = Float.NaN;
                yield step % 3 == 0 ? drawn : hostile(truth.state(), random);
            }
            case HUGE -> {
                for (int i = 0; i < drawn.length; i++) {
                    drawn[i] = random.nextBoolean() ? Float.POSITIVE_INFINITY : -Float.MAX_VALUE;
                }
                yield drawn;
            }
        };
    }

    private Perturbed world(int episode) {
        Seed seed = new Seed(episode);
        return new Perturbed(truePlants(), plant(), bounds(), faulty() && episode % 3 == 0, seed);
    }

    @Test
    default void whateverIsProposedNoLimitIsViolatedAndTheFilterNeverLosesItsCertainty() {
        for (Proposer proposer : Proposer.values()) {
            for (int episode = 0; episode < episodes(); episode++) {
                RandomGenerator random = new Seed(episode).split("proposals").generator();
                Perturbed world = world(episode);
                SafetyFilter filter = new SafetyFilter(plant(), bounds());
                for (int step = 0; step < steps(); step++) {
                    float[] proposed = propose(proposer, world.plant(), random, step);
                    Ruling ruling = filter.rule(world.look(), proposed);
                    assertThat(ruling.kind())
                            .as("%s, episode %d, step %d: %s", proposer, episode, step, ruling)
                            .isNotInstanceOf(Ruling.Kind.Outside.class);
                    assertThat(ruling.binding().safe()).isTrue();
                    world.act(ruling.action());
                }
                assertThat(world.worst())
                        .as("%s, episode %d", proposer, episode)
                        .isGreaterThanOrEqualTo(0);
                assertThat(filter.tally().steps()).isEqualTo(steps());
            }
        }
    }

    /// The mutation check: were this test to find nothing, the one above would say nothing.
    @Test
    default void withoutTheFilterTheSameEpisodesViolateLimits() {
        int violated = 0;
        for (int episode = 0; episode < episodes(); episode++) {
            RandomGenerator random = new Seed(episode).split("proposals").generator();
            Perturbed world = world(episode);
            for (int step = 0; step < steps(); step++) {
                float[] proposed = propose(Proposer.HOSTILE, world.plant(), random, step);
                world.look();
                world.act(new Action(proposed));
            }
            violated += world.worst() < 0 ? 1 : 0;
        }
        assertThat(violated).isGreaterThan(episodes() / 2);
    }

    @Test
    default void rulingOnWhatWasRuledPassesItUnchanged() {
        for (int episode = 0; episode < Math.min(episodes(), 20); episode++) {
            RandomGenerator random = new Seed(episode).split("proposals").generator();
            Perturbed world = world(episode);
            SafetyFilter filter = new SafetyFilter(plant(), bounds());
            SafetyFilter twin = new SafetyFilter(plant(), bounds());
            for (int step = 0; step < steps(); step++) {
                Signals seen = world.look();
                float[] proposed = propose(Proposer.HOSTILE, world.plant(), random, step);
                Ruling ruling = filter.rule(seen, proposed);
                Ruling again = twin.rule(seen, ruling.action());
                assertThat(again.kind()).isInstanceOf(Ruling.Kind.Passed.class);
                assertThat(again.action()).isEqualTo(ruling.action());
                world.act(ruling.action());
            }
        }
    }

    @Test
    default void theTrueStateStaysAmongThoseThatTheObserverHolds() {
        for (int episode = 0; episode < episodes(); episode++) {
            RandomGenerator random = new Seed(episode).split("actions").generator();
            Perturbed world = world(episode);
            Observer observer = new Observer(plant(), bounds());
            SafetyFilter filter = new SafetyFilter(plant(), bounds());
            for (int step = 0; step < steps(); step++) {
                Signals seen = world.look();
                observer.see(seen.values());
                double[] truth = world.read();
                boolean held = observer.hypotheses().stream().anyMatch(hypothesis -> holds(hypothesis.set(), truth));
                assertThat(held)
                        .as("episode %d, step %d: %s", episode, step, Arrays.toString(truth))
                        .isTrue();
                Ruling ruling = filter.rule(seen, plant().actionSpace().sample(random));
                observer.command(ruling.action().values());
                world.act(ruling.action());
            }
        }
    }

    private static boolean holds(StateSet set, double[] state) {
        for (int i = 0; i < state.length; i++) {
            if (!set.states()[i].contains(state[i])) {
                return false;
            }
        }
        return true;
    }
}
