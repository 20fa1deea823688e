module io.github.jepa4j.testkit {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.agent;
    requires transitive io.github.jepa4j.worlds;
    requires transitive org.assertj.core;

    exports io.github.jepa4j.testkit;
}
