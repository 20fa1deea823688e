module io.github.jepa4j.network {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.engine;
    requires transitive io.github.jepa4j.worldmodel;

    exports io.github.jepa4j.network;
}
