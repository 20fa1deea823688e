module io.github.jepa4j.evaluation {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.agent;
    requires transitive io.github.jepa4j.worlds;
    requires io.github.jepa4j.regression;
    requires io.github.jepa4j.run;
    requires tools.jackson.databind;

    exports io.github.jepa4j.evaluation;
}
