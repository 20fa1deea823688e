module io.github.jepa4j.worlds {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.inference;
    requires transitive io.github.jepa4j.world;

    exports io.github.jepa4j.worlds;
}
