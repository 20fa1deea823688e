module io.github.jepa4j.agent {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.actor;
    requires transitive io.github.jepa4j.memory;
    requires transitive io.github.jepa4j.safety;
    requires transitive io.github.jepa4j.surprise;
    requires tools.jackson.databind;

    exports io.github.jepa4j.agent;

    opens io.github.jepa4j.agent to
            io.github.jepa4j.configuration;
}
