package io.github.jepa4j.tensor.internal;

/// Holds the choice, and touches the class that needs the incubating module only where that module is.
final class KernelChoice {

    static final Kernels BEST = choose();

    private KernelChoice() {}

    private static Kernels choose() {
        boolean available =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String asked = System.getProperty(Kernels.PROPERTY, available ? "vector" : "scalar");
        return switch (asked) {
            case "scalar" -> new ScalarKernels();
            case "vector" -> vector(available);
            default ->
                throw new IllegalArgumentException(
                        "The system property %s is %s, but must be vector or scalar.\nMaybe leave it out: the faster is chosen."
                                .formatted(Kernels.PROPERTY, asked));
        };
    }

    private static Kernels vector(boolean available) {
        if (!available) {
            throw new IllegalStateException(
                    "The system property %s is vector, but the module jdk.incubator.vector is not there.\nMaybe start Java with --add-modules jdk.incubator.vector."
                            .formatted(Kernels.PROPERTY));
        }
        return new VectorKernels();
    }
}
