module io.github.jepa4j.scenes {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;
    requires transitive io.github.jepa4j.world;

    exports io.github.jepa4j.scenes;
}
