package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Margins worked out by hand: a latent of two numbers, which are a place in pixels.
class GuardrailTest {

    private static final float ROUNDING = 1e-5f;

    /// Read with errors of 0.1 px now, 0.2 one step ahead, 0.3 beyond.
    private static final float[] ERRORS = {0.1f, 0.2f, 0.3f};

    private static final Readout X = new LinearReadout("x", "px", new float[] {1, 0}, 0, ERRORS);
    private static final Readout Y = new LinearReadout("y", "px", new float[] {0, 1}, 0, ERRORS);

    /// One candidate: from (0, 0) to (3, 4), then to (6, 8).
    private static final Rollout WAY = new Rollout(ActionBatch.zeros(1, 2, 1), 2, new float[] {0, 0, 3, 4, 6, 8}, null);

    @Test
    void aLimitOnASignalIsTightenedByTheErrorOfWhatIsRead() {
        assertThat(new SignalLimit(X, -10, 5).margins(WAY))
                .containsExactly(new float[] {2 - 0.2f, -1 - 0.3f}, within(ROUNDING));
        assertThat(new SignalLimit(X, 2, Float.POSITIVE_INFINITY).margins(WAY))
                .containsExactly(new float[] {1 - 0.2f, 4 - 0.3f}, within(ROUNDING));
    }

    @Test
    void aLimitOnARateIsTightenedByTheErrorsOfBothEnds() {
        assertThat(new RateLimit(X, 3.5f).margins(WAY))
                .containsExactly(new float[] {0.5f - 0.3f, 0.5f - 0.5f}, within(ROUNDING));
    }

    @Test
    void outsideADiscTheMarginIsTheDistanceToItsEdge() {
        var standing = new NoGoDisc("pit", Disc.standing(X, Y, 0, 0, 2));
        float one = (float) Math.hypot(0.2, 0.2);
        float two = (float) Math.hypot(0.3, 0.3);
        assertThat(standing.margins(WAY)).containsExactly(new float[] {5 - 2 - one, 10 - 2 - two}, within(ROUNDING));
    }

    @Test
    void aDiscThatMovesIsWhereItIsAtThatTime() {
        // It stands where the way is after the first action, and has gone on by the second.
        var moving = new NoGoDisc("chaser", new Disc(X, Y, new float[] {9, 9, 3, 4, 6, 0}, 2));
        float one = (float) Math.hypot(0.2, 0.2);
        float two = (float) Math.hypot(0.3, 0.3);
        assertThat(moving.margins(WAY)).containsExactly(new float[] {-2 - one, 8 - 2 - two}, within(ROUNDING));
    }

    @Test
    void aBudgetIsSpentStepByStepWithTheErrorsAddedUp() {
        assertThat(new TotalLimit(X, 12, 2).margins(WAY))
                .containsExactly(new float[] {10 - 3.2f, 10 - 3.2f - 6.3f}, within(ROUNDING));
    }

    @Test
    void aBudgetIsCountedOnByWhatHappenedTheImaginedWithItsErrorThePerceivedWithThatOfThePresent() {
        TotalLimit budget = new TotalLimit(X, 12, 2);
        TotalLimit later = (TotalLimit) budget.after(WAY);
        assertThat(later.spent()).isCloseTo(2 + 3.2f + 6.1f, within(ROUNDING));
        assertThat(later.most()).isEqualTo(12);
        assertThat(new SignalLimit(X, 0, 5).after(WAY)).isEqualTo(new SignalLimit(X, 0, 5));
    }

    @Test
    void aChangeOfActionIsCountedFromTheActionDoneBefore() {
        ActionScale scale = new ActionScale(new float[] {10}, new float[] {2});
        Rollout changing = new Rollout(new ActionBatch(1, 2, 1, new float[] {1, 2.5f}), 1, new float[3], null);
        // Raw: 9 before, then 12, then 15.
        var limit = new ActionChangeLimit("valve", "%", 0, 3.5f, new Action(9), scale);
        assertThat(limit.margins(changing)).containsExactly(new float[] {0.5f, 0.5f}, within(ROUNDING));
    }

