package io.github.jepa4j.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.regression.PerceptronRegression;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadoutTrainerTest {

    private static final int HORIZON = 4;
    private static final double NOISE = 0.1;

    /// The standard normal deviate beyond which, on either side, a tenth lies.
    private static final double Z_90 = 1.6449;

    private static final ReadoutConfig CONFIG =
            new ReadoutConfig(200, 4, 2000, 4000, HORIZON, 0.9, 0.1, new PerceptronRegression(8, 40, 32, 1e-2, 0));

    private static final KnownWorld WORLD = new KnownWorld(6200, 8, NOISE);

    private static final LabelledSignal PLACE = KnownWorld.signal("x", x -> x);

    private static TrainedReadouts train(ReadoutConfig config, EpisodeSource source, LabelledSignal... signals) {
        return new ReadoutTrainer(KnownWorld.model(), config).train(source, List.of(signals), new Seed(1), _ -> {});
    }

    @Test
    void theErrorsAreTheQuantilesOfWhatTheModelDoesNotKnow() {
        TrainedReadouts trained = train(CONFIG, WORLD, PLACE);
        var readout = trained.readouts().readout("x");
        double fourStandardErrors = 0.11; // of a 90 % quantile of 2,000, relative: 4 sqrt(0.09 / 2000) / (z f(z))
        assertThat((double) readout.error(0)).isLessThan(1e-4);
        for (int time = 1; time <= HORIZON; time++) {
            double expected = Z_90 * NOISE * Math.sqrt(time);
            assertThat((double) readout.error(time)).isCloseTo(expected, within(fourStandardErrors * expected));
        }
        ReadoutReport report = trained.reports().getFirst();
        assertThat(report.kind()).isEqualTo(ReadoutReport.Kind.LINEAR);
        assertThat(report.rmse().get(HORIZON)).isCloseTo(NOISE * 2, within(0.05 * NOISE * 2));
        assertThat(report.r2().getFirst()).isCloseTo(1, within(1e-6));
    }

    @Test
    void theTrueSignalIsCoveredAsOftenAsPromised() {
        ReadoutReport report = train(CONFIG, WORLD, PLACE).reports().getFirst();
        // Of calibrating with 2,000 and of counting 4,000 windows: 4 sqrt(0.09 / 2000 + 0.09 / 4000)
        double fourStandardErrors = 0.033;
        assertThat(report.tested()).isEqualTo(4000);
        assertThat(report.covered().getFirst()).isGreaterThanOrEqualTo(3600); // exact but for rounding: many are equal
        for (int time = 1; time <= HORIZON; time++) {
            assertThat(report.covered().get(time) / 4000.0).isCloseTo(0.9, within(fourStandardErrors));
        }
        assertThat(report.pathCovered() / 4000.0).isCloseTo(0.9, within(fourStandardErrors));
    }

    @Test
    void errorsOfAWholePathAreWiderAndThoseOfTheStepsAloneDoNotCoverIt() {
        TrainedReadouts trained = train(CONFIG, WORLD, PLACE);
        for (int time = 1; time <= HORIZON; time++) {
            assertThat(trained.readouts().overPath("x").error(time))
                    .isGreaterThan(1.1f * trained.readouts().readout("x").error(time));
        }
    }

    @Test
    void whatIsNotLinearIsLeftToAPerceptronAndWhatIsLinearIsNot() {
        // The latent holds x and x^2, so that only its absolute value needs more.
        TrainedReadouts trained = train(
                CONFIG,
                new KnownWorld(6200, 8, 0.001),
                KnownWorld.signal("square", x -> 3 * x * x - 2 * x),
                KnownWorld.signal("distance", Math::abs));
        assertThat(trained.reports().stream().map(ReadoutReport::kind))
                .containsExactly(ReadoutReport.Kind.LINEAR, ReadoutReport.Kind.PERCEPTRON);
        ReadoutReport distance = trained.reports().getLast();
        assertThat(distance.perceptronError()).isLessThan(distance.linearError() / 2);
    }

    @Test
    void withoutAGainNoPerceptronIsTrained() {
        ReadoutConfig linearOnly = new ReadoutConfig(20, 4, 9, 5, 2, 0.9, 1, PerceptronRegression.defaults());
        ReadoutReport report = train(linearOnly, WORLD, KnownWorld.signal("distance", Math::abs))
                .reports()
                .getFirst();
        assertThat(report.kind()).isEqualTo(ReadoutReport.Kind.LINEAR);
        assertThat(report.perceptronError()).isNaN();
    }

    @Test
    void theSameSeedGivesTheSameReadoutsAndEpisodesAreUsedOnceEach() {
        ReadoutConfig small = new ReadoutConfig(50, 4, 40, 30, 2, 0.9, 0, new PerceptronRegression(2, 2, 8, 1e-2, 0));
        AtomicInteger[] used = new AtomicInteger[120];
        Arrays.setAll(used, _ -> new AtomicInteger());
        EpisodeSource counted = new EpisodeSource() {
            @Override
            public int episodes() {
                return 120;
            }

            @Override
            public Episode episode(int number) {
                used[number].incrementAndGet();
                return WORLD.episode(number);
            }
        };
        int[] last = new int[1];
        TrainedReadouts first = new ReadoutTrainer(KnownWorld.model(), small)
                .train(counted, List.of(PLACE), new Seed(1), done -> last[0] = done);
        assertThat(used).allSatisfy(times -> assertThat(times.get()).isEqualTo(1)); // 50 + 40 + 30
        assertThat(last[0]).isEqualTo(120);
        assertThat(train(small, counted, PLACE).readouts().readout("x"))
                .isEqualTo(first.readouts().readout("x"));
    }

    @Test
    void windowsInWhichTheSignalIsNotKnownAreLeftOut() {
        LabelledSignal gaps = new LabelledSignal("x", "m", (number, episode) -> {
            float[] values = PLACE.labels().of(number, episode);
            if (number % 2 == 0) {
                values[4] = Float.NaN; // in every window of 4 steps of 8
            }
            return values;
        });
        ReadoutReport report = train(CONFIG, WORLD, gaps).reports().getFirst();
        assertThat(report.tested()).isBetween(1800, 2200);
        assertThat(report.r2().getFirst()).isCloseTo(1, within(1e-6));
    }

    @Test
    void tooFewOrTooShortEpisodesAreRefused() {
        assertThatThrownBy(() -> train(CONFIG, new KnownWorld(6199, 8, NOISE), PLACE))
                .hasMessageContaining("There are 6199 episodes, but readouts take 6200")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> train(CONFIG, new KnownWorld(6200, 3, NOISE), PLACE))
                .hasMessageContaining("none in which x is known")
                .hasMessageContaining("\nMaybe");
        LabelledSignal unknown = KnownWorld.signal("x", _ -> Float.NaN);
        assertThatThrownBy(() -> train(CONFIG, WORLD, unknown))
                .hasMessageContaining("the value of x is known for 0")
                .hasMessageContaining("\nMaybe");
        LabelledSignal another = new LabelledSignal("x", "m", (_, _) -> new float[3]);
        assertThatThrownBy(() -> train(CONFIG, WORLD, another))
                .hasMessageContaining("9 observations, but 3 values of x")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new ReadoutConfig(20, 4, 8, 5, 2, 0.9, 1, PerceptronRegression.defaults()))
                .hasMessageContaining("calibrate is 8, but must be at least 9")
                .hasMessageContaining("\nMaybe");
    }
}
