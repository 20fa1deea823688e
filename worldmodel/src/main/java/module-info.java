module io.github.jepa4j.worldmodel {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.perception;

    exports io.github.jepa4j.worldmodel;
}
