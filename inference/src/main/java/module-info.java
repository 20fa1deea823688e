/// Inference by minimising an energy: the distinct minima, and how attention goes from one to another.
module io.github.jepa4j.inference {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;

    exports io.github.jepa4j.inference;
}
