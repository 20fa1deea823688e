package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.bench.SafeTensorsFuzz.Tally;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsFuzzTest {

    private static final int FILES = 2200;

    @TempDir
    Path folder;

    @Test
    void damagedFilesEndInTensorsOrATypedErrorAndTakeNoMoreMemoryThanAllowed() throws IOException {
        var fuzz = new SafeTensorsFuzz(folder, new Seed(9));
        for (int number = 0; number < FILES; number++) {
            fuzz.run(number);
        }
        assertThat(fuzz.failures()).isEmpty();
        int read =
                fuzz.tallies().values().stream().mapToInt(tally -> tally.read).sum();
        int refused = fuzz.tallies().values().stream()
                .mapToInt(tally -> tally.refused)
                .sum();
        assertThat(read).isGreaterThan(FILES / 20);
        assertThat(refused).isGreaterThan(FILES);
        assertThat(fuzz.tallies().values()).allSatisfy(tally -> {
            assertThat(tally.files).isEqualTo(FILES / TensorFileDamage.values().length);
            assertThat(tally.refused).isPositive();
        });
    }

    @Test
    void theSameSeedIsTheSameDamage() throws IOException {
        var one = new SafeTensorsFuzz(folder, new Seed(9));
        var other = new SafeTensorsFuzz(folder, new Seed(9));
        for (int number = 0; number < 110; number++) {
            one.run(number);
            other.run(number);
        }
        for (TensorFileDamage damage : TensorFileDamage.values()) {
            Tally first = one.tallies().get(damage);
            Tally second = other.tallies().get(damage);
            assertThat(first).usingRecursiveComparison().ignoringFields("most").isEqualTo(second);
        }
    }
}
