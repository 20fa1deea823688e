package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoRoomsTaskTest {

    @Test
    void aTaskIsMadeAgainFromItsDescriptionToTheLastBit() {
        for (long seed = 0; seed < 20; seed++) {
            TwoRoomsTask task = TwoRoomsTask.random(LayoutChoice.RANDOM, new Seed(seed));
            Map<String, String> words = new HashMap<>(task.description());
            words.put("world", "what else is in the words is passed over");

            assertThat(TwoRoomsTask.described(words)).isEqualTo(task);
        }
    }

    @Test
    void aDescriptionThatIsNoneIsRefusedByTheNameOfWhatIsWrong() {
        Map<String, String> words =
                new HashMap<>(TwoRoomsTask.canonical().getFirst().description());
        for (String wrong : new String[] {"35.9", "NaN", "left", "1000"}) {
            words.put("wall", wrong);
            assertThatThrownBy(() -> TwoRoomsTask.described(words))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("wall")
                    .hasMessageContaining("\nMaybe");
        }
        words.remove("wall");
        assertThatThrownBy(() -> TwoRoomsTask.described(words)).hasMessageContaining("wall is missing");
    }
}
