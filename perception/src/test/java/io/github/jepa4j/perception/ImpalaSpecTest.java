package io.github.jepa4j.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpalaSpecTest {

    private final ImpalaSpec reference = ImpalaSpec.reference();

    @Test
    void theReferenceHasAsManyWeightsAsPublished() {
        assertThat(reference.parameters()).isEqualTo(1_426_096);
        assertThat(reference.features()).isEqualTo(2592);
    }

    @ParameterizedTest
    @CsvSource({"0, 33, 304, 9280", "1, 17, 4640, 36992", "2, 9, 9248, 36992"})
    void eachStackOfTheReferenceHasTheShapeAndTheWeightsPublished(int stack, int side, long first, long blocks) {
        assertThat(reference.rowsAfter(stack)).isEqualTo(side);
        assertThat(reference.columnsAfter(stack)).isEqualTo(side);
        assertThat(reference.stackParameters(stack)).isEqualTo(first + blocks);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 33", "2, 5, 33", "4, 7, 17"})
    void aFirstStrideReplacesThePool(int stride, int kernel, int side) {
        var spec = new ImpalaSpec(2, 65, 65, new int[] {8}, 1, stride, 16, reference.mean(), reference.std());

        assertThat(spec.kernel(0)).isEqualTo(kernel);
        assertThat(spec.rowsAfter(0)).isEqualTo(side);
        assertThat(spec.pools(0)).isEqualTo(stride == 1);
    }

    @Test
    void specsAreEqualByContent() {
        assertThat(ImpalaSpec.reference()).isEqualTo(reference).hasSameHashCodeAs(reference);
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImpalaSpec(2, 65, 65, new int[0], 1, 1, 16, reference.mean(), reference.std()))
                .withMessageContaining("Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImpalaSpec(2, 65, 65, new int[] {8}, 1, 3, 16, reference.mean(), reference.std()))
                .withMessageContainingAll("3", "1, 2 or 4", "Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImpalaSpec(3, 65, 65, new int[] {8}, 1, 1, 16, reference.mean(), reference.std()))
                .withMessageContainingAll("3 channels", "Maybe");
    }
}
