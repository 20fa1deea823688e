module io.github.jepa4j.surprise {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.world;

    exports io.github.jepa4j.surprise;
}
