module io.github.jepa4j.run {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;
    requires transitive io.github.jepa4j.configuration;
    requires tools.jackson.databind;
}
