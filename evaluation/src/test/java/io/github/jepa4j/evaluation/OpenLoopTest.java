package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A wheel that turns at a rate, which an action changes: linear but for the turn.
class OpenLoopTest {

    private static final SignalLayout LAYOUT = new SignalLayout(List.of("angle", "rate"), new float[] {360, 0});
    private static final OpenLoop.Question QUESTION =
            new OpenLoop.Question(LAYOUT, List.of("deg", "deg/s"), 0.5, new int[] {1, 4}, 1);

    private static Episode wheel(double push, int length) {
        double angle = 170;
        double rate = 8;
        List<Signals> seen = new ArrayList<>();
        List<Action> done = new ArrayList<>();
        for (int t = 0; t <= length; t++) {
            seen.add(new Signals(new float[] {(float) Math.IEEEremainder(angle, 360), (float) rate}));
            if (t < length) {
                float action = (float) (push * Math.sin(t));
                done.add(new Action(new float[] {action}));
                angle += 0.5 * rate;
                rate += 0.1 * rate + action;
            }
        }
        return new Episode(seen, done);
    }

    @Test
    void persistenceIsWrongByTheWayGoneAndConstantVelocityIsNotWhereNothingPushes() {
        Episode steady = new Episode(
                List.of(signals(350, 20), signals(0, 20), signals(10, 20), signals(20, 20), signals(30, 20)),
                List.of(action(), action(), action(), action()));

        OpenLoop errors = OpenLoop.judge(
                QUESTION, List.of(steady), List.of(new Persistence(), new ConstantVelocity(new int[] {1, -1}, 0.5)));

        assertThat(errors.errors().get(0).rmse()[0][0]).isCloseTo(10, within(1e-4));
        assertThat(errors.errors().get(0).rmse()[1][0]).isCloseTo(40, within(1e-4));
        assertThat(errors.errors().get(1).rmse()[1][0]).isCloseTo(0, within(1e-4));
        assertThat(errors.text()).contains("over 1 starts in 1 episodes", "after 2.0 s", "angle [deg]");
    }

    @Test
    void aLinearModelFindsWhatIsLinear() {
        List<Episode> learned = List.of(wheel(1, 12), wheel(3, 12), wheel(-2, 12));
        LinearForecaster linear = LinearForecaster.learn(LAYOUT, learned);

        OpenLoop errors = OpenLoop.judge(QUESTION, List.of(wheel(2, 10)), List.of(linear, new Persistence()));

        for (int s = 0; s < 2; s++) {
            assertThat(errors.errors().get(0).rmse()[1][s])
                    .isLessThan(1e-2 * errors.errors().get(1).rmse()[1][s]);
        }
    }

    @Test
    void startsWithAMissingReadingAreLeftOutAndCounted() {
        Episode gap = new Episode(
                List.of(
                        signals(0, 0),
                        signals(Float.NaN, 0),
                        signals(0, 0),
                        signals(0, 0),
                        signals(0, 0),
                        signals(0, 0)),
                List.of(action(), action(), action(), action(), action()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenLoop.judge(QUESTION, List.of(gap), List.of(new Persistence())))
                .withMessageContaining("4 steps after it");
        OpenLoop.Question shorter = new OpenLoop.Question(LAYOUT, List.of("", ""), 0.5, new int[] {2}, 1);
        OpenLoop errors = OpenLoop.judge(shorter, List.of(gap), List.of(new Persistence()));
        assertThat(errors.starts()).isEqualTo(3);
        assertThat(errors.skipped()).isEqualTo(1);
        assertThat(errors.text()).contains("1 left out");
    }

    private static Signals signals(float angle, float rate) {
        return new Signals(new float[] {angle, rate});
    }

    private static Action action() {
        return new Action(new float[1]);
    }
}
