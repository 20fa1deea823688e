package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.scenes.Quadruple;
import io.github.jepa4j.scenes.SceneStyle;
import io.github.jepa4j.scenes.Scenes;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurpriseExamTest {

    @Test
    void itsHalvesHaveAllQuadruplesOfEachLawAndNoneInCommon() {
        SurpriseExam exam = SurpriseExam.draw(new Scenes(SceneStyle.validation(), 16, 32), 3, new Seed(4));

        SurpriseExam chosen = exam.everyOther(0);
        SurpriseExam judged = exam.everyOther(1);

        assertThat(chosen.quadruples().keySet()).isEqualTo(exam.quadruples().keySet());
        exam.quadruples().forEach((law, all) -> {
            List<Quadruple> first = chosen.quadruples().get(law);
            List<Quadruple> second = judged.quadruples().get(law);
            assertThat(first).as(law).containsExactly(all.get(0), all.get(2));
            assertThat(second).as(law).containsExactly(all.get(1));
        });
    }
}
