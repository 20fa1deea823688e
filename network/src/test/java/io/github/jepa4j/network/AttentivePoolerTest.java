package io.github.jepa4j.network;

import static io.github.jepa4j.network.Agreement.assertAgree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentivePoolerTest {

    private static final Seed SEED = new Seed(33);
    private static final int WIDTH = 12;
    private static final int TOKENS = 5;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    /// The published probes have 174 classes, each a row of `D` weights and a bias.
    @Test
    void thePublishedProbesHaveThePublishedNumbersOfParameters() {
        assertThat(AttentivePooler.Spec.vjepa2(1024).parameters() + 174 * 1025).isEqualTo(49_514_670);
        assertThat(AttentivePooler.Spec.vjepa2(1408).parameters() + 174 * 1409).isEqualTo(93_494_190);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "2, 3"})
    void itComputesWhatPlainLoopsCompute(int blocks, int queries) {
        var spec = new AttentivePooler.Spec(WIDTH, 3, 20, blocks, queries);
        Parameters parameters = new Parameters(SEED);
        var pooler = new AttentivePooler(parameters, "pooler", spec);
        assertThat(parameters.count()).isEqualTo(spec.parameters());
        Agreement.stir(parameters, SEED, 0.4);
        float[] tokens = Agreement.gaussian(SEED.split("tokens"), TOKENS * WIDTH, 1);

        var plain = new PlainTransformer(parameters.copy(), new VitSpec.Size(WIDTH, 1, 3, 20), false, 1e-6);
        double[][] seen = rows(tokens, TOKENS);
        for (int i = 0; i < blocks; i++) {
            seen = plain.block("pooler.block." + i, seen, null, null);
        }
        double[][] asked = rows(plain.values("pooler.queries"), queries);
        double[][] keyValue = plain.linear("pooler.cross.attention.key_value", plain.norm("pooler.cross.norm1", seen));
        double[][] pooled = PlainTransformer.add(
                asked,
                plain.attend(
                        plain.linear("pooler.cross.attention.query", asked),
                        PlainTransformer.part(keyValue, 0, WIDTH),
                        PlainTransformer.part(keyValue, WIDTH, WIDTH)));
        double[][] expected = PlainTransformer.add(
                pooled, plain.perceptron("pooler.cross.mlp", plain.norm("pooler.cross.norm2", pooled)));

        try (Scope scope = Scope.open()) {
            assertAgree(pooler.forward(Natives.of(tokens, 1, TOKENS, WIDTH)), expected);
        }
    }

    private static double[][] rows(float[] values, int count) {
        double[][] rows = new double[count][values.length / count];
        for (int i = 0; i < values.length; i++) {
            rows[i / rows[0].length][i % rows[0].length] = values[i];
        }
        return rows;
    }
}
