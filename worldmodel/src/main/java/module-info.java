module io.github.jepa4j.worldmodel {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.perception;
    requires transitive io.github.jepa4j.tensor;
    requires tools.jackson.databind;

    exports io.github.jepa4j.worldmodel;
}