    @Test
    void theMarginNowIsToldByThePresentWhereItCanBe() {
        Rollout present = new Rollout(ActionBatch.zeros(1, 1, 2), 2, new float[] {3, 4, 3, 4}, null);
        float both = (float) Math.hypot(0.1, 0.1);
        var moving = new NoGoDisc("chaser", new Disc(X, Y, new float[] {0, 0, 3, 4}, 2));
        assertThat(new SignalLimit(X, 0, 5).marginNow(present)).isCloseTo(2 - 0.1f, within(ROUNDING));
        assertThat(moving.marginNow(present)).isCloseTo(5 - 2 - both, within(ROUNDING));
        assertThat(new TotalLimit(X, 12, 14).marginNow(present)).isEqualTo(-2);
        assertThat(new RateLimit(X, 1).marginNow(present)).isNaN();
    }

    @Test
    void limitsThatLeaveNothingBetweenThemAreInConflictTheErrorsOfWhatIsReadCounted() {
        SignalLimit high = new SignalLimit(X, 3, Float.POSITIVE_INFINITY);
        assertThat(high.conflict(new SignalLimit(X, -1, 3.3f)))
                .hasValueSatisfying(conflict -> assertThat(conflict.gap()).isCloseTo(0.1f, within(ROUNDING)));
        assertThat(high.conflict(new SignalLimit(X, -1, 3.5f))).isEmpty();
        assertThat(high.conflict(new SignalLimit(Y, -1, 2))).isEmpty();
        SignalLimit narrow = new SignalLimit(X, 1, 1.25f);
        assertThat(Conflict.among(List.of(narrow, new TotalLimit(Y, 5, 5))))
                .hasSize(1)
                .allSatisfy(conflict -> {
                    assertThat(conflict.words())
                            .isEqualTo("x in [1.0, 1.25] cannot be kept, it is short of 0.150 px from the first");
                    assertThat(conflict.one()).isEqualTo(conflict.other());
                });
        WorstCase worst = new WorstCase(high, List.of(new Drifting(1)));
        assertThat(worst.conflict(new SignalLimit(X, -1, 2)))
                .hasValueSatisfying(conflict -> assertThat(conflict.gap()).isCloseTo(1.4f, within(ROUNDING)));
    }

    @Test
    void theWorstOfSeveralModelsCounts() {
        // What the planner imagined stays at 0; another model drifts up by the sum of the actions.
        ActionBatch pushing = new ActionBatch(1, 2, 2, new float[] {0.5f, 0.5f, 1, 0});
        Rollout still = new Rollout(pushing, 3, new float[9], null);
        var limit = new SignalLimit(LinearReadout.exact("x", "px", new float[] {1, 0, 0}, 0), -1.5f, 1.5f);
        var worst = new WorstCase(limit, List.of(new Drifting(1)));
        assertThat(limit.margins(still)).containsExactly(1.5f, 1.5f);
        assertThat(worst.margins(still)).containsExactly(new float[] {0.5f, -0.5f}, within(ROUNDING));
    }

    @Test
    void aVerdictNamesTheStepThatIsWorst() {
        Verdict verdict = Verdict.of(new SignalLimit(X, -10, 5), WAY);
        assertThat(verdict.safe()).isFalse();
        assertThat(verdict.worstStep()).isEqualTo(1);
        assertThat(verdict.worst()).isCloseTo(-1.3f, within(ROUNDING));
        assertThat(new Verdict("x", "px", new float[] {1, Float.NaN, -5}).safe())
                .isFalse();
        assertThat(new Verdict("x", "px", new float[] {0, 1}).safe()).isTrue();
    }

    @Test
    void theEnergyOfASumIsExplainedTermByTerm() {
        var both = WeightedSum.of(
                new WeightedSum.Term(2, new Reach(X, 3, 1, Times.last())),
                new WeightedSum.Term(1, WeightedSum.of(new WeightedSum.Term(0.5f, new Minimise(Y, 1, Times.all())))));
        List<EnergyShare> shares = EnergyShare.of(both, WAY);
        assertThat(shares).extracting(EnergyShare::objective).containsExactly("reach x = 3.0 px", "minimise y");
        assertThat(shares.get(0).byTime()).containsExactly(0, 0, 18);
        assertThat(shares.get(1).byTime()).containsExactly(0, 2, 4);
        assertThat(shares.get(0).energy() + shares.get(1).energy()).isEqualTo(both.energy(WAY)[0]);
    }

