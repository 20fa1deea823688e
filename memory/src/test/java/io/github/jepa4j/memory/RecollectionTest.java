package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.worldmodel.ActionSequence;
import org.junit.jupiter.api.Test;

class RecollectionTest {

    private static final Latent NOW = new Latent(new float[] {0});

    private final Memory memory = new RecentMoments(1000);
    private final Recollection recollection = new Recollection(memory, 3);

    /// An episode of one task whose moments lie at 0.1 further each, with a plan whose first action tells
    /// both apart.
    private void episode(String name, String task, float first, double success) {
        for (int step = 0; step < 5; step++) {
            Latent latent = new Latent(new float[] {first + 0.1f * step});
            float[] plan = {first, step, 0, 0, 0};
            memory.remember(Moment.of(new Moment.When(name, step, step), task, latent, new Action(0))
                    .following(new ActionSequence(5, 1, plan)));
        }
        if (!Double.isNaN(success)) {
            memory.conclude(name, success);
        }
    }

    private static ActionSequence plan(float... values) {
        return new ActionSequence(values.length, 1, values);
    }

    @Test
    void theMostSuccessfulComeFirstThenTheNearestAndEachEpisodeSpeaksOnce() {
        episode("going on", "reach", 0.0f, Double.NaN);
        episode("failed", "reach", 0.01f, 0);
        episode("won far", "reach", 3, 1);
        episode("won near", "reach", 2, 1);
        episode("half", "reach", 1, 0.5);
        episode("elsewhere", "avoid", 0, 1);
        assertThat(recollection.proposals(NOW, "reach", 9))
                .containsExactly(plan(2, 0, 0), plan(3, 0, 0), plan(1, 0, 0), plan(0, 0, 0), plan(0.01f, 0, 0));
        assertThat(recollection.proposals(NOW, "reach", 2)).containsExactly(plan(2, 0, 0), plan(3, 0, 0));
        assertThat(recollection.proposals(NOW, "avoid", 2)).containsExactly(plan(0, 0, 0));
        assertThat(recollection.proposals(NOW, "reach", 0)).isEmpty();
    }

    @Test
    void thePlanOfTheMomentThatIsNearestInItsEpisodeIsTaken() {
        episode("won", "reach", 0, 1);
        assertThat(recollection.proposals(new Latent(new float[] {0.31f}), "reach", 1))
                .containsExactly(plan(0, 3, 0));
    }

    @Test
    void shortPlansStayShortAndUselessOnesAreLeftOut() {
        Moment moment = Moments.at("short", 0, 0).following(new ActionSequence(1, 2, new float[] {1, 2}));
        memory.remember(moment);
        memory.remember(Moments.at("none", 0, 0));
        memory.remember(Moments.at("empty", 0, 0).following(new ActionSequence(0, 2, new float[0])));
        memory.remember(Moments.at("broken", 0, 0).following(new ActionSequence(1, 2, new float[] {1, Float.NaN})));
        assertThat(recollection.proposals(NOW, "reach", 9))
                .containsExactly(new ActionSequence(1, 2, new float[] {1, 2}));
    }

    @Test
    void equalPlansAreProposedOnce() {
        for (String episode : new String[] {"one", "two"}) {
            memory.remember(Moments.at(episode, 0, 0).following(new ActionSequence(1, 2, new float[] {1, 2})));
        }
        assertThat(recollection.proposals(NOW, "reach", 9)).hasSize(1);
    }

    @Test
    void aPresentThatIsNoNumberRemindsOfNothing() {
        episode("won", "reach", 0, 1);
        assertThat(recollection.proposals(new Latent(new float[] {Float.NaN}), "reach", 9))
                .isEmpty();
    }

    @Test
    void aHorizonOfNothingIsRefused() {
        assertThatThrownBy(() -> new Recollection(memory, 0)).hasMessageContaining("Maybe");
    }
}
