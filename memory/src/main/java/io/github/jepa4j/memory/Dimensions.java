package io.github.jepa4j.memory;

/// Refuses what does not fit the moments that are there.
final class Dimensions {

    private Dimensions() {}

    /// @param expected the latent dimension of a memory, -1 where it has none yet
    /// @return that of the moment, which is the expected one
    static int same(int expected, Moment moment) {
        int dimension = moment.seen().dimension();
        if (dimension == 0 || expected >= 0 && dimension != expected) {
            throw new IllegalArgumentException(
                    "The moment's latent has %d dimensions; %s.\nMaybe it is of another model."
                            .formatted(
                                    dimension,
                                    expected < 0 ? "there must be 1 or more" : "the memory holds " + expected));
        }
        return dimension;
    }

    static void requireCount(long count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "%d moments are fewer than none.\nMaybe two numbers were subtracted in the wrong order."
                            .formatted(count));
        }
    }
}