    @Test
    void limitsThatNothingCanKeepAreRefused() {
        assertThatThrownBy(() -> new SignalLimit(X, 5, 4))
                .hasMessageContaining("5.0 and 4.0 px")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new SignalLimit(X, Float.NaN, 4)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new RateLimit(X, -1)).hasMessageContaining("-1.0 px a step");
        assertThatThrownBy(() -> new TotalLimit(X, Float.NaN, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Disc.standing(X, Y, 0, 0, 0)).hasMessageContaining("radius of a disc is 0.0");
        Readout other = LinearReadout.exact("z", "m", new float[] {0, 1}, 0);
        assertThatThrownBy(() -> Disc.standing(X, other, 0, 0, 1)).hasMessageContainingAll("'px'", "'m'");
    }

    private interface OnThreeDimensions extends GuardrailContract {
        @Override
        default int latentDimension() {
            return 3;
        }

        @Override
        default int actionDimension() {
            return 2;
        }
    }

    private static LinearReadout readout(float... weights) {
        return new LinearReadout("signal", "px", weights, 0.2f, ERRORS);
    }

    @Nested
    class Limit implements OnThreeDimensions {
        @Override
        public Guardrail guardrail() {
            return new SignalLimit(readout(0.5f, -1, 0.3f), -0.7f, 1.1f);
        }
    }

    @Nested
    class Rate implements OnThreeDimensions {
        @Override
        public Guardrail guardrail() {
            return new RateLimit(readout(0.5f, -1, 0.3f), 0.4f);
        }
    }

    @Nested
    class Zone implements OnThreeDimensions {
        @Override
        public Guardrail guardrail() {
            Disc disc = new Disc(readout(0.5f, -1, 0.3f), readout(1, 0.2f, 0), new float[] {3, 3, 2, 3, 4, 1}, 0.6f);
            return new NoGoDisc("zone", disc);
        }
    }

    @Nested
    class Total implements OnThreeDimensions {
        @Override
        public Guardrail guardrail() {
            return new TotalLimit(readout(0.5f, -1, 0.3f), 3, 0.5f);
        }
    }

    @Nested
    class ActionChange implements OnThreeDimensions {
        @Override
        public Guardrail guardrail() {
            ActionScale scale = new ActionScale(new float[] {0.1f, -0.2f}, new float[] {2, 0.5f});
            return new ActionChangeLimit("valve", "%", 1, 0.7f, new Action(0.3f, 0.4f), scale);
        }
    }

    @Nested
    class WorstOfTwo implements OnThreeDimensions {
        @Override
        public Guardrail guardrail() {
            return new WorstCase(new SignalLimit(readout(0.5f, -1, 0.3f), -0.7f, 1.1f), List.of(new Drifting(0.8f)));
        }
    }

    /// A model whose latents drift by `rate` times the sum of the actions, whatever they are.
    private record Drifting(float rate) implements WorldModel {

        @Override
        public int latentDimension() {
            return 3;
        }

        @Override
        public int actionDimension() {
            return 2;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * 3];
            Rollout rollout = new Rollout(actions, 3, latents, null);
            for (int k = 0; k < actions.candidates(); k++) {
                System.arraycopy(now.values(), 0, latents, rollout.index(k, 0), 3);
                for (int t = 0; t < actions.horizon(); t++) {
                    float push =
                            rate * (actions.values()[actions.index(k, t)] + actions.values()[actions.index(k, t) + 1]);
                    for (int d = 0; d < 3; d++) {
                        latents[rollout.index(k, t + 1) + d] = latents[rollout.index(k, t) + d] + push;
                    }
                }
            }
            return rollout;
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            float[] gradient = new float[rollout.actions().values().length];
            for (int k = 0; k < rollout.candidates(); k++) {
                float later = 0;
                for (int t = rollout.horizon(); t >= 1; t--) {
                    for (int d = 0; d < 3; d++) {
                        later += rate * latentGradients[rollout.index(k, t) + d];
                    }
                    gradient[rollout.actions().index(k, t - 1)] = later;
                    gradient[rollout.actions().index(k, t - 1) + 1] = later;
                }
            }
            return gradient;
        }
    }
}
