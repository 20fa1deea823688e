module io.github.jepa4j.probe {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;
    requires io.github.jepa4j.engine;
    requires io.github.jepa4j.inference;
    requires io.github.jepa4j.network;

    exports io.github.jepa4j.probe;
}
