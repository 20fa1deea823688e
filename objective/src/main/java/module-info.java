module io.github.jepa4j.objective {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.worldmodel;

    exports io.github.jepa4j.objective;

    opens io.github.jepa4j.objective to
            io.github.jepa4j.configuration;
}
