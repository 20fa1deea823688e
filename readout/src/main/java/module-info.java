module io.github.jepa4j.readout {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.objective;
    requires transitive io.github.jepa4j.regression;
    requires tools.jackson.databind;

    exports io.github.jepa4j.readout;

    opens io.github.jepa4j.readout to
            tools.jackson.databind;
}
