module io.github.jepa4j.learning {
    requires static org.jspecify;
    requires io.github.jepa4j.engine;
    requires io.github.jepa4j.network;
    requires io.github.jepa4j.regression;
    requires transitive io.github.jepa4j.data;
    requires transitive io.github.jepa4j.worldmodel;
    requires transitive io.github.jepa4j.objective;
    requires transitive io.github.jepa4j.run;
    requires tools.jackson.databind;
    requires org.slf4j;

    exports io.github.jepa4j.learning;

    opens io.github.jepa4j.learning to
            io.github.jepa4j.configuration;
}
