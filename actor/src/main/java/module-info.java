module io.github.jepa4j.actor {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.objective;

    exports io.github.jepa4j.actor;
}
