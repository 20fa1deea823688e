module io.github.jepa4j.tensor {
    requires static org.jspecify;
    requires tools.jackson.databind;
    requires static jdk.incubator.vector;

    exports io.github.jepa4j.tensor;
    exports io.github.jepa4j.tensor.internal to
            io.github.jepa4j.perception,
            io.github.jepa4j.worldmodel;
}
