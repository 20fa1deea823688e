module io.github.jepa4j.report {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.evaluation;
    requires tools.jackson.databind;

    exports io.github.jepa4j.report;
}
