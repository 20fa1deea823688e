module io.github.jepa4j.network {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;
    requires transitive io.github.jepa4j.engine;
}
