module io.github.jepa4j.data {
    requires static org.jspecify;
    requires io.github.jepa4j.run;
    requires transitive io.github.jepa4j.world;
    requires tools.jackson.databind;

    exports io.github.jepa4j.data;
}
