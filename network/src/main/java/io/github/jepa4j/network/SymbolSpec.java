package io.github.jepa4j.network;

/// The sizes of a [SymbolTransformer].
///
/// @param symbols how many kinds there are, at least 2
/// @param length  of a sequence, at least 2
/// @param size    of the blocks
public record SymbolSpec(int symbols, int length, VitSpec.Size size) {

    public SymbolSpec {
        if (symbols < 2 || length < 2) {
            throw new IllegalArgumentException(
                    "Sequences of %d of %d symbols cannot be told; at least 2 of 2 are needed.\nMaybe the patches are as large as the image."
                            .formatted(length, symbols));
        }
    }
}
