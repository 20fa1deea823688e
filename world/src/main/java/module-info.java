module io.github.jepa4j.world {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;

    exports io.github.jepa4j.world;
}
