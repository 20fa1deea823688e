package io.github.jepa4j.surprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import org.junit.jupiter.api.Test;

class SurpriseTraceTest {

    private static final float[][] ERRORS = {
        {0, 0, 0, 0, 0, 0},
        {6, 0, 0, 0, 0, 0},
        {5, 1, 4, 2, 3, 9},
    };

    @Test
    void theMeanIsOverAllPlaces() {
        assertThat(SurpriseTrace.of(ERRORS, Pooling.MEAN).frames()).containsExactly(0, 1, 4);
    }

    @Test
    void theStrongestAreTheFourPlacesThatErrMost() {
        assertThat(SurpriseTrace.of(ERRORS, Pooling.STRONGEST).frames()).containsExactly(0, 1.5, 5.25);
        assertThat(SurpriseTrace.of(new float[][] {{1, 3}}, Pooling.STRONGEST).frames())
                .as("of fewer places, all")
                .containsExactly(2);
    }

    @Test
    void theErrorsAreLeftAsTheyWere() {
        float[][] errors = {{3, 1, 2}};
        SurpriseTrace.of(errors, Pooling.STRONGEST);
        assertThat(errors[0]).containsExactly(3, 1, 2);
    }

    @Test
    void aClipIsSummedUpByItsMeanItsMostSurprisingFrameAndWhenThatIs() {
        SurpriseTrace trace = new SurpriseTrace(new double[] {0, 4, 1, 4, 1});

        assertThat(trace.mean()).isEqualTo(2);
        assertThat(trace.rootMeanSquare()).isEqualTo(Math.sqrt(34 / 5.0));
        assertThat(trace.max()).isEqualTo(4);
        assertThat(trace.when()).as("the first of equals").isEqualTo(1);
        assertThat(trace).isEqualTo(new SurpriseTrace(new double[] {0, 4, 1, 4, 1}));
        assertThat(trace).isNotEqualTo(new SurpriseTrace(new double[] {0, 4, 1, 4}));
    }
}
