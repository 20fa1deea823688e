module io.github.jepa4j.run {
    exports io.github.jepa4j.run;

    opens io.github.jepa4j.run to
            tools.jackson.databind;

    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;
    requires transitive io.github.jepa4j.configuration;
    requires org.slf4j;
    requires tools.jackson.databind;
}
