module io.github.jepa4j.report {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.evaluation;
    requires transitive io.github.jepa4j.learning;
    requires tools.jackson.databind;
}
