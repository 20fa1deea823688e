package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.VitSpec.Size;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolTransformerTest {

    private static final Seed SEED = new Seed(46);
    private static final SymbolSpec SPEC = new SymbolSpec(7, 6, new Size(8, 2, 2, 16));

    /// Sequences of other lengths are multiplied in other orders.
    private static final float ROUNDING = 1e-5f;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void whatComesLaterIsNotHeard() {
        SymbolTransformer network = network();
        long[] symbols = {1, 4, 2, 6, 0, 3};
        try (Scope scope = Scope.open()) {
            float[] whole = Natives.values(network.next(Natives.of(symbols, 1, 6)));
            assertThat(whole).hasSize(6 * 7);
            for (int n = 1; n < 6; n++) {
                long[] other = symbols.clone();
                other[n] = (other[n] + 2) % 7;
                float[] changed = Natives.values(network.next(Natives.of(other, 1, 6)));
                assertThat(Arrays.copyOf(changed, n * 7))
                        .as("before place %d", n)
                        .containsExactly(Arrays.copyOf(whole, n * 7), within(ROUNDING));
                assertThat(Arrays.copyOfRange(changed, n * 7, (n + 1) * 7))
                        .isNotEqualTo(Arrays.copyOfRange(whole, n * 7, (n + 1) * 7));
            }
        }
    }

    @Test
    void aShorterSequenceIsToldAsTheBeginningOfALongerOne() {
        SymbolTransformer network = network();
        long[] symbols = {1, 4, 2, 6, 0, 3};
        try (Scope scope = Scope.open()) {
            float[] whole = Natives.values(network.next(Natives.of(symbols, 1, 6)));
            float[] begin = Natives.values(network.next(Natives.of(Arrays.copyOf(symbols, 4), 1, 4)));

            assertThat(begin).containsExactly(Arrays.copyOf(whole, 4 * 7), within(ROUNDING));
        }
    }

    @Test
    void theFirstPlaceHearsOnlyItselfAndWhereItIs() {
        SymbolTransformer network = network();
        try (Scope scope = Scope.open()) {
            var symbols = Natives.of(LongStream.range(0, 7).toArray(), 7, 1);
            var hidden = network.hidden(symbols, 0);
            assertThat(hidden.shape()).containsExactly(7, 1, 8);
            assertThat(network.hidden(symbols, 1).shape()).containsExactly(7, 1, 8);
            assertThat(Natives.values(network.hidden(symbols, 2)))
                    .as("after the last block it is normalised")
                    .isNotEqualTo(Natives.values(network.hidden(symbols, 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,3,32,32,2,4,64", "1,1,8,8,1,16,16", "1,3,8,4,4,2,8", "5,3,8,4,4,2,8"})
    void anImageOrAClipIsASequenceOfSoManySymbols(
            int frames, int channels, int rows, int columns, int patch, int levels, int kinds) {
        var spec = new SymbolImageSpec(frames, channels, rows, columns, patch, levels, new Size(8, 1, 2, 16));

        assertThat(spec.symbols().symbols()).isEqualTo(kinds);
        assertThat(spec.symbols().length()).isEqualTo(frames * (rows / patch) * (columns / patch));
        assertThat(spec.frames()).isEqualTo(frames);
        assertThat(spec.dimension()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "1,0,8,8,2,4",
        "1,3,9,8,2,4",
        "1,3,8,9,2,4",
        "1,3,8,8,0,4",
        "1,3,8,8,2,1",
        "1,3,8,8,2,41",
        "1,3,4,4,8,4",
        "0,3,8,8,2,4"
    })
    void sizesThatCannotBeReadAreRefused(int frames, int channels, int rows, int columns, int patch, int levels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SymbolImageSpec(frames, channels, rows, columns, patch, levels, new Size(8, 1, 2, 16)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymbolSpec(4, 1, new Size(8, 1, 2, 16)))
                .withMessageContaining("\nMaybe");
    }

    private static SymbolTransformer network() {
        Parameters parameters = new Parameters(SEED);
        var network = new SymbolTransformer(parameters, "s", SPEC);
        Agreement.stir(parameters, SEED, 0.4);
        return network;
    }
}
