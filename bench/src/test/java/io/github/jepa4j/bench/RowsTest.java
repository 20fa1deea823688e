package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

    /// A long run would otherwise end without the row that it was for.
    @Test
    void aNameThatIsNoRowsIsRefusedBeforeAnythingIsTrained() {
        List<String> known =
                ImageContestant.ablations().stream().map(ImageContestant::name).toList();
        assertThatCode(() -> Rows.requireKnown(List.of("dino without centring"), known))
                .doesNotThrowAnyException();
        assertThatCode(() -> Rows.requireKnown(List.of(), known)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.requireKnown(List.of("dino", "dino-without-centring"), known))
                .withMessageContaining("'dino-without-centring'")
                .withMessageContaining("dino without centring")
                .withMessageContaining("\nMaybe");
    }
}
