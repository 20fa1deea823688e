package io.github.jepa4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jepa4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EngineTest {

    @BeforeAll
    static void open() {
        Engine.open(1);
    }

    @Test
    void openedAgainItChangesOnlyTheNumberOfThreads() {
        Engine.Settings one = Engine.open(1);
        Engine.Settings two = Engine.open(2);
        Engine.open(1);

        assertThat(one.threads()).isEqualTo(1);
        assertThat(two).isEqualTo(new Engine.Settings(2, one.quietAllocator(), one.calmThreads()));
    }

    @Test
    void whereTheLibraryOfTheSystemIsGlibcBothSettingsTakeEffect() {
        assumeThat(Files.exists(Path.of("/lib/x86_64-linux-gnu/libc.so.6"))).isTrue();

        assertThat(Engine.open(1)).isEqualTo(new Engine.Settings(1, true, true));
    }

    @Test
    void itSaysWhoseKernelsItsProductsRun() {
        assertThat(Engine.matrixKernels())
                .hasValueSatisfying(kernels -> assertThat(kernels).matches("[A-Za-z0-9_ -]+"));
    }

    @Test
    void noThreadsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.open(0))
                .withMessageContainingAll("0 threads", "at least 1", "Maybe");
    }

    @Test
    void aTensorComesBackRowMajorWhateverItsMemoryFormat() {
        float[] values = new float[2 * 3 * 4 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        try (Scope scope = Scope.open()) {
            var channelsLast =
                    Natives.of(new Tensor(new int[] {2, 3, 4, 5}, values)).contiguous(torch.MemoryFormat.ChannelsLast);

            assertThat(channelsLast.stride(1)).as("channels lie together").isEqualTo(1);
            assertThat(Natives.copy(channelsLast).shape()).containsExactly(2, 3, 4, 5);
            assertThat(Natives.values(channelsLast)).containsExactly(values);
        }
    }

    @Test
    void whatWasMadeInAScopeIsFreedWithItButForWhatTheOuterScopeHolds() {
        try (Scope outer = Scope.open()) {
            var kept = Natives.of(new float[] {1, 2}, 2);
            org.bytedeco.pytorch.Tensor gone;
            try (Scope inner = Scope.open()) {
                gone = kept.add(kept);
                assertThat(Natives.values(gone)).containsExactly(2, 4);
            }

            assertThat(gone.isNull()).isTrue();
            assertThat(Natives.values(kept)).containsExactly(1, 2);
        }
    }

    @Test
    void aThousandScopesLeaveNoNativeTensorBehind() {
        long before = Pointer.totalCount();
        for (int i = 0; i < 1000; i++) {
            try (Scope scope = Scope.open()) {
                Natives.of(new float[256], 16, 16).mm(Natives.of(new float[256], 16, 16));
            }
        }

        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    @Test
    void whatTheEngineRefusesIsOneLineThatNamesWhatWasBeingDone() {
        try (Scope scope = Scope.open()) {
            var left = Natives.of(new float[6], 2, 3);

            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Natives.named("multiply left by itself", () -> left.mm(left)))
                    .withMessageStartingWith("The engine could not multiply left by itself: ")
                    .withMessageContainingAll("2x3", "\nMaybe the data and the model have different shapes.")
                    .satisfies(
                            failure -> assertThat(failure.getMessage().lines()).hasSize(2));
        }
    }

    @Test
    void numbersThatHaveGrownBeyondAllBoundsAreNotTakenForWrongShapes() {
        try (Scope scope = Scope.open()) {
            var broken = Natives.of(new float[] {-1, 0, 0, -1}, 2, 2);

            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Natives.named("factorise it", () -> torch.linalg_cholesky(broken)))
                    .withMessageContainingAll("factorise it", "\nMaybe numbers have grown", "learning rate");
        }
    }

    @Test
    void whatIsNotTheEnginesIsThrownAsItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Natives.named("think", () -> {
                    throw new IllegalArgumentException("ours");
                }))
                .withMessage("ours");
    }
}
